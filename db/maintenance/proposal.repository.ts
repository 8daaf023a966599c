import type { DataSource, EntityManager } from 'typeorm';
import type { NewProposal, ProposalQuery, ProposalView } from '../../server/contract/maintenance';
import type { Page } from '../../server/contract/rest';
import type { SoundPath } from '../../server/contract/sounds';
import { soundPathSchema } from '../../server/contract/sounds';
import type { Author } from '../../server/crm/change-log';
import type { Proposals, ReplaceSound } from '../../server/crm/maintenance/proposals';
import type { NumberFormat } from '../../server/crm/number-matching';
import { UserError } from '../../server/errors';
import { withDatabaseErrors } from '../database-error';
import { Proposal } from '../entities';
import { isUuid } from '../projection/event-fields';
import { offsetOf, pageFrom } from '../repositories/paging';
import { filled } from './pictures';
import { applyItem, proposedItem } from './proposed-items';

interface ProposalDeps {
  readonly dataSource: DataSource;
  readonly numberFormat: NumberFormat;
  readonly replaceSound: ReplaceSound;
}

export class ProposalRepository implements Proposals {
  readonly #deps: ProposalDeps;

  constructor(deps: ProposalDeps) {
    this.#deps = deps;
  }

  propose(proposal: NewProposal, author: Author): Promise<ProposalView> {
    return this.#changing(async (manager) =>
      this.#kept(manager, await proposedItem(manager, proposal, author)),
    );
  }

  proposeRecording(sound: SoundPath, recording: Buffer, { who, why }: Author): Promise<ProposalView> {
    return this.#changing((manager) =>
      this.#kept(manager, {
        subject: 'sound',
        subjectId: [sound.language, sound.group, sound.name].join('/'),
        version: null,
        before: {},
        after: { bytes: recording.length },
        recording,
        proposedBy: who,
        why,
      }),
    );
  }

  approve(proposalId: string, author: Author): Promise<ProposalView> {
    return this.#deciding(proposalId, author, 'approved', async (manager, proposal) => {
      assertOther(proposal, author);
      const why = [proposal.why, author.why].filter((text) => text !== '').join(' · ');
      const change = { who: `${proposal.proposedBy}, ${author.who}`, why };
      if (proposal.subject === 'sound') await this.#applySound(manager, proposal, change);
      else await applyItem(manager, proposal, this.#deps.numberFormat, change);
    });
  }

  reject(proposalId: string, author: Author): Promise<ProposalView> {
    return this.#deciding(proposalId, author, 'rejected', (_manager, proposal) => {
      assertOther(proposal, author);
      return Promise.resolve();
    });
  }

  withdraw(proposalId: string, author: Author): Promise<ProposalView> {
    return this.#deciding(proposalId, author, 'withdrawn', (_manager, proposal) => {
      if (proposal.proposedBy === author.who) return Promise.resolve();
      throw new UserError('not-permitted', 'Only the proposer withdraws a proposal.');
    });
  }

  get(proposalId: string): Promise<ProposalView | null> {
    return withDatabaseErrors(async () => {
      if (!isUuid(proposalId)) return null;
      const row = await this.#deps.dataSource.manager.findOneBy(Proposal, { proposalId });
      return row && toView(row);
    });
  }

  recording(proposalId: string): Promise<Buffer | null> {
    return withDatabaseErrors(() => recordingOf(this.#deps.dataSource.manager, proposalId));
  }

  list(query: ProposalQuery): Promise<Page<ProposalView>> {
    return withDatabaseErrors(async () => {
      const { state, proposedBy, subjectId } = query;
      const [rows, total] = await this.#deps.dataSource.manager.findAndCount(Proposal, {
        where: filled({ state, proposedBy, subjectId }),
        order: { proposedAt: 'DESC', proposalId: 'ASC' },
        skip: offsetOf(query),
        take: query.pageSize,
      });
      return pageFrom(rows.map(toView), total, query);
    });
  }

  async #kept(manager: EntityManager, fields: Partial<Proposal>): Promise<ProposalView> {
    const { proposalId } = await manager.save(manager.create(Proposal, fields));
    return toView(await manager.findOneByOrFail(Proposal, { proposalId }));
  }

  /** Last in its transaction: what callers hear is a file and cannot be rolled back. */
  async #applySound(manager: EntityManager, proposal: Proposal, author: Author): Promise<void> {
    const [language, group, name] = proposal.subjectId.split('/');
    const recording = await recordingOf(manager, proposal.proposalId);
    if (!recording) throw new UserError('not-found', 'The recording is gone.');
    await this.#deps.replaceSound(soundPathSchema.parse({ language, group, name }), recording, author);
  }

  #deciding(
    proposalId: string,
    { who, why }: Author,
    state: ProposalView['state'],
    work: (manager: EntityManager, proposal: Proposal) => Promise<void>,
  ): Promise<ProposalView> {
    return this.#changing(async (manager) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const proposal =
        isUuid(proposalId) && (await manager.findOne(Proposal, { where: { proposalId }, lock }));
      if (!proposal) throw new UserError('not-found', 'There is no such proposal.');
      if (proposal.state !== 'pending')
        throw new UserError('conflict', `This proposal is ${proposal.state} already.`);
      const decided = { state, decidedBy: who, decidedAt: new Date(), reason: why || null };
      await work(manager, proposal);
      await manager.update(Proposal, { proposalId }, decided);
      return toView(Object.assign(proposal, decided));
    });
  }

  #changing<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return withDatabaseErrors(() => this.#deps.dataSource.transaction(work));
  }
}

async function recordingOf(manager: EntityManager, proposalId: string): Promise<Buffer | null> {
  const [row] = isUuid(proposalId)
    ? await manager.query<{ recording: Buffer | null }[]>(
        `SELECT recording FROM proposals WHERE proposal_id = $1`,
        [proposalId],
      )
    : [];
  return row?.recording ?? null;
}

function assertOther(proposal: Proposal, { who }: Author): void {
  if (proposal.proposedBy !== who) return;
  throw new UserError('not-permitted', 'Somebody else than the proposer decides.');
}

const toView = (row: Proposal): ProposalView => ({
  proposalId: row.proposalId,
  subject: row.subject,
  subjectId: row.subjectId,
  isNew: row.subject === 'information-item' && row.version === null,
  rules: row.rules,
  fields: Object.entries(row.after).map(([field, after]) => ({
    field,
    before: row.before[field] ?? null,
    after,
  })),
  hasRecording: row.subject === 'sound',
  state: row.state,
  proposedBy: row.proposedBy,
  why: row.why,
  proposedAt: row.proposedAt.toISOString(),
  decidedBy: row.decidedBy,
  decidedAt: row.decidedAt?.toISOString() ?? null,
  reason: row.reason,
});
