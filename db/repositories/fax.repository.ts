import type { DataSource, EntityManager } from 'typeorm';
import type { FaxOutcome, FaxQuery, FaxSummary, FaxView } from '../../server/contract/fax';
import { legId as toLegId, type LegId } from '../../server/contract/ids';
import type { Page } from '../../server/contract/rest';
import { statesBefore } from '../../server/fax/fax.machine';
import type { AttemptEnd } from '../../server/fax/fax-outcome';
import type {
  ClaimedFax,
  ClaimTerms,
  FaxStore,
  NewFax,
  NextStep,
  OpenAttempt,
  SettledFax,
} from '../../server/fax/fax-store';
import { withDatabaseErrors } from '../database-error';
import { Fax, FaxAttempt, FaxDocument } from '../entities';
import {
  OPEN_ATTEMPTS,
  SUMMARY_COLUMNS,
  toAttemptView,
  toOpenAttempt,
  toSummary,
  type OpenAttemptRow,
  type SummaryRow,
} from './fax-views';

/** Whoever counts lines holds this: two servers must not both take the last one. */
const LINES_LOCK = 1_763_900_004;

export class FaxRepository implements FaxStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  add(fax: NewFax, now: number): Promise<{ readonly fax: FaxView; readonly isNew: boolean }> {
    return withDatabaseErrors(async () => {
      const isNew = await this.#dataSource.transaction(async (manager) => {
        const { tiff, to, ...row } = fax;
        const inserted = await manager
          .createQueryBuilder()
          .insert()
          .into(Fax)
          .values({
            ...row,
            toNumber: to,
            state: 'queued',
            createdAt: new Date(now),
            nextAttemptAt: new Date(now),
          })
          .orIgnore()
          .returning('fax_id')
          .execute();
        if ((inserted.raw as unknown[]).length === 0) return false;
        await manager.insert(FaxDocument, { faxId: fax.faxId, tiff });
        return true;
      });
      const found =
        !isNew && fax.requestId !== null ? await this.#byRequest(fax.requestId) : await this.#view(fax.faxId);
      if (!found) throw new Error('a fax that was just added is gone');
      return { fax: found, isNew };
    });
  }

  findByRequest(requestId: string): Promise<FaxView | null> {
    return withDatabaseErrors(() => this.#byRequest(requestId));
  }

  get(faxId: string): Promise<FaxView | null> {
    return withDatabaseErrors(() => this.#view(faxId));
  }

  list(query: FaxQuery): Promise<Page<FaxSummary>> {
    const { page, pageSize, sort } = query;
    const filters = [
      query.state ?? null,
      query.number ?? null,
      query.callId ?? null,
      query.customerId ?? null,
    ];
    const where = `
      WHERE ($1::text IS NULL OR f.state = $1) AND ($2::text IS NULL OR strpos(f.to_number, $2) > 0)
        AND ($3::uuid IS NULL OR f.call_id = $3) AND ($4::uuid IS NULL OR f.customer_id = $4)`;
    const order = sort === 'newest' ? 'DESC' : 'ASC';
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.query<SummaryRow[]>(
        `SELECT ${SUMMARY_COLUMNS} FROM faxes f ${where}
         ORDER BY f.created_at ${order}, f.fax_id ${order} LIMIT $5 OFFSET $6`,
        [...filters, pageSize, (page - 1) * pageSize],
      );
      const [counted] = await this.#dataSource.query<{ total: number }[]>(
        `SELECT count(*)::int AS total FROM faxes f ${where}`,
        filters,
      );
      return { items: rows.map(toSummary), total: counted?.total ?? 0, page, pageSize };
    });
  }

  document(faxId: string): Promise<Buffer | null> {
    return withDatabaseErrors(async () => {
      const found = await this.#dataSource.manager.findOneBy(FaxDocument, { faxId });
      return found?.tiff ?? null;
    });
  }

  counts(): Promise<{ readonly sending: number; readonly waiting: number }> {
    return withDatabaseErrors(async () => {
      const [row] = await this.#dataSource.query<{ sending: number; waiting: number }[]>(
        `SELECT count(*) FILTER (WHERE state = 'sending')::int AS sending,
                count(*) FILTER (WHERE state IN ('queued', 'failed'))::int AS waiting
         FROM faxes WHERE state IN ('sending', 'queued', 'failed')`,
      );
      return row ?? { sending: 0, waiting: 0 };
    });
  }

  claimNext(terms: ClaimTerms): Promise<ClaimedFax | null> {
    return this.#claim(terms, async (manager) => {
      const [row] = await manager.query<{ fax_id: string }[]>(
        `SELECT fax_id FROM faxes
         WHERE state IN ('queued', 'failed') AND next_attempt_at <= $1 AND to_number IS NOT NULL
         ORDER BY next_attempt_at, created_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
        [new Date(terms.now)],
      );
      return row?.fax_id ?? null;
    });
  }

  claim(faxId: string, terms: ClaimTerms): Promise<ClaimedFax | null> {
    return this.#claim(terms, async (manager) => {
      const [row] = await manager.query<{ fax_id: string }[]>(
        `SELECT fax_id FROM faxes WHERE fax_id = $1 AND state IN ('queued', 'failed') FOR UPDATE SKIP LOCKED`,
        [faxId],
      );
      return row?.fax_id ?? null;
    });
  }

  settle(
    legId: LegId,
    end: AttemptEnd,
    now: number,
    decide: (earlier: readonly FaxOutcome[], isCancelled: boolean, onCall: boolean) => NextStep,
  ): Promise<SettledFax | null> {
    return withDatabaseErrors(() =>
      this.#dataSource.transaction(async (manager) => {
        const [open] = await manager.query<OpenAttemptRow[]>(
          `${OPEN_ATTEMPTS} AND a.leg_id = $1 FOR UPDATE OF a, f`,
          [legId],
        );
        if (!open) return null;
        const { faxId, attemptId, isCancelled, onCall } = toOpenAttempt(open);
        const step = decide(await outcomesOf(manager, faxId), isCancelled, onCall);
        await manager.update(FaxAttempt, attemptId, {
          endedAt: new Date(now),
          outcome: step.outcome,
          cause: end.cause,
          sipStatus: end.sipStatus,
          resultCode: end.result?.code ?? null,
          resultText: end.result?.text ?? null,
          pagesSent: end.result?.pagesSent ?? 0,
          rate: end.result?.rate ?? 0,
          usedT38: end.result?.t38 ?? false,
        });
        await manager.update(Fax, faxId, {
          state: step.state,
          nextAttemptAt: step.nextAttemptAt === null ? null : new Date(step.nextAttemptAt),
          endedAt: step.state === 'failed' ? null : new Date(now),
        });
        return { faxId, attemptId, ...step };
      }),
    );
  }

  openAttempts(): Promise<readonly OpenAttempt[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.query<OpenAttemptRow[]>(`${OPEN_ATTEMPTS} ORDER BY a.started_at`);
      return rows.map(toOpenAttempt);
    });
  }

  due(): Promise<readonly { readonly faxId: string; readonly at: number }[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.query<{ fax_id: string; next_attempt_at: Date }[]>(
        `SELECT fax_id, next_attempt_at FROM faxes
         WHERE state IN ('queued', 'failed') AND to_number IS NOT NULL ORDER BY next_attempt_at`,
      );
      return rows.map((row) => ({ faxId: row.fax_id, at: row.next_attempt_at.getTime() }));
    });
  }

  cancel(faxId: string, now: number): Promise<'cancelled' | OpenAttempt | 'too-late' | null> {
    return withDatabaseErrors(() =>
      this.#dataSource.transaction(async (manager) => {
        const [row] = await manager.query<{ state: Fax['state'] }[]>(
          `SELECT state FROM faxes WHERE fax_id = $1 FOR UPDATE`,
          [faxId],
        );
        if (!row) return null;
        if (row.state === 'sending') {
          await manager.update(Fax, faxId, { isCancelled: true });
          const [open] = await manager.query<OpenAttemptRow[]>(`${OPEN_ATTEMPTS} AND a.fax_id = $1`, [faxId]);
          return open ? toOpenAttempt(open) : 'too-late';
        }
        if (!statesBefore('cancelled').includes(row.state)) return 'too-late';
        await manager.update(Fax, faxId, {
          state: 'cancelled',
          isCancelled: true,
          nextAttemptAt: null,
          endedAt: new Date(now),
        });
        return 'cancelled';
      }),
    );
  }

  retry(faxId: string, now: number): Promise<boolean> {
    return withDatabaseErrors(async () => {
      const [rows] = await this.#dataSource.query<[unknown[], number]>(
        `UPDATE faxes SET state = 'queued', round = round + 1, next_attempt_at = $2, is_cancelled = false,
           ended_at = NULL, told_at = NULL
         WHERE fax_id = $1 AND state = ANY($3) RETURNING fax_id`,
        [faxId, new Date(now), statesBefore('queued')],
      );
      return rows.length > 0;
    });
  }

  untold(): Promise<readonly FaxView[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.query<{ fax_id: string }[]>(
        `SELECT fax_id FROM faxes WHERE state = 'given-up' AND told_at IS NULL LIMIT 100`,
      );
      const views = await Promise.all(rows.map((row) => this.#view(row.fax_id)));
      return views.filter((view) => view !== null);
    });
  }

  told(faxId: string, now: number): Promise<void> {
    return withDatabaseErrors(async () => {
      await this.#dataSource.manager.update(Fax, faxId, { toldAt: new Date(now) });
    });
  }

  /** Counting lines, choosing and taking are one step: under the lock no other server counts. */
  #claim(
    terms: ClaimTerms,
    choose: (manager: EntityManager) => Promise<string | null>,
  ): Promise<ClaimedFax | null> {
    return withDatabaseErrors(() =>
      this.#dataSource.transaction(async (manager) => {
        await manager.query(`SELECT pg_advisory_xact_lock($1)`, [LINES_LOCK]);
        const taken = await manager.countBy(Fax, { state: 'sending' });
        const faxId = taken < terms.lines ? await choose(manager) : null;
        return faxId === null ? null : take(manager, faxId, terms);
      }),
    );
  }

  async #byRequest(requestId: string): Promise<FaxView | null> {
    const found = await this.#dataSource.manager.findOneBy(Fax, { requestId });
    return found ? this.#view(found.faxId) : null;
  }

  async #view(faxId: string): Promise<FaxView | null> {
    const [row] = await this.#dataSource.query<SummaryRow[]>(
      `SELECT ${SUMMARY_COLUMNS} FROM faxes f WHERE f.fax_id = $1`,
      [faxId],
    );
    if (!row) return null;
    const attempts = await this.#dataSource.manager.find(FaxAttempt, {
      where: { faxId },
      order: { number: 'ASC' },
    });
    return { ...toSummary(row), history: attempts.map(toAttemptView) };
  }
}

/** Of the present round, oldest first; an open one has none yet. */
async function outcomesOf(manager: EntityManager, faxId: string): Promise<FaxOutcome[]> {
  const rows = await manager.query<{ outcome: FaxOutcome }[]>(
    `SELECT a.outcome FROM fax_attempts a JOIN faxes f ON f.fax_id = a.fax_id AND f.round = a.round
     WHERE a.fax_id = $1 AND a.outcome IS NOT NULL ORDER BY a.number`,
    [faxId],
  );
  return rows.map((row) => row.outcome);
}

async function take(manager: EntityManager, faxId: string, terms: ClaimTerms): Promise<ClaimedFax> {
  const mode = terms.modeFor(await outcomesOf(manager, faxId));
  await manager.update(Fax, faxId, { state: 'sending', nextAttemptAt: null });
  const fax = await manager.findOneByOrFail(Fax, { faxId });
  const earlier = await manager.countBy(FaxAttempt, { faxId });
  await manager.insert(FaxAttempt, {
    attemptId: terms.attemptId,
    faxId,
    number: earlier + 1,
    round: fax.round,
    legId: terms.legId,
    switchId: terms.switchId,
    ...mode,
    startedAt: new Date(terms.now),
  });
  return {
    faxId,
    to: fax.toNumber,
    pages: fax.pages,
    attemptId: terms.attemptId,
    legId: toLegId(terms.legId),
    mode,
  };
}
