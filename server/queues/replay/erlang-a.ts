/**
 * Erlang A (Palm's queue, M/M/n+M): calls arrive at random, talk and patience are exponential. An estimate beside the
 * simulation, not in place of it: it knows one queue with agents of its own.
 */
export interface ErlangALoad {
  /** Calls per second. */
  readonly arrivalRate: number;
  /** Mean seconds an agent is busy with a call. */
  readonly handleS: number;
  /** Mean seconds until a waiting caller gives up. */
  readonly patienceS: number;
  readonly agents: number;
  /** The service level asks for an answer within so many seconds. */
  readonly answerWithinS: number;
}

export interface ErlangAFigures {
  /** Share of callers who wait at all. */
  readonly waits: number;
  readonly abandons: number;
  /** Of all callers, those who give up among them, seconds. */
  readonly meanWaitS: number;
  /** Share of callers who are answered in time. */
  readonly serviceLevel: number;
  /** Share of their time that agents are busy. */
  readonly occupancy: number;
}

/** States with less weight than this against the heaviest change no figure. */
const NEGLIGIBLE = 1e-15;
const MOST_STATES = 1_000_000;

/** Whole agents; between two whole numbers the figures are a straight line. */
export function erlangA(load: ErlangALoad): ErlangAFigures {
  const [below, share] = [Math.floor(load.agents), load.agents - Math.floor(load.agents)];
  const low = wholeAgents({ ...load, agents: below });
  if (share === 0) return low;
  const high = wholeAgents({ ...load, agents: below + 1 });
  const between = (a: number, b: number): number => a * (1 - share) + b * share;
  return {
    waits: between(low.waits, high.waits),
    abandons: between(low.abandons, high.abandons),
    meanWaitS: between(low.meanWaitS, high.meanWaitS),
    serviceLevel: between(low.serviceLevel, high.serviceLevel),
    occupancy: between(low.occupancy, high.occupancy),
  };
}

function wholeAgents({
  arrivalRate,
  handleS,
  patienceS,
  agents,
  answerWithinS,
}: ErlangALoad): ErlangAFigures {
  if (arrivalRate === 0) return { waits: 0, abandons: 0, meanWaitS: 0, serviceLevel: 1, occupancy: 0 };
  const [mu, theta] = [1 / handleS, 1 / patienceS];
  const { first, weights } = statesOf(
    arrivalRate,
    (calls) => Math.min(calls, agents) * mu + Math.max(0, calls - agents) * theta,
  );
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const inTime = servedWithin((agents * mu) / theta, theta * answerWithinS);
  let [waits, waiting, serviceLevel] = [0, 0, 0];
  weights.forEach((weight, index) => {
    const [calls, share] = [first + index, weight / sum];
    if (calls >= agents) waits += share;
    waiting += share * Math.max(0, calls - agents);
    serviceLevel += share * (calls < agents ? 1 : inTime(calls - agents));
  });
  const abandons = Math.min(1, (theta * waiting) / arrivalRate);
  return {
    waits,
    abandons,
    meanWaitS: waiting / arrivalRate,
    serviceLevel,
    occupancy: agents === 0 ? 0 : Math.min(1, (arrivalRate * (1 - abandons)) / (agents * mu)),
  };
}

/**
 * Weights of the numbers of calls in the queue, from the heaviest outwards: only products of positive ratios, so nothing
 * cancels and nothing becomes negative, however far the load is above the agents.
 */
function statesOf(arrivalRate: number, leaveRate: (calls: number) => number) {
  let heaviest = 0;
  while (heaviest < MOST_STATES && leaveRate(heaviest + 1) < arrivalRate) heaviest += 1;
  const [up, down]: [number[], number[]] = [[], []];
  for (let calls = heaviest, weight = 1; weight > NEGLIGIBLE && up.length < MOST_STATES; calls += 1) {
    up.push(weight);
    weight *= arrivalRate / leaveRate(calls + 1);
  }
  for (let calls = heaviest, weight = 1; calls > 0; calls -= 1) {
    weight *= leaveRate(calls) / arrivalRate;
    if (weight <= NEGLIGIBLE) break;
    down.push(weight);
  }
  return { first: heaviest - down.length, weights: [...down.reverse(), ...up] };
}

/**
 * Chance that a caller who finds `ahead` others waiting is answered in time and has not given up. With a = n·µ/θ, e^(-θV) of
 * his wait V is Beta(a, ahead + 1), so the chance is a/(a + ahead + 1) · (1 − I_x(a + 1, ahead + 1)) at x = e^(-θT).
 * I_x is a sum of positive terms that is carried on from one `ahead` to the next.
 */
function servedWithin(a: number, thetaT: number): (ahead: number) => number {
  const x = Math.exp(-thetaT);
  const logRest = x < 1 ? Math.log1p(-x) : -Infinity;
  const sums: number[] = [];
  let logTerm = -thetaT * (a + 1);
  return (ahead) => {
    while (sums.length <= ahead) {
      const step = sums.length;
      if (step > 0) logTerm += logRest + Math.log((a + step) / step);
      sums.push((sums.at(-1) ?? 0) + Math.exp(logTerm));
    }
    if (a === 0) return 0;
    return (a / (a + ahead + 1)) * Math.max(0, 1 - (sums[ahead] ?? 1));
  };
}
