import type { CampaignMonitor } from '../../../server/contract/campaign-monitor';
import { spread, type Spread } from '../acd/pairs';
import type { TracedMessage } from '../acd/sipp-trace';
import { isRightResult } from './people';
import type { AgentSpan, PlacedCall, Records } from './records';

export const pacedModes = ['progressive', 'predictive'] as const;
export type PacedMode = (typeof pacedModes)[number];

export interface PacedFigures {
  readonly mode: PacedMode;
  readonly agents: number;
  readonly minutes: number;
  readonly placed: number;
  readonly results: Readonly<Record<string, number>>;
  /** By a person. */
  readonly answered: number;
  /** Of these: an agent had him within two seconds of his answer, or later. */
  readonly within: number;
  readonly later: number;
  readonly abandoned: number;
  /** The most at any moment, from the 33rd person reached on: of those reached until then. */
  readonly mostAbandonRate: number;
  /** Answer → agent, ms, of those who got one. */
  readonly waitMs: Spread;
  /** Of the agents' time: talking or wrapping up, 0 to 1; and of what came after the pacing had left progressive. */
  readonly occupancy: number;
  readonly occupancyLater: number | null;
  /** Of an agent between two talks, his wrap-up left out. */
  readonly idleMs: Spread;
  /** Seconds from the start; null: it never did. */
  readonly leftProgressiveAfterS: number | null;
  readonly byMinute: readonly Minute[];
  /** Calls whose telephone did not ring, or whose result is not what it did. */
  readonly lost: readonly string[];
  /** Numbers that rang, or were called, more than once. */
  readonly doubled: readonly string[];
}

export interface Minute {
  readonly placed: number;
  /** On average. */
  readonly ringing: number;
  readonly talking: number;
  readonly free: number;
  readonly reasons: Readonly<Record<string, number>>;
}

interface Facts extends Records {
  readonly seen: readonly CampaignMonitor[];
  readonly from: number;
  readonly until: number;
  /** What the telephones outside saw. */
  readonly rang: readonly TracedMessage[];
}

interface Load {
  readonly mode: PacedMode;
  readonly agents: number;
  readonly minutes: number;
}

const WITHIN_MS = 2000;
const MINUTE_MS = 60_000;
/** With 3 % nobody may be abandoned before. */
const FIRST_ALLOWANCE = 33;

export function figuresOf({ mode, agents, minutes }: Load, facts: Facts): PacedFigures {
  const { calls, spans, seen, from, until } = facts;
  const left = seen.find(({ pacedAs }) => pacedAs === 'predictive');
  const leftAt = left === undefined ? null : Date.parse(left.at);
  const waits = calls.flatMap(({ agentAt, answeredAt }) =>
    agentAt === null || answeredAt === null ? [] : [agentAt - answeredAt],
  );
  const ended = (...results: string[]) => calls.filter(({ result }) => results.includes(result ?? ''));
  return {
    ...{ mode, agents, minutes, placed: calls.length, results: countsOf(calls.map(resultOf)) },
    answered: ended('reached', 'abandoned').length,
    within: waits.filter((ms) => ms <= WITHIN_MS).length,
    later: waits.filter((ms) => ms > WITHIN_MS).length,
    abandoned: ended('abandoned').length,
    mostAbandonRate: Math.max(
      0,
      ...seen.filter(({ reached }) => reached >= FIRST_ALLOWANCE).map(({ abandonRate }) => abandonRate),
    ),
    waitMs: spread(waits),
    occupancy: busyShare(spans, from, until, agents),
    occupancyLater: leftAt === null ? null : busyShare(spans, leftAt, until, agents),
    idleMs: spread(idleTimes(spans, until)),
    leftProgressiveAfterS: leftAt === null ? null : Math.round((leftAt - from) / 1000),
    byMinute: Array.from({ length: Math.ceil(minutes) }, (_, index) =>
      minuteOf(facts, from + index * MINUTE_MS),
    ),
    ...wrongOnes(facts),
  };
}

const resultOf = ({ result }: PlacedCall): string => result ?? 'not over';

function countsOf(words: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, one], [, other]) => other - one));
}

const isBusy = ({ state }: AgentSpan): boolean => state === 'on-call' || state === 'wrap-up';

function busyShare(spans: readonly AgentSpan[], from: number, until: number, agents: number): number {
  const busyMs = spans
    .filter(isBusy)
    .reduce((sum, span) => sum + Math.max(0, Math.min(span.until, until) - Math.max(span.from, from)), 0);
  return busyMs / ((until - from) * agents);
}

/** From the end of a call's wrap-up to the agent's next call, when that was before `until`. */
function idleTimes(spans: readonly AgentSpan[], until: number): number[] {
  const doneAt = new Map<string, number>();
  const times: number[] = [];
  for (const span of spans.filter(isBusy)) {
    const done = doneAt.get(span.agentId);
    if (span.state === 'on-call' && done !== undefined && span.from <= until) times.push(span.from - done);
    doneAt.set(span.agentId, span.until);
  }
  return times;
}

function minuteOf({ calls, seen }: Facts, from: number): Minute {
  const isIn = (at: number) => at >= from && at < from + MINUTE_MS;
  const looks = seen.filter(({ at }) => isIn(Date.parse(at)));
  const mean = (of: (look: CampaignMonitor) => number) =>
    Math.round((10 * looks.reduce((sum, look) => sum + of(look), 0)) / Math.max(1, looks.length)) / 10;
  return {
    placed: calls.filter(({ at }) => isIn(at)).length,
    ringing: mean((look) => look.calls.ringing),
    talking: mean((look) => look.agents.talking),
    free: mean((look) => look.agents.free),
    reasons: countsOf(looks.map(({ reason }) => reason)),
  };
}

function wrongOnes({ calls, rang }: Facts): Pick<PacedFigures, 'lost' | 'doubled'> {
  const invitations = rang.filter(({ what, direction }) => what === 'INVITE' && direction === 'received');
  // Sent again by the switch, it is the same call.
  const rings = new Map(invitations.map(({ callId, to }) => [callId, to]));
  const [rungTimes, calledTimes] = [
    countsOf([...rings.values()]),
    countsOf(calls.map(({ number }) => number)),
  ];
  const isLost = ({ number, result }: PlacedCall) =>
    result === null || !(number in rungTimes) || !isRightResult(number, result);
  const numbers = new Set([...Object.keys(rungTimes), ...Object.keys(calledTimes)]);
  return {
    lost: calls.filter(isLost).map(({ number, result }) => `${number} ${result ?? 'not over'}`),
    doubled: [...numbers].filter((number) => (rungTimes[number] ?? 0) > 1 || calledTimes[number] !== 1),
  };
}
