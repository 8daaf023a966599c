import { MoreThan, type DataSource, type EntityManager } from 'typeorm';
import {
  DO_NOT_CALL_MARK,
  type Campaign as CampaignConfig,
  type ContactQuery,
  type ContactView,
} from '../../server/contract/campaigns';
import { attemptId, callId, type AttemptId, type CallId, type CampaignId } from '../../server/contract/ids';
import type { Page } from '../../server/contract/rest';
import type {
  AttemptClaim,
  AttemptOutcome,
  ContactStore,
  Decision,
  Decide,
  DueContact,
  MarkedContact,
  NewContact,
  SaidOfCall,
  SettledFacts,
} from '../../server/outbound/campaign-store';
import type { Verdict } from '../../server/outbound/amd/verdict';
import type { NextAttempt } from '../../server/outbound/next-attempt';
import { withDatabaseErrors } from '../database-error';
import { Campaign, CampaignContact, DialDecision } from '../entities';
import { sumAgainFrom } from './campaign-sums';
import { contactView, dueContactOf, markedContactOf, type DueRow } from './campaign-views';
import { keptForNobodyElse, withFacts } from './due-contacts';
import { offsetOf } from './paging';

const ROWS_AT_ONCE = 1000;
const UNSETTLED_AT_ONCE = 200;

export class ContactRepository implements ContactStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  addContacts(campaignId: CampaignId, contacts: readonly NewContact[]): Promise<number> {
    return this.#changing(async (manager) => {
      let added = 0;
      for (let from = 0; from < contacts.length; from += ROWS_AT_ONCE) {
        const rows = contacts.slice(from, from + ROWS_AT_ONCE).map(({ priority, ...contact }) => ({
          ...contact,
          ...{ campaignId, rank: -priority, state: 'open' as const, attempts: 0, nextAt: new Date(0) },
          variables: { ...contact.variables },
        }));
        const result = await manager
          .createQueryBuilder()
          .insert()
          .into(CampaignContact)
          .values(rows)
          .orIgnore()
          .returning('contact_id')
          .execute();
        added += (result.raw as unknown[]).length;
      }
      return added;
    });
  }

  contacts(campaignId: CampaignId, query: ContactQuery): Promise<Page<ContactView>> {
    return withDatabaseErrors(async () => {
      const { page, pageSize, state, mark } = query;
      const [rows, total] = await this.#dataSource.manager.findAndCount(CampaignContact, {
        where: { campaignId, ...(state ? { state } : {}), ...(mark ? { mark } : {}) },
        order: { rank: 'ASC', createdAt: 'ASC', contactId: 'ASC' },
        skip: offsetOf(query),
        take: pageSize,
      });
      return { items: rows.map(contactView), total, page, pageSize };
    });
  }

  contactsAfter(
    campaignId: CampaignId,
    { state, mark }: Pick<ContactQuery, 'state' | 'mark'>,
    after: string | null,
    limit: number,
  ): Promise<readonly ContactView[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.manager.find(CampaignContact, {
        where: {
          ...{ campaignId, ...(state ? { state } : {}), ...(mark ? { mark } : {}) },
          ...(after === null ? {} : { contactId: MoreThan(after) }),
        },
        order: { contactId: 'ASC' },
        take: limit,
      });
      return rows.map(contactView);
    });
  }

  due(campaignId: CampaignId, now: number, limit: number): Promise<readonly DueContact[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.query<DueRow[]>(
        withFacts(
          `SELECT * FROM campaign_contacts
           WHERE campaign_id = $1 AND state = 'open' AND next_at <= $2 AND ${keptForNobodyElse('$2', 'NULL')}
           ORDER BY rank, next_at LIMIT $3`,
        ),
        [campaignId, new Date(now), limit],
      );
      return rows.map(dueContactOf);
    });
  }

  postpone(decision: Decision, until: number): Promise<void> {
    return this.#changing(async (manager) => {
      const moved = await manager.update(
        CampaignContact,
        { contactId: decision.contactId, state: 'open' },
        { nextAt: new Date(until) },
      );
      if (moved.affected) await this.#note(manager, decision, new Date(until));
    });
  }

  close(decision: Decision, mark: string): Promise<void> {
    return this.#changing(async (manager) => {
      const done = await manager.update(
        CampaignContact,
        { contactId: decision.contactId, state: 'open' },
        { state: 'done', mark, doneAt: new Date(decision.at) },
      );
      if (done.affected) await this.#note(manager, decision, null);
    });
  }

  claim({ attemptId, callId, contactId, at, evidence, cap, agentId = null }: AttemptClaim): Promise<boolean> {
    return this.#changing(async (manager) => {
      const [contact] = await manager.query<{ number_key: string }[]>(
        `SELECT number_key FROM campaign_contacts WHERE contact_id = $1 AND state = 'open'
           AND ${keptForNobodyElse('$2', '$3')} FOR UPDATE SKIP LOCKED`,
        [contactId, new Date(at), agentId],
      );
      if (!contact) return false;
      // Another campaign may be calling the same number this moment: one after the other, each sees what the other did.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 7))`, [contact.number_key]);
      const [called] = await manager.query<{ recent: number; open: number }[]>(
        `SELECT count(*) FILTER (WHERE at > $2::timestamptz - make_interval(days => $3))::int AS recent,
           count(*) FILTER (WHERE ended_at IS NULL)::int AS open
         FROM dial_decisions WHERE number_key = $1 AND decision = 'dialled' AND result IS DISTINCT FROM 'not-begun'`,
        [contact.number_key, new Date(at), cap.days],
      );
      if (!called || called.open > 0 || called.recent >= cap.calls) return false;
      await manager.query(
        `WITH claimed AS (
           UPDATE campaign_contacts SET state = 'dialing', attempts = attempts + 1, attempt_id = $2
           WHERE contact_id = $1 RETURNING *)
         INSERT INTO dial_decisions
           (decision_id, campaign_id, contact_id, number, number_key, at, decision, rule, evidence, call_id, agent_id)
         SELECT $2, campaign_id, contact_id, number, number_key, $3, 'dialled', 'allowed', $4, $5, $6 FROM claimed`,
        [contactId, attemptId, new Date(at), JSON.stringify(evidence), callId, agentId],
      );
      return true;
    });
  }

  release(attemptId: AttemptId): Promise<void> {
    return this.#changing(async (manager) => {
      const removed = await manager.delete(DialDecision, { decisionId: attemptId });
      if (!removed.affected) return;
      await manager.query(
        `UPDATE campaign_contacts SET state = 'open', attempts = attempts - 1, attempt_id = NULL
         WHERE attempt_id = $1 AND state = 'dialing'`,
        [attemptId],
      );
    });
  }

  settle(
    attemptId: AttemptId,
    outcomeOf: (campaign: CampaignConfig) => AttemptOutcome,
    decide: Decide,
  ): Promise<boolean> {
    return this.#changing(async (manager) => {
      const decision = await manager.findOne(DialDecision, {
        where: { decisionId: attemptId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!decision || decision.endedAt !== null) return false;
      const { campaignId, contactId, mark, markDate } = decision;
      const { config } = await manager.findOneByOrFail(Campaign, { campaignId });
      const outcome = outcomeOf(config);
      const { result, sipStatus, cause, at } = outcome;
      const endedAt = new Date(at);
      await manager.update(DialDecision, { decisionId: attemptId }, { result, sipStatus, cause, endedAt });
      const results = await resultsOf(manager, contactId);
      const next = decide({ campaign: config, results, mark }, outcome);
      await manager.update(
        CampaignContact,
        { contactId, attemptId },
        {
          ...{ attemptId: null, lastResult: result, attempts: results.length },
          ...{ reservedBy: null, reservedUntil: null, ...standing(next, markDate, at) },
        },
      );
      return true;
    });
  }

  answered(attemptId: AttemptId, at: number): Promise<void> {
    return withDatabaseErrors(async () => {
      await this.#dataSource.query(
        `UPDATE dial_decisions SET answered_at = $2 WHERE decision_id = $1 AND answered_at IS NULL`,
        [attemptId, new Date(at)],
      );
    });
  }

  heard(attemptId: AttemptId, verdict: Verdict): Promise<void> {
    return withDatabaseErrors(async () => {
      await this.#dataSource.query(
        `UPDATE dial_decisions SET answerer = $2 WHERE decision_id = $1 AND answerer IS NULL`,
        [attemptId, JSON.stringify(verdict)],
      );
    });
  }

  mark({ callId: call, mark, date, at, agentId }: SaidOfCall, decide: Decide): Promise<MarkedContact | null> {
    return this.#changing(async (manager) => {
      const decision = await manager.findOne(DialDecision, {
        where: { callId: call },
        lock: { mode: 'pessimistic_write' },
      });
      if (!decision || (decision.markedAt !== null && decision.markedAt.getTime() > at)) return null;
      const markedAt = new Date(at);
      const said = { mark, markDate: date, markedAt, ...(agentId === null ? {} : { agentId }) };
      await manager.update(DialDecision, { callId: call }, said);
      await sumAgainFrom(manager, decision.at);
      if (mark === DO_NOT_CALL_MARK) await this.#neverAgain(manager, decision);
      const { campaignId, contactId } = decision;
      const { config } = await manager.findOneByOrFail(Campaign, { campaignId });
      const isOpenAgain = await decidedAnew(manager, Object.assign(decision, said), config, decide);
      const row = await manager.findOneByOrFail(CampaignContact, { contactId });
      return { ...markedContactOf(row), campaign: config, isOpenAgain };
    });
  }

  unsettled(
    before: number,
    inProgress: readonly CallId[],
  ): Promise<readonly { attemptId: AttemptId; callId: CallId; at: number }[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.query<{ decision_id: string; call_id: string; at: Date }[]>(
        `SELECT decision_id, call_id, at FROM dial_decisions
         WHERE decision = 'dialled' AND ended_at IS NULL AND at < $1 AND call_id <> ALL($2) ORDER BY at LIMIT ${UNSETTLED_AT_ONCE}`,
        [new Date(before), inProgress],
      );
      return rows.map(({ decision_id, call_id, at }) => ({
        ...{ attemptId: attemptId(decision_id), callId: callId(call_id), at: at.getTime() },
      }));
    });
  }

  /** The call's id names the entry: told twice, there is one. */
  async #neverAgain(
    manager: EntityManager,
    { callId: entryId, numberKey, campaignId }: DialDecision,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO do_not_call (entry_id, kind, value, reason, created_by, created_at)
       VALUES ($1, 'number', $2, 'asked for in the call', $3, now()) ON CONFLICT (entry_id) DO NOTHING`,
      [entryId, numberKey, campaignId],
    );
  }

  async #note(manager: EntityManager, decision: Decision, until: Date | null): Promise<void> {
    const { decisionId, contactId, at, rule, evidence } = decision;
    await manager.query(
      `INSERT INTO dial_decisions
         (decision_id, campaign_id, contact_id, number, number_key, at, decision, rule, evidence, until)
       SELECT $1, campaign_id, contact_id, number, number_key, $3, 'not-dialled', $4, $5, $6
       FROM campaign_contacts WHERE contact_id = $2`,
      [decisionId, contactId, new Date(at), rule, JSON.stringify(evidence), until],
    );
  }

  #changing<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return withDatabaseErrors(() => this.#dataSource.transaction(work));
  }
}

const resultsOf = async (manager: EntityManager, contactId: string): Promise<SettledFacts['results']> => {
  const rows = await manager.query<{ result: SettledFacts['results'][number] }[]>(
    `SELECT result FROM dial_decisions
     WHERE contact_id = $1 AND decision = 'dialled' AND result NOT IN ('not-begun', 'withdrawn') ORDER BY at`,
    [contactId],
  );
  return rows.map(({ result }) => result);
};

/** How a contact stands after a call that is over. */
const standing = (next: NextAttempt, markDate: string | null, at: number) =>
  next.kind === 'again'
    ? { state: 'open' as const, nextAt: new Date(next.at), mark: null, markDate: null, doneAt: null }
    : { state: 'done' as const, mark: next.mark, markDate, doneAt: new Date(at) };

/** A call that was settled before its mark was known. While the contact is called again, that call has the last word. @returns he is open again */
async function decidedAnew(
  manager: EntityManager,
  { contactId, at, mark, markDate, ...ended }: DialDecision,
  campaign: CampaignConfig,
  decide: Decide,
): Promise<boolean> {
  const { result, sipStatus, cause, endedAt } = ended;
  if (result === null || endedAt === null) return false;
  const facts = { campaign, results: await resultsOf(manager, contactId), mark };
  const next = decide(facts, { result, sipStatus, cause, at: endedAt.getTime() });
  const changed = await manager
    .createQueryBuilder()
    .update(CampaignContact)
    .set(standing(next, markDate, Date.now()))
    .where(`contact_id = :contactId AND state <> 'dialing'`, { contactId })
    .andWhere(
      `(:isDone OR NOT EXISTS (SELECT 1 FROM dial_decisions d WHERE d.contact_id = :contactId AND d.decision = 'dialled'
         AND d.result IS DISTINCT FROM 'not-begun' AND d.at > :at))`,
      { isDone: next.kind === 'done', at },
    )
    .execute();
  return next.kind === 'again' && (changed.affected ?? 0) > 0;
}
