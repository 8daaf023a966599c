/**
 * What the recent past says of the next seconds: how likely a call on its way is answered by a person, and an agent is
 * free again, within some time. Curves are read off what was measured, not assumed; made anew every few seconds.
 */
import type { EndedAttempt, Handled, Recent } from './observed';

/** When a call started now is expected to be answered, if it is: the fifth, the half and four fifths of all. */
const QUANTILES = [0.2, 0.5, 0.8] as const;
/** What the curve as a whole counts where few were observed, in observations. */
const PRIOR = 2;
const RING_STEP_MS = 500;
const RING_STEPS = 240;
const HANDLE_STEPS = 120;

/** One moment in the future for which everything is foreseen. */
export interface Horizon {
  readonly ms: number;
  /** That a call on its way for so long is answered by a person within `ms`. */
  answered(ringingForMs: number): number;
  /** That an agent is free again within `ms` and the time a person may wait. */
  freeFromTalk(talkingForMs: number): number;
  freeFromWrapUp(wrappingUpForMs: number): number;
}

export interface Measured {
  readonly attempts: number;
  readonly handled: number;
  /** Persons per attempt. */
  readonly answerRate: number;
  /** Persons per answered call. */
  readonly personShare: number;
  /** How long a person lets it ring, on average. */
  readonly ringMs: number;
  readonly handlingMs: number;
  readonly horizons: readonly Horizon[];
}

export function measure(recent: Recent, agentWithinMs: number): Measured {
  const { attempts, handled } = recent;
  const persons = attempts.filter(({ end }) => end === 'person').map(({ ms }) => ms);
  const machines = attempts.filter(({ end }) => end === 'machine').length;
  const sorted = persons.toSorted((a, b) => a - b);
  const horizons = QUANTILES.map((share) => {
    const ms = sorted[Math.floor(share * sorted.length)] ?? 0;
    return makeHorizon(ms, recent, agentWithinMs);
  });
  return {
    attempts: attempts.length,
    handled: handled.length,
    answerRate: attempts.length === 0 ? 0 : persons.length / attempts.length,
    personShare: persons.length === 0 ? 1 : persons.length / (persons.length + machines),
    ringMs: mean(persons),
    handlingMs: mean(handled.map(({ talkMs, wrapUpMs }) => talkMs + wrapUpMs)),
    horizons,
  };
}

function makeHorizon(ms: number, { attempts, handled }: Recent, agentWithinMs: number): Horizon {
  const answered = answerTable(attempts, ms);
  const freeMs = ms + agentWithinMs;
  const talked = freeTable(handled, freeMs, 'talk');
  const wrapped = freeTable(handled, freeMs, 'wrap-up');
  return {
    ms,
    answered: (ringingForMs) =>
      answered[Math.min(RING_STEPS - 1, Math.floor(ringingForMs / RING_STEP_MS))] ?? 0,
    freeFromTalk: talked,
    freeFromWrapUp: wrapped,
  };
}

/** For each time a call may have been on its way: of the attempts that lasted longer, how many a person answered within. */
function answerTable(attempts: readonly EndedAttempt[], withinMs: number): Float64Array {
  const ended = new Float64Array(RING_STEPS + 1);
  const byPerson = new Float64Array(RING_STEPS + 1);
  for (const { ms, end } of attempts) {
    const step = Math.min(RING_STEPS, Math.floor(ms / RING_STEP_MS));
    ended[step] = (ended[step] ?? 0) + 1;
    if (end === 'person') byPerson[step] = (byPerson[step] ?? 0) + 1;
  }
  const steps = Math.ceil(withinMs / RING_STEP_MS);
  const persons = byPerson.reduce((sum, count) => sum + count, 0);
  const overall = attempts.length === 0 ? 0 : persons / attempts.length;
  const table = new Float64Array(RING_STEPS);
  let stillOn = ended[RING_STEPS] ?? 0;
  let answered = 0;
  for (let from = RING_STEPS - 1; from >= 0; from -= 1) {
    stillOn += ended[from] ?? 0;
    answered += (byPerson[from] ?? 0) - (byPerson[from + steps] ?? 0);
    table[from] = (answered + PRIOR * overall) / (stillOn + PRIOR);
  }
  return table;
}

/** The same for agents: of the calls that lasted longer, how many were done with, wrap-up included, within. */
function freeTable(
  handled: readonly Handled[],
  withinMs: number,
  from: 'talk' | 'wrap-up',
): (forMs: number) => number {
  const phase = ({ talkMs, wrapUpMs }: Handled) => (from === 'talk' ? talkMs : wrapUpMs);
  const rest = ({ talkMs, wrapUpMs }: Handled) => (from === 'talk' ? talkMs + wrapUpMs : wrapUpMs);
  const average = Math.max(1, mean(handled.map(rest)));
  const longest = handled.reduce((most, call) => Math.max(most, phase(call)), 1);
  const stepMs = Math.max(500, longest / HANDLE_STEPS);
  // Who talks longer than anybody did goes on as likely as the average call.
  const unknown = 1 - Math.exp(-withinMs / average);
  const table = Float64Array.from({ length: HANDLE_STEPS + 1 }, (_, step) => {
    const elapsed = step * stepMs;
    let stillOn = 0;
    let free = 0;
    for (const call of handled) {
      if (phase(call) < elapsed) continue;
      stillOn += 1;
      if (rest(call) <= elapsed + withinMs) free += 1;
    }
    return (free + PRIOR * unknown) / (stillOn + PRIOR);
  });
  return (forMs) => table[Math.min(HANDLE_STEPS, Math.floor(forMs / stepMs))] ?? 0;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
