import { randomOf } from './random';
import type { RecordedCall } from './recorded';

/** A call as it comes to the simulated queues: what it brings with it, whoever answers it and when. */
export interface Arrival {
  readonly callId: string;
  readonly queueId: string;
  readonly at: number;
  /** It gives up when it has waited so long; Infinity: never. */
  readonly patienceMs: number;
  /** It does not give up then, but leaves by a key. */
  readonly leavesByKey?: boolean;
  readonly isCallback?: boolean;
  readonly headStartMs?: number;
  readonly ringMs: number;
  readonly talkMs: number;
  /** What its agent took after it. */
  readonly wrapUpMs: number;
}

/**
 * What is not known of a call is drawn from those like it. Who was answered would have waited on: for as long as callers of
 * his queue do, whose patience is taken as exponential (its mean: all waiting over all who gave up); so would have who was sent
 * away. Who was not answered would have talked as long as some other caller of his queue. A callback never gives up.
 */
export function arrivalsOf(calls: readonly RecordedCall[]): Arrival[] {
  const byQueue = new Map<string, RecordedCall[]>();
  for (const call of calls) byQueue.set(call.queueId, [...(byQueue.get(call.queueId) ?? []), call]);
  const facts = new Map([...byQueue].map(([queueId, some]) => [queueId, factsOf(some, calls)]));
  return calls.map((call) => {
    const random = randomOf(call.callId);
    const { answered, patienceMs } = facts.get(call.queueId) ?? factsOf([], calls);
    const waitedMs = (call.talkingAt ?? call.leftAt ?? call.queuedAt) - call.queuedAt;
    const wentByHimself = call.left === 'abandoned' || call.left === 'key';
    const like = call.talkingAt === null ? answered[Math.floor(random() * answered.length)] : call;
    return {
      callId: call.callId,
      queueId: call.queueId,
      at: call.queuedAt,
      patienceMs: wentByHimself
        ? waitedMs
        : call.isCallback
          ? Infinity
          : waitedMs - patienceMs * Math.log(1 - random()),
      leavesByKey: call.left === 'key',
      ...{ isCallback: call.isCallback, headStartMs: call.headStartMs },
      ringMs: like?.ringMs ?? 0,
      talkMs: like?.talkMs ?? 0,
      wrapUpMs: like?.wrapUpMs ?? 0,
    };
  });
}

/** Mean patience; Infinity when nobody gave up. */
export function meanPatienceMs(all: readonly RecordedCall[]): number {
  const calls = all.filter(({ isCallback }) => !isCallback);
  const waited = calls.reduce(
    (sum, { queuedAt, talkingAt, leftAt }) => sum + (talkingAt ?? leftAt ?? queuedAt) - queuedAt,
    0,
  );
  const gaveUp = calls.filter(({ left }) => left === 'abandoned').length;
  return gaveUp === 0 ? Infinity : waited / gaveUp;
}

function factsOf(calls: readonly RecordedCall[], all: readonly RecordedCall[]) {
  const own = calls.filter(({ talkingAt }) => talkingAt !== null);
  const answered = own.length > 0 ? own : all.filter(({ talkingAt }) => talkingAt !== null);
  return { answered, patienceMs: meanPatienceMs(calls) };
}
