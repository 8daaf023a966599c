import { In, type EntityManager } from 'typeorm';
import { countsOfStint } from '../../server/measures/agent-counts';
import type { CallDirection } from '../../server/contract/rest';
import { measureCall } from '../../server/measures/measure-call';
import type { MeasuredEvent } from '../../server/measures/measured-event';
import { quarterOf } from '../../server/measures/quarter';
import { countsOfVisit } from '../../server/measures/queue-counts';
import type { MeasureSettings } from '../../server/measures/settings';
import { CallStint, CallVisit } from '../entities';
import { groupBy } from '../group-by';
import type { AnswerTargets } from './answer-targets';
import { AgentChanges, queueChanges, type QueueChanges } from './quarters';
import { RepeatedCalls } from './repeated-calls';

/** A call whose events are all known by now, oldest first. */
export interface CallToMeasure {
  readonly callId: string;
  readonly direction: CallDirection;
  readonly dialedNumber: string;
  readonly callerKey: string | null;
  readonly events: readonly MeasuredEvent[];
}

type Plain<Entity> = Pick<Entity, keyof Entity>;
export type VisitRow = Plain<CallVisit>;
type StintRow = Plain<CallStint>;
type Row = object & { readonly callId: string };

/**
 * Visits and stints of calls, and the sums of both, within one transaction. What a call counted for before is taken off and what it
 * counts for now is added, so that an event that comes twice changes nothing and a late one corrects.
 */
export class MeasureLog {
  readonly #manager: EntityManager;
  readonly #settings: MeasureSettings;
  readonly #targets: AnswerTargets;

  constructor(manager: EntityManager, settings: MeasureSettings, targets: AnswerTargets) {
    this.#manager = manager;
    this.#settings = settings;
    this.#targets = targets;
  }

  async replace(calls: readonly CallToMeasure[]): Promise<void> {
    if (calls.length === 0) return;
    await this.#targets.refresh(this.#manager);
    const measured = calls.map((call) => ({ call, ...measureCall(call.events) }));
    const callIds = calls.map(({ callId }) => callId);
    await this.#replaceVisits(
      callIds,
      measured.flatMap(({ call, visits }) => visits.map((visit, nth) => this.#visitRow(call, visit, nth))),
    );
    await this.#replaceStints(
      callIds,
      measured.flatMap(({ call: { callId }, stints }) =>
        stints.map((stint, nth): StintRow => ({ callId, nth, ...stint })),
      ),
    );
  }

  #visitRow(call: CallToMeasure, visit: ReturnType<typeof measureCall>['visits'][number], nth: number) {
    const { callId, direction, dialedNumber, callerKey } = call;
    const isInbound = direction === 'inbound';
    const row: VisitRow = {
      ...{ callId, nth, ...visit, isRepeated: false, shortMs: this.#settings.shortAbandonMs },
      answerWithinMs: this.#targets.withinMs(visit.queueId, visit.beganAt),
      dialedNumber: isInbound ? dialedNumber : '',
      callerKey: isInbound && !visit.isCallback ? callerKey : null,
    };
    return row;
  }

  async #replaceVisits(callIds: readonly string[], rows: readonly VisitRow[]): Promise<void> {
    const stored: VisitRow[] = await this.#manager.findBy(CallVisit, { callId: In([...callIds]) });
    const known = new Map(stored.map((row) => [placeOf(row), row.isRepeated]));
    const now = rows.map((row) => ({ ...row, isRepeated: known.get(placeOf(row)) ?? false }));
    const { before, after } = changed(stored, now);
    await this.#write(CallVisit, before, after);
    const sums = queueChanges();
    for (const row of before) count(sums, row, -1);
    for (const row of after) count(sums, row, 1);
    const repeated = new RepeatedCalls(this.#manager, this.#settings.repeatWithinMs);
    const places = new Set(now.map(placeOf));
    for (const row of await repeated.update(
      after.filter((row) => !known.has(placeOf(row))),
      before.filter((row) => !places.has(placeOf(row))),
    ))
      sums.add(keyOf(row), { repeated: row.isRepeated ? 1 : -1 });
    await sums.save(this.#manager);
    await this.#keepLongest(before, after);
  }

  async #replaceStints(callIds: readonly string[], rows: readonly StintRow[]): Promise<void> {
    const stored: StintRow[] = await this.#manager.findBy(CallStint, { callId: In([...callIds]) });
    const { before, after } = changed(stored, rows);
    await this.#write(CallStint, before, after);
    const sums = new AgentChanges();
    for (const [each, times] of [
      ...before.map((row) => [row, -1]),
      ...after.map((row) => [row, 1]),
    ] as const) {
      const row = each as StintRow;
      sums.add({ agentId: row.agentId, at: quarterOf(row.beganAt) }, countsOfStint(row), times as number);
    }
    await sums.save(this.#manager);
  }

  async #write(
    entity: typeof CallVisit | typeof CallStint,
    before: readonly Row[],
    after: readonly Row[],
  ): Promise<void> {
    const gone = [...new Set(before.map(({ callId }) => callId))];
    if (gone.length > 0) await this.#manager.delete(entity, { callId: In(gone) });
    for (let from = 0; from < after.length; from += ROWS_PER_STATEMENT)
      await this.#manager.insert(entity, after.slice(from, from + ROWS_PER_STATEMENT));
  }

  /** A maximum cannot be taken off: it is looked up again, where a longest wait may have gone. */
  async #keepLongest(before: readonly VisitRow[], after: readonly VisitRow[]): Promise<void> {
    const waits = after.filter(({ waitMs, isCallback }) => waitMs !== null && !isCallback);
    if (waits.length > 0)
      await this.#manager.query(
        `UPDATE queue_quarters q SET longest_wait_ms = greatest(q.longest_wait_ms, k.ms)
       FROM (SELECT queue_id, at, dialed_number, max(ms) AS ms
             FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::int[]) AS u (queue_id, at, dialed_number, ms)
             GROUP BY 1, 2, 3) k
       WHERE q.queue_id = k.queue_id AND q.at = k.at AND q.dialed_number = k.dialed_number AND q.longest_wait_ms < k.ms`,
        [...keysOf(waits), waits.map(({ waitMs }) => waitMs)],
      );
    const now = new Map(after.map((row) => [placeOf(row), row.waitMs]));
    const shrunk = before.filter((row) => (row.waitMs ?? 0) > (now.get(placeOf(row)) ?? 0));
    if (shrunk.length === 0) return;
    await this.#manager.query(
      `UPDATE queue_quarters q SET longest_wait_ms = coalesce((
         SELECT max(v.wait_ms) FROM call_visits v
         WHERE v.queue_id = q.queue_id AND v.began_at >= q.at AND v.began_at < q.at + interval '15 minutes'
           AND v.dialed_number = q.dialed_number AND NOT v.is_callback), 0)
       FROM unnest($1::text[], $2::timestamptz[], $3::text[]) AS k (queue_id, at, dialed_number)
       WHERE q.queue_id = k.queue_id AND q.at = k.at AND q.dialed_number = k.dialed_number`,
      keysOf(shrunk),
    );
  }
}

/** A statement takes 65 535 parameters at most; the widest table here has 19 columns. */
const ROWS_PER_STATEMENT = 1000;

const keyOf = ({
  queueId,
  beganAt,
  dialedNumber,
}: Pick<VisitRow, 'queueId' | 'beganAt' | 'dialedNumber'>) => ({
  ...{ queueId, dialedNumber },
  at: quarterOf(beganAt),
});

const keysOf = (rows: readonly VisitRow[]) => [
  rows.map(({ queueId }) => queueId),
  rows.map(({ beganAt }) => new Date(quarterOf(beganAt))),
  rows.map(({ dialedNumber }) => dialedNumber),
];

/** What says whether a stay is still the same one: whose, where and when. */
const placeOf = ({ callId, nth, queueId, callerKey, beganAt, dialedNumber }: VisitRow): string =>
  JSON.stringify([callId, nth, queueId, callerKey, beganAt.getTime(), dialedNumber]);

function count(sums: QueueChanges, row: VisitRow, times: 1 | -1): void {
  const judgement = { ...row, isKnown: row.callerKey !== null };
  sums.add(keyOf(row), countsOfVisit(row, judgement), times);
}

/** Rows of those calls alone in which something differs. */
function changed<Each extends Row>(stored: readonly Each[], rows: readonly Each[]) {
  const [before, after] = [groupBy(stored, ({ callId }) => callId), groupBy(rows, ({ callId }) => callId)];
  const differing = [...new Set([...before.keys(), ...after.keys()])].filter(
    (callId) => textOf(before.get(callId)) !== textOf(after.get(callId)),
  );
  return {
    before: differing.flatMap((callId) => before.get(callId) ?? []),
    after: differing.flatMap((callId) => after.get(callId) ?? []),
  };
}

const textOf = (rows: readonly object[] = []): string =>
  rows
    .map((row) => JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1))))
    .sort()
    .join('\n');
