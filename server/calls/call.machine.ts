/**
 *                    ┌────────► dialing ──────────┐ (outbound)
 *   (none) ──start──►│                            ▼
 *                    └─► in-ivr ─► queued ─► offered ─► talking ◄─► held
 *                         ▲ │ ▲      ▲          │          │ ▲       │
 *                         │ │ │      └──────────┴──────────┼─┼───────┴── offer lost, agent lost
 *                         │ │ └───────── return ───────────┤ │ consult-ended
 *           dial-on-failed│ │dial-on                       ▼ │
 *                         │ ▼                           consulting
 *                       connecting ──connect──► connected ◄──┘
 *   every state ──end──► ended
 *
 * The allowed-from lists of the Redis scripts are made from this table, so that the check here and the
 * check where the state is written cannot differ.
 */
export const callStates = [
  'in-ivr',
  'queued',
  'offered',
  'dialing',
  'talking',
  'held',
  /** The agent speaks with a far party, or it rings; the caller hears music. */
  'consulting',
  /** The flow has a far number called; the caller hears it ring. */
  'connecting',
  /** Caller and far party talk, without an agent. */
  'connected',
  'ended',
] as const;
export type CallState = (typeof callStates)[number];

export type CallMove =
  /** The flow hands the call to a queue, or an agent was lost and the call goes back to its head. */
  | 'enqueue'
  | 'offer'
  /** The queue gives the caller back to the flow. */
  | 'leave-queue'
  /** The agent took a callback: its number is dialled. */
  | 'dial-back'
  /** The offered agent did not take it; the call waits on with its place kept. */
  | 'offer-lost'
  | 'talk'
  | 'hold'
  | 'resume'
  | 'consult'
  /** The far party is not to be had or no longer wanted; agent and caller talk on. */
  | 'consult-ended'
  | 'dial-on'
  | 'dial-on-failed'
  | 'connect'
  /** The agent is done and the caller goes back into the flow. */
  | 'return'
  | 'end';

const table: Readonly<Record<CallMove, Readonly<Partial<Record<CallState, CallState>>>>> = {
  enqueue: { 'in-ivr': 'queued', talking: 'queued', held: 'queued', consulting: 'queued' },
  offer: {
    queued: 'offered',
    'in-ivr': 'offered',
    talking: 'offered',
    held: 'offered',
    consulting: 'offered',
  },
  'offer-lost': { offered: 'queued' },
  'leave-queue': { queued: 'in-ivr', offered: 'in-ivr' },
  'dial-back': { offered: 'dialing' },
  talk: { offered: 'talking', dialing: 'talking' },
  hold: { talking: 'held' },
  resume: { held: 'talking' },
  consult: { talking: 'consulting', held: 'consulting' },
  'consult-ended': { consulting: 'talking' },
  'dial-on': { 'in-ivr': 'connecting' },
  'dial-on-failed': { connecting: 'in-ivr' },
  connect: { consulting: 'connected', connecting: 'connected' },
  return: { talking: 'in-ivr', held: 'in-ivr' },
  end: {
    'in-ivr': 'ended',
    queued: 'ended',
    offered: 'ended',
    dialing: 'ended',
    talking: 'ended',
    held: 'ended',
    consulting: 'ended',
    connecting: 'ended',
    connected: 'ended',
  },
};

/** The state after the move, or null when the move is not legal from there. */
export function next(state: CallState, move: CallMove): CallState | null {
  return table[move][state] ?? null;
}

/** Every state the move may start from. */
export function allowedFrom(move: CallMove): readonly CallState[] {
  return callStates.filter((state) => table[move][state] !== undefined);
}
