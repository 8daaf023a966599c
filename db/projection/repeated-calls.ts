import type { EntityManager } from 'typeorm';
import type { VisitOutcome } from '../../server/measures/visit';

interface KnownVisit {
  readonly queueId: string;
  readonly callerKey: string | null;
  readonly beganAt: Date;
}

interface Changed {
  readonly queueId: string;
  readonly beganAt: Date;
  readonly dialedNumber: string;
  readonly isRepeated: boolean;
}

/** Whether another call of the same caller came to the same queue soon after a visit. */
const IS_REPEATED = `EXISTS (
  SELECT 1 FROM call_visits later
  WHERE later.queue_id = v.queue_id AND later.caller_key = v.caller_key AND later.call_id <> v.call_id
    AND later.began_at > v.began_at AND later.began_at <= v.began_at + $4::bigint * interval '1 ms')`;

/** Keeps `is_repeated` of the visits that a new, moved or removed one concerns. */
export class RepeatedCalls {
  readonly #manager: EntityManager;
  readonly #withinMs: number;

  constructor(manager: EntityManager, withinMs: number) {
    this.#manager = manager;
    this.#withinMs = withinMs;
  }

  /**
   * @param arrived are stored, and count as not repeated
   * @returns answered visits that are repeated by now and were not, or the other way round
   */
  async update(arrived: readonly KnownVisit[], gone: readonly KnownVisit[]): Promise<readonly Changed[]> {
    // Of the visits before an arrived one only those are looked at that nobody had come back from: they are few per caller.
    const added = await this.#judge(arrived, 'AND NOT v.is_repeated');
    const removed = await this.#judge(gone, '');
    return [...added, ...removed];
  }

  async #judge(around: readonly KnownVisit[], which: string): Promise<readonly Changed[]> {
    const known = around.filter(({ callerKey }) => callerKey !== null);
    if (known.length === 0) return [];
    const [rows] = await this.#manager.query<[ChangedRow[], number]>(
      `WITH concerned AS (
         SELECT DISTINCT v.call_id, v.nth
         FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS k (queue_id, caller_key, at)
         JOIN call_visits v ON v.queue_id = k.queue_id AND v.caller_key = k.caller_key AND v.caller_key IS NOT NULL
           AND v.began_at >= k.at - $4::bigint * interval '1 ms' AND v.began_at <= k.at ${which}
       ), judged AS (
         SELECT v.call_id, v.nth, ${IS_REPEATED} AS is_repeated
         FROM concerned JOIN call_visits v USING (call_id, nth)
       )
       UPDATE call_visits v SET is_repeated = judged.is_repeated FROM judged
       WHERE v.call_id = judged.call_id AND v.nth = judged.nth AND v.is_repeated <> judged.is_repeated
       RETURNING v.queue_id, v.began_at, v.dialed_number, v.is_repeated, v.outcome`,
      [
        known.map(({ queueId }) => queueId),
        known.map(({ callerKey }) => callerKey),
        known.map(({ beganAt }) => beganAt),
        this.#withinMs,
      ],
    );
    return rows
      .filter(({ outcome }) => outcome === 'answered')
      .map((row) => ({
        queueId: row.queue_id,
        beganAt: row.began_at,
        dialedNumber: row.dialed_number,
        isRepeated: row.is_repeated,
      }));
  }
}

interface ChangedRow {
  readonly queue_id: string;
  readonly began_at: Date;
  readonly dialed_number: string;
  readonly is_repeated: boolean;
  readonly outcome: VisitOutcome;
}
