import { randomUUID } from 'node:crypto';
import { In, IsNull, LessThanOrEqual, type DataSource, type EntityManager } from 'typeorm';
import { callId as toCallId, type CallId } from '../../server/contract/ids';
import type { RecordingLogEntry } from '../../server/contract/recordings';
import type { Page } from '../../server/contract/rest';
import { UserError } from '../../server/errors';
import type {
  Deletion,
  KeptRecording,
  KeptRecordings,
  KnownFile,
  LegalHold,
  RetentionRules,
  Sealed,
} from '../../server/recordings/kept-recordings';
import { withDatabaseErrors } from '../database-error';
import { Recording, RecordingLog } from '../entities';
import { isUuid } from '../projection/event-fields';
import { offsetOf, pageFrom } from './paging';

/** Marks made and not finished are few; more are found in the next round. */
const MOST_MARKED = 100;
const DAY_MS = 86_400_000;

export class RecordingRepository implements KeptRecordings {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  claimClosed(now: Date, claimedUntil: Date): Promise<KeptRecording | null> {
    return this.#claim(`state IN ('open', 'sealed') AND closes_at <= :now`, {}, now, claimedUntil);
  }

  async sealed(recordingId: string, { keyId, ...sums }: Sealed, keepUntil: Date | null): Promise<void> {
    const state = keyId === null ? 'kept' : 'sealed';
    // One that is sealed is still ours: the plain file goes next.
    const claimedUntil = state === 'kept' ? { claimedUntil: null } : {};
    await this.#move(recordingId, ['open'], { ...sums, keyId, state, keepUntil, ...claimedUntil });
  }

  async kept(recordingId: string): Promise<void> {
    await this.#move(recordingId, ['sealed'], { state: 'kept', claimedUntil: null });
  }

  async lost(recordingId: string): Promise<void> {
    await this.#move(recordingId, ['open'], { state: 'lost', claimedUntil: null });
  }

  async found(recordingId: string): Promise<void> {
    await this.#move(recordingId, ['lost'], { state: 'open', claimedUntil: null });
  }

  async deleted(recordingId: string): Promise<void> {
    await this.#move(recordingId, ['deleting'], { state: 'deleted', peaks: null });
  }

  applyRetention(rules: RetentionRules): Promise<number> {
    return this.#changing(async (manager) => {
      const [, changed] = await manager.query<[unknown, number]>(
        `UPDATE recordings SET keep_until = closes_at + rule.days * interval '24 hours'
         FROM unnest($1::text[], $2::text[], $3::int[]) AS rule (kind, "of", days)
         WHERE state IN ('open', 'sealed', 'kept') AND recordings.kind = rule.kind
           AND coalesce(CASE recordings.kind WHEN 'talk' THEN queue_id ELSE pack_id END, '') = rule."of"
           AND keep_until IS DISTINCT FROM closes_at + rule.days * interval '24 hours'`,
        [rules.map(({ kind }) => kind), rules.map((rule) => rule.of ?? ''), rules.map(({ days }) => days)],
      );
      return changed;
    });
  }

  claimForStore(now: Date, claimedUntil: Date): Promise<KeptRecording | null> {
    return this.#claim(`state = 'kept' AND store_state IS DISTINCT FROM 'stored'`, {}, now, claimedUntil);
  }

  claimForReseal(keyId: string, now: Date, claimedUntil: Date): Promise<KeptRecording | null> {
    const which = `state = 'kept' AND key_id <> :keyId AND store_state IS DISTINCT FROM 'uploaded'`;
    return this.#claim(which, { keyId }, now, claimedUntil);
  }

  async resealed(recordingId: string, keyId: string): Promise<void> {
    await this.#move(recordingId, ['kept'], { keyId, storeState: null });
    await this.storeLater(recordingId, null);
  }

  /** The oldest of these that nobody has claimed; of several servers one gets it. */
  #claim(
    which: string,
    parameters: Readonly<Record<string, string>>,
    now: Date,
    claimedUntil: Date,
  ): Promise<KeptRecording | null> {
    return this.#changing(async (manager) => {
      const row = await manager
        .createQueryBuilder(Recording, 'recording')
        .where(which, parameters)
        .andWhere('(claimed_until IS NULL OR claimed_until <= :now)', { now })
        .orderBy('recording.closesAt', 'ASC')
        .limit(1)
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .getOne();
      if (!row) return null;
      await manager.update(Recording, { recordingId: row.recordingId }, { claimedUntil });
      return toKept(row);
    });
  }

  async storeLater(recordingId: string, claimedUntil: Date | null): Promise<void> {
    await this.#move(recordingId, ['kept', 'deleting'], { claimedUntil });
  }

  async uploaded(recordingId: string): Promise<boolean> {
    return (await this.#move(recordingId, ['kept'], { storeState: 'uploaded' })) === 1;
  }

  async stored(recordingId: string): Promise<void> {
    await this.#move(recordingId, ['kept'], { storeState: 'stored', claimedUntil: null });
  }

  expire(now: Date): Promise<KeptRecording | null> {
    return this.#changing(async (manager) => {
      const row = await manager
        .createQueryBuilder(Recording, 'recording')
        .where(`state = 'kept' AND keep_until <= :now AND legal_hold IS NULL`, { now })
        .andWhere('(claimed_until IS NULL OR claimed_until <= :now)')
        .orderBy('recording.keepUntil', 'ASC')
        .limit(1)
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .getOne();
      if (!row) return null;
      const kept = (row.keepUntil?.getTime() ?? 0) - (row.closesAt?.getTime() ?? 0);
      return mark(manager, row, { at: now.toISOString(), days: Math.round(kept / DAY_MS), by: null });
    });
  }

  beingDeleted(now: Date): Promise<readonly KeptRecording[]> {
    return withDatabaseErrors(async () => {
      const which = { state: 'deleting' } as const;
      const rows = await this.#dataSource.manager.find(Recording, {
        where: [
          { ...which, claimedUntil: IsNull() },
          { ...which, claimedUntil: LessThanOrEqual(now) },
        ],
        take: MOST_MARKED,
      });
      return rows.map(toKept);
    });
  }

  get(callId: CallId, recordingId: string): Promise<KeptRecording | null> {
    return withDatabaseErrors(async () => {
      const row = await find(this.#dataSource.manager, callId, recordingId);
      return row && toKept(row);
    });
  }

  peaksOf(recordingId: string): Promise<Buffer | null> {
    return withDatabaseErrors(
      async () => (await this.#dataSource.manager.findOneBy(Recording, { recordingId }))?.peaks ?? null,
    );
  }

  hold(callId: CallId, recordingId: string, hold: LegalHold | null, by: LegalHold): Promise<void> {
    return this.#changing(async (manager) => {
      const row = await mustFind(manager, callId, recordingId);
      if (hold === null && row.legalHold === null)
        throw new UserError('conflict', 'This recording is not held.');
      await manager.update(Recording, { recordingId: row.recordingId }, { legalHold: hold });
      await note(manager, row, hold === null ? 'released' : 'held', by, null);
    });
  }

  delete(callId: CallId, recordingId: string, { at, ...by }: LegalHold): Promise<KeptRecording> {
    return this.#changing(async (manager) => {
      const row = await mustFind(manager, callId, recordingId);
      if (row.legalHold !== null) throw new UserError('conflict', 'This recording is held.');
      if (row.state !== 'kept') throw new UserError('conflict', 'This recording is not kept yet.');
      return mark(manager, row, { at, days: null, by });
    });
  }

  refused(recordingId: string, by: LegalHold): Promise<void> {
    return this.#changing(async (manager) => {
      const row = await manager.findOneBy(Recording, { recordingId });
      if (row) await note(manager, row, 'refused', by, null);
    });
  }

  statesOf(recordingIds: readonly string[]): Promise<ReadonlyMap<string, KnownFile>> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.manager.find(Recording, {
        select: { recordingId: true, state: true, keyId: true },
        where: { recordingId: In([...recordingIds]) },
      });
      return new Map(rows.map(({ recordingId, state, keyId }) => [recordingId, { state, keyId }]));
    });
  }

  keysInUse(): Promise<readonly string[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.manager.query<{ key_id: string }[]>(
        `SELECT DISTINCT key_id FROM recordings WHERE key_id IS NOT NULL AND state <> 'deleted' ORDER BY key_id`,
      );
      return rows.map(({ key_id: keyId }) => keyId);
    });
  }

  log(query: { readonly page: number; readonly pageSize: number }): Promise<Page<RecordingLogEntry>> {
    return withDatabaseErrors(async () => {
      const [rows, total] = await this.#dataSource.manager.findAndCount(RecordingLog, {
        order: { at: 'DESC', logId: 'DESC' },
        skip: offsetOf(query),
        take: query.pageSize,
      });
      return pageFrom(rows.map(toEntry), total, query);
    });
  }

  /** Only from one of these states: whoever comes second changes nothing. */
  async #move(
    recordingId: string,
    from: readonly Recording['state'][],
    change: Partial<Recording>,
  ): Promise<number> {
    const { affected } = await withDatabaseErrors(() =>
      this.#dataSource.manager.update(Recording, { recordingId, state: In([...from]) }, change),
    );
    return affected ?? 0;
  }

  #changing<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return withDatabaseErrors(() => this.#dataSource.transaction(work));
  }
}

/** The row says that it is deleted, and the log says it for good, in somebody's transaction. */
async function mark(manager: EntityManager, row: Recording, deletion: Deletion): Promise<KeptRecording> {
  const change = { state: 'deleting', deletion } as const;
  await manager.update(Recording, { recordingId: row.recordingId }, change);
  const by = deletion.by && { ...deletion.by, at: deletion.at };
  await note(manager, row, 'deleted', by, deletion);
  return { ...toKept(row), ...change };
}

async function note(
  manager: EntityManager,
  { recordingId, callId, queueId, packId, bytes, sha256 }: Recording,
  deed: RecordingLogEntry['deed'],
  by: LegalHold | null,
  deletion: Deletion | null,
): Promise<void> {
  await manager.insert(RecordingLog, {
    logId: randomUUID(),
    at: by?.at ?? deletion?.at ?? new Date(),
    ...{ recordingId, callId, queueId, packId, deed, bytes, sha256 },
    by: by && { login: by.login, name: by.name },
    why: by?.why ?? null,
    days: deletion?.days ?? null,
  });
}

async function find(
  manager: EntityManager,
  callId: CallId,
  recordingId: string,
  lock = false,
): Promise<Recording | null> {
  if (!isUuid(callId) || !isUuid(recordingId)) return null;
  return manager.findOne(Recording, {
    where: { callId, recordingId },
    ...(lock && { lock: { mode: 'pessimistic_write' } }),
  });
}

async function mustFind(manager: EntityManager, callId: CallId, recordingId: string): Promise<Recording> {
  const row = await find(manager, callId, recordingId, true);
  if (!row) throw new UserError('not-found', 'There is no such recording.');
  if (row.deletion !== null)
    throw new UserError('recording-deleted', 'This recording has been deleted already.');
  return row;
}

const toKept = (row: Recording): KeptRecording => ({
  recordingId: row.recordingId,
  callId: toCallId(row.callId),
  kind: row.kind,
  queueId: row.queueId,
  packId: row.packId,
  state: row.state,
  closesAt: row.closesAt,
  claimedUntil: row.claimedUntil,
  storeState: row.storeState,
  bytes: row.bytes,
  ms: row.ms,
  sha256: row.sha256,
  keyId: row.keyId,
  legalHold: row.legalHold,
  deletion: row.deletion,
});

const toEntry = ({ at, ...row }: RecordingLog): RecordingLogEntry => ({
  at: at.toISOString(),
  recordingId: row.recordingId,
  callId: row.callId,
  queueId: row.queueId,
  packId: row.packId,
  deed: row.deed,
  by: row.by,
  why: row.why,
  days: row.days,
  bytes: row.bytes,
  sha256: row.sha256,
});
