import type { AgentState, Presence } from '../agents/agent.machine';
import { QUARTER_MS, quarterOf } from './quarter';
import type { agentTimeNames } from './agent-counts';

export type AgentTimeName = (typeof agentTimeNames)[number];

export interface TimedInterval {
  readonly presence: Exclude<Presence, 'logged-out'>;
  readonly state: AgentState;
  readonly productive: boolean;
  readonly fromAt: Date;
  readonly untilAt: Date;
}

/** What an interval's time counts as. While a call rings at him he still waits, or is on his break. */
export function timeNameOf({
  presence,
  state,
  productive,
}: Omit<TimedInterval, 'fromAt' | 'untilAt'>): AgentTimeName {
  if (state === 'on-call') return 'onCallMs';
  if (state === 'wrap-up') return 'wrapUpMs';
  if (state === 'supervising') return 'supervisingMs';
  if (presence === 'ready') return 'readyMs';
  if (presence === 'not-responding') return 'notRespondingMs';
  return productive ? 'productiveBreakMs' : 'breakMs';
}

/** The interval cut at quarters of an hour: beginning of each, Unix ms, with its part. */
export function* partsOf({ fromAt, untilAt }: Pick<TimedInterval, 'fromAt' | 'untilAt'>) {
  const end = untilAt.getTime();
  for (let at = quarterOf(fromAt); at < end; at += QUARTER_MS) {
    yield { at, ms: Math.min(end, at + QUARTER_MS) - Math.max(fromAt.getTime(), at) };
  }
}
