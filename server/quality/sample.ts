import { createHash } from 'node:crypto';

export interface Candidate {
  readonly callId: string;
  readonly agentId: string;
}

/** Drawn before, by this rule in this week, of each agent. */
export type DrawnBefore = ReadonlyMap<string, number>;

/**
 * Up to so many calls of each agent, by lot. The lot of a call comes from the seed and its id alone: whoever draws, and however often, draws the
 * same.
 */
export function drawCalls<Each extends Candidate>(
  candidates: readonly Each[],
  {
    perAgent,
    drawn,
    seed,
  }: { readonly perAgent: number; readonly drawn: DrawnBefore; readonly seed: string },
): readonly Each[] {
  const byLot = candidates
    .map((each) => ({ each, lot: lotOf(seed, each.callId) }))
    .sort((one, other) => (one.lot < other.lot ? -1 : 1));
  const taken = new Map(drawn);
  return byLot.flatMap(({ each }) => {
    const before = taken.get(each.agentId) ?? 0;
    if (before >= perAgent) return [];
    taken.set(each.agentId, before + 1);
    return [each];
  });
}

const lotOf = (seed: string, callId: string): string =>
  createHash('sha256').update(`${seed} ${callId}`).digest('hex');
