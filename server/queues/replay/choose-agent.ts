import type { Strategy } from '../../contract/queue-config';

/** A simulated agent. */
export interface SimulatedAgent {
  readonly agentId: string;
  isThere: boolean;
  isBusy: boolean;
  idleSince: number;
  calls: number;
  talkMs: number;
  busyMs: number;
}

/**
 * Whom a queue's strategy takes of those who are free; never called with nobody. Where several phones ring at once, who
 * has been idle longest is taken for the one who answers first.
 * @param order everybody who may answer, in the order of top-down and round-robin
 * @param last whom round-robin took last
 */
export function chooseAgent(
  strategy: Strategy,
  free: readonly SimulatedAgent[],
  {
    order,
    last,
    random,
  }: { readonly order: readonly string[]; readonly last: string | null; readonly random: () => number },
): SimulatedAgent | undefined {
  const place = (agentId: string): number => order.indexOf(agentId);
  const least = (...keys: ((agent: SimulatedAgent) => number)[]): SimulatedAgent | undefined =>
    [...free].sort((a, b) => keys.reduce((found, key) => found || key(a) - key(b), 0))[0];
  const idle = (agent: SimulatedAgent): number => agent.idleSince;
  switch (strategy) {
    case 'longest-idle':
    case 'ring-all':
    case 'ring-progressively':
      return least(idle);
    case 'fewest-calls':
      return least((agent) => agent.calls, idle);
    case 'least-talk-time':
      return least((agent) => agent.talkMs, idle);
    case 'top-down':
      return least((agent) => place(agent.agentId));
    case 'round-robin': {
      const after = last === null ? -1 : place(last);
      const turn = ({ agentId }: SimulatedAgent): number =>
        place(agentId) > after ? place(agentId) : place(agentId) + order.length;
      return least(turn);
    }
    case 'random':
      return free[Math.floor(random() * free.length)];
  }
}
