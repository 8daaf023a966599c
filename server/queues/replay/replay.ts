/** Runs recorded calls through the configuration that holds and through another, and sets both beside what happened. */
import type { QueueConfig } from '../../contract/queue-config';
import type { QueueReplay, ReplayFigures } from '../../contract/queue-replay';
import { arrivalsOf } from './arrivals';
import { estimates } from './estimate';
import { figuresOf, outcomesOf } from './figures';
import type { Recorded } from './recorded';
import { simulate, type Outcome, type Simulated } from './simulate';

export interface ReplayConfigs {
  readonly present: QueueConfig;
  readonly changed: QueueConfig;
}

export function replay(
  recorded: Recorded,
  { present, changed }: ReplayConfigs,
): Omit<QueueReplay, 'version'> {
  // Who waits still has no end that could be compared.
  const calls = recorded.calls.filter(({ talkingAt, leftAt }) => talkingAt !== null || leftAt !== null);
  const arrivals = arrivalsOf(calls);
  const ended = { ...recorded, calls };
  const [now, then] = [present, changed].map((config) => simulate(config, arrivals, recorded.shifts));
  const [presentEstimates, changedEstimates] = [present, changed].map((config) =>
    estimates(config, arrivals, ended),
  );
  const happened = outcomesOf(calls);
  const within = withinOf(present, changed);
  const all = (outcomes: readonly Outcome[] = []): ReplayFigures => figuresOf(outcomes, within.present);
  const ids = new Set([...present.queues, ...changed.queues].map(({ queueId }) => queueId));
  for (const { queueId } of happened) ids.add(queueId);
  return {
    calls: calls.filter(({ isCallback }) => !isCallback).length,
    agents: new Set(recorded.shifts.map(({ agentId }) => agentId)).size,
    occupancy: {
      recorded: shareOf(sum(calls.map((call) => call.ringMs + call.talkMs + call.wrapUpMs)), recorded),
      present: shareOf(busyIn(now), recorded),
      changed: shareOf(busyIn(then), recorded),
    },
    queues: [
      {
        ...{ queueId: null, recorded: all(happened), present: all(now?.outcomes) },
        changed: figuresOf(then?.outcomes ?? [], within.changed),
        erlangA: { present: null, changed: null },
      },
      ...[...ids].map((queueId) => ({
        queueId,
        recorded: figuresOf(of(queueId, happened), within.present),
        present: figuresOf(of(queueId, now?.outcomes), within.present),
        changed: figuresOf(of(queueId, then?.outcomes), within.changed),
        erlangA: {
          present: presentEstimates?.get(queueId) ?? null,
          changed: changedEstimates?.get(queueId) ?? null,
        },
      })),
    ],
  };
}

const of = (queueId: string, outcomes: readonly Outcome[] = []): readonly Outcome[] =>
  outcomes.filter((outcome) => outcome.queueId === queueId);

const DEFAULT_WITHIN_S = 20;

function withinOf(present: QueueConfig, changed: QueueConfig) {
  const within = (config: QueueConfig) => (queueId: string) =>
    config.queues.find((queue) => queue.queueId === queueId)?.answerWithinS ?? DEFAULT_WITHIN_S;
  return { present: within(present), changed: within(changed) };
}

const busyIn = (simulated: Simulated | undefined): number =>
  sum((simulated?.agents ?? []).map(({ busyMs }) => busyMs));

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

/** Share of the time that agents were there, up to the end of the replay. */
const shareOf = (busyMs: number, { shifts, until }: Recorded): number | null => {
  const there = sum(shifts.map((shift) => Math.max(0, Math.min(shift.until, until) - shift.from)));
  return there === 0 ? null : busyMs / there;
};
