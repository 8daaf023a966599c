import { In, type DataSource, type EntityManager } from 'typeorm';
import type { NewProposal, ProposalQuery, ProposalView } from '../../server/contract/maintenance';
import type { Page } from '../../server/contract/rest';
import type { SoundPath } from '../../server/contract/sounds';
import { soundPathSchema } from '../../server/contract/sounds';
import type { Author } from '../../server/crm/change-log';
import type { Proposals } from '../../server/crm/maintenance/proposals';
import type { NumberFormat } from '../../server/crm/number-matching';
import { UnexpectedError, UserError } from '../../server/errors';
import type { RecordingStage, SoundRecord } from '../../server/sounds/sound-records';
import { withDatabaseErrors } from '../database-error';
import { InformationItem, Proposal } from '../entities';
import { isUuid } from '../projection/event-fields';
import { offsetOf, pageFrom } from '../repositories/paging';
import { bindingRules } from './approval-gate';
import { filled } from './pictures';
import { applyItem, proposedItem } from './proposed-items';
import { keepRecording, soundId } from './sound-record.repository';

interface ProposalDeps {
  readonly dataSource: DataSource;
  readonly numberFormat: NumberFormat;
  readonly recordings: RecordingStage;
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
    return this.#changing(async (manager) =>
      this.#kept(manager, {
        rules: await bindingRules(manager, ['recordings'], who),
        subject: 'sound',
        subjectId: soundId(sound),
        version: null,
        before: {},
        after: { bytes: recording.length },
        recording,
        proposedBy: who,
        why,
      }),
    );
  }

  async approve(proposalId: string, author: Author): Promise<ProposalView> {
    const { recordings, numberFormat } = this.#deps;
    const change = (proposal: Proposal): Author => ({
      who: `${proposal.proposedBy}, ${author.who}`,
      why: [proposal.why, author.why].filter((text) => text !== '').join(' · '),
    });
    // Before the transaction, for it takes its time; what is not kept in the end is cleared away later.
    const recording = await this.#staged(proposalId, change);
    const approved = await this.#deciding(proposalId, author, 'approved', async (manager, proposal) => {
      assertOther(proposal, author);
      if (recording) await keepRecording(manager, recording);
      else await applyItem(manager, proposal, numberFormat, change(proposal));
    });
    if (recording) await recordings.place(recording.sound);
    return approved;
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
      return row && this.#view(row);
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
      return pageFrom(await this.#views(rows), total, query);
    });
  }

  async #kept(manager: EntityManager, fields: Partial<Proposal>): Promise<ProposalView> {
    const { proposalId } = await manager.save(manager.create(Proposal, fields));
    return this.#view(await manager.findOneByOrFail(Proposal, { proposalId }), manager);
  }

  /** The proposed recording on disk, ready to be kept; null for a proposal without one. */
  async #staged(proposalId: string, change: (proposal: Proposal) => Author): Promise<SoundRecord | null> {
    const { manager } = this.#deps.dataSource;
    const proposal = isUuid(proposalId)
      ? await withDatabaseErrors(() => manager.findOneBy(Proposal, { proposalId }))
      : null;
    if (proposal?.subject !== 'sound' || proposal.state !== 'pending') return null;
    const recording = await this.recording(proposalId);
    if (!recording) throw new UserError('not-found', 'The recording is gone.');
    const [language, group, name] = proposal.subjectId.split('/');
    const sound = soundPathSchema.parse({ language, group, name });
    const { who: by, why: reason } = change(proposal);
    const wanted = await this.#deps.recordings.stage(sound, recording, { by, reason });
    return { sound, wanted, action: 'replaced', by, reason };
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
      return this.#view(Object.assign(proposal, decided), manager);
    });
  }

  async #view(row: Proposal, manager?: EntityManager): Promise<ProposalView> {
    const [view] = await this.#views([row], manager);
    if (!view) throw new UnexpectedError('broken-invariant', 'a proposal without a view');
    return view;
  }

  async #views(
    rows: readonly Proposal[],
    manager: EntityManager = this.#deps.dataSource.manager,
  ): Promise<ProposalView[]> {
    const itemIds = rows.filter(isOfItem).map(({ subjectId }) => subjectId);
    const items = await manager.find(InformationItem, {
      select: { itemId: true, category: true, titles: true },
      where: { itemId: In(itemIds) },
    });
    const known = new Map(items.map(({ itemId, category, titles }) => [itemId, { category, titles }]));
    return rows.map((row) => toView(row, known.get(row.subjectId) ?? null));
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

const isOfItem = ({ subject }: Proposal): boolean => subject === 'information-item';

/** Checked when it was proposed. */
const namesOf = ({ category, titles }: Record<string, unknown>) =>
  ({ category, titles }) as NonNullable<ProposalView['item']>;

const isNewItem = (row: Proposal): boolean => isOfItem(row) && row.version === null;

/** @param item as it is now */
const toView = (row: Proposal, item: ProposalView['item']): ProposalView => ({
  proposalId: row.proposalId,
  subject: row.subject,
  subjectId: row.subjectId,
  item: item ?? (isNewItem(row) ? namesOf(row.after) : null),
  isNew: isNewItem(row),
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
