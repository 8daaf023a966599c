import { canBeOffered, type AgentState, type Presence } from '../../../server/agents/agent.machine';
import type { QueueSettings } from '../../../server/acd/queue-settings';

export interface ModelAgent {
  readonly agentId: string;
  presence: Presence;
  state: AgentState;
  reachable: boolean;
  idleSince: number;
  callId: string | null;
  offerId: string | null;
  deadlineAt: number;
  wrapUpUntil: number | null;
  /** What he will be when he is done; null: what he was. */
  next: Presence | null;
  /** The wrap-up he dialled out of. */
  left: { readonly callId: string; readonly ms: number } | null;
  /** Calls taken and ms of talk since he logged in. */
  calls: number;
  talkMs: number;
  /** Free since a step that had no offer id to give; takes part again when he is matched. */
  isOwed: boolean;
}

export const aModelAgent = (agentId: string): ModelAgent => ({
  agentId,
  presence: 'logged-out',
  state: 'idle',
  reachable: false,
  idleSince: 0,
  callId: null,
  offerId: null,
  deadlineAt: 0,
  wrapUpUntil: null,
  next: null,
  left: null,
  calls: 0,
  talkMs: 0,
  isOwed: false,
});

/** How long a caller may wait for him alone who is busy, and ready when he is done; null: not at all. */
export function waitFor(
  { state, next, presence, reachable }: ModelAgent,
  { callWaiting }: QueueSettings,
): number | null {
  const isBusyAtWork = state !== 'idle' && (next ?? presence) === 'ready' && reachable;
  return callWaiting.then === 'notify' && isBusyAtWork ? callWaiting.forS * 1000 : null;
}

export const isReady = (agent: ModelAgent): boolean => canBeOffered(agent) && !agent.isOwed;

export const byIdleTime = (a: ModelAgent, b: ModelAgent): number => a.idleSince - b.idleSince;

/** Where each queue that goes round goes on. */
export type Cursors = Map<string, number>;

/** The one of them the strategy chooses, said without sets and scores. `chance`: whom a random choice has hit. */
export function choose(
  queue: QueueSettings,
  candidates: readonly ModelAgent[],
  cursors: Cursors,
  chance: readonly string[],
): ModelAgent | undefined {
  const least = (of: (agent: ModelAgent) => number) =>
    candidates.toSorted((a, b) => of(a) - of(b) || byIdleTime(a, b))[0];
  const place = (agent: ModelAgent) => queue.order.findIndex((each) => each === agent.agentId);
  switch (queue.strategy) {
    case 'longest-idle':
    case 'ring-all':
    case 'ring-progressively':
      return least(() => 0);
    case 'fewest-calls':
      return least(({ calls }) => calls);
    case 'least-talk-time':
      return least(({ talkMs }) => Math.floor(talkMs / 1000));
    case 'top-down':
      return least(place);
    case 'round-robin': {
      const last = cursors.get(queue.queueId) ?? -1;
      const next = least((agent) => (place(agent) > last ? place(agent) : place(agent) + queue.order.length));
      if (next !== undefined) cursors.set(queue.queueId, place(next));
      return next;
    }
    case 'random':
      return candidates.find(({ agentId }) => chance.includes(agentId)) ?? candidates[0];
  }
}
