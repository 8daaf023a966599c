/**
 *                    ┌────────► dialing ──────────┐ (outbound; ──reach──► in-ivr when a campaign called)
 *   (none) ──start──►│                            ▼
 *                    └─► in-ivr ─► queued ─► offered ─► talking ◄─► held
 *                         ▲ │ ▲      ▲          │          │ ▲       │
 *                         │ │ │      └──────────┴──────────┼─┼───────┴── offer lost, agent lost
 *                         │ │ └───────── return ───────────┤ │ consult-ended, pass
 *           dial-on-failed│ │dial-on     enqueue           ▼ │
 *                         │ ▼        ▲ (not reached)    consulting
 *                       connecting ──┘◄── transfer ─── talking, held
 *                         └───connect──► connected ◄── consulting
 *   talking, held ──park──► parked ──pick-up──► offered        parked ──enqueue, offer──► nobody picked him up in time
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
  /** The agent speaks with a far party or a colleague, or it rings there; the caller hears music. */
  'consulting',
  /** The flow, or an agent who has left, has a far number called; the caller hears it ring. */
  'connecting',
  /** Caller and far party talk, without an agent. */
  'connected',
  /** The agent has let go of his caller, who hears music until somebody picks him up. */
  'parked',
  'ended',
] as const;
export type CallState = (typeof callStates)[number];

export type CallMove =
  /** The flow or an agent hands the call to a queue; an agent was lost, or whom he handed it to is not to be had. */
  | 'enqueue'
  | 'offer'
  /** The queue gives the caller back to the flow. */
  | 'leave-queue'
  /** The agent took a callback: its number is dialled. */
  | 'dial-back'
  /** Whom a campaign called has answered: the flow speaks with him. */
  | 'reach'
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
  /** The agent hands the caller to somebody who is called now, and is done. */
  | 'transfer'
  | 'connect'
  /** The agent leaves his caller to the colleague he consulted. */
  | 'pass'
  /** The supervisor at the agent's ear has the caller from now on. */
  | 'take-over'
  /** The agent is done and the caller goes back into the flow. */
  | 'return'
  | 'park'
  /** Somebody takes a parked caller: his phone is called. */
  | 'pick-up'
  | 'end';

const table: Readonly<Record<CallMove, Readonly<Partial<Record<CallState, CallState>>>>> = {
  enqueue: {
    'in-ivr': 'queued',
    talking: 'queued',
    held: 'queued',
    consulting: 'queued',
    connecting: 'queued',
    parked: 'queued',
  },
  offer: {
    queued: 'offered',
    'in-ivr': 'offered',
    talking: 'offered',
    held: 'offered',
    consulting: 'offered',
    connecting: 'offered',
    parked: 'offered',
  },
  'offer-lost': { offered: 'queued' },
  'leave-queue': { queued: 'in-ivr', offered: 'in-ivr' },
  'dial-back': { offered: 'dialing' },
  reach: { dialing: 'in-ivr' },
  talk: { offered: 'talking', dialing: 'talking' },
  hold: { talking: 'held' },
  resume: { held: 'talking' },
  consult: { talking: 'consulting', held: 'consulting' },
  'consult-ended': { consulting: 'talking' },
  'dial-on': { 'in-ivr': 'connecting' },
  'dial-on-failed': { connecting: 'in-ivr' },
  transfer: { talking: 'connecting', held: 'connecting' },
  connect: { consulting: 'connected', connecting: 'connected' },
  pass: { consulting: 'talking' },
  'take-over': { talking: 'talking', held: 'talking' },
  return: { talking: 'in-ivr', held: 'in-ivr' },
  park: { talking: 'parked', held: 'parked' },
  'pick-up': { parked: 'offered' },
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
    parked: 'ended',
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
