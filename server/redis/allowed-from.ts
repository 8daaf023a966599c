import {
  agentStates,
  next as nextAgentState,
  type AgentMove,
  type AgentState,
} from '../agents/agent.machine';
import { allowedFrom, type CallState } from '../calls/call.machine';

/**
 * The lists of states a script may start from, made of the machines' tables, as the comma-separated words
 * the scripts read. Where one move of the machine is two scripts, each gets its part of the list.
 */
const list = (states: readonly string[]): string => states.join(',');

/** A call in these states has an agent who talks or holds. */
const withAgent: readonly CallState[] = [
  ...allowedFrom('hold'),
  ...allowedFrom('resume'),
  ...allowedFrom('consult-ended'),
];
/** In these the agent is gone and the caller hears somebody ring. */
const alone: readonly CallState[] = allowedFrom('dial-on-failed');
/** In these nobody has it, and it waits for who picks it up. */
const parked: readonly CallState[] = allowedFrom('pick-up');
const ringing: readonly CallState[] = allowedFrom('offer-lost');

export const callAllowed = {
  enqueue: list(
    allowedFrom('enqueue').filter(
      (state) => !withAgent.includes(state) && !alone.includes(state) && !parked.includes(state),
    ),
  ),
  requeue: list(allowedFrom('enqueue').filter((state) => alone.includes(state))),
  agentLost: list(allowedFrom('enqueue').filter((state) => withAgent.includes(state))),
  acceptOffer: list(allowedFrom('talk').filter((state) => ringing.includes(state))),
  loseOffer: list(ringing),
  reach: list(allowedFrom('reach')),
  startTalk: list(allowedFrom('talk').filter((state) => !ringing.includes(state))),
  hold: list(allowedFrom('hold')),
  resume: list(allowedFrom('resume')),
  consult: list(allowedFrom('consult')),
  endConsult: list(allowedFrom('consult-ended')),
  dialOn: list(allowedFrom('dial-on')),
  failDialOn: list(allowedFrom('dial-on-failed')),
  connect: list(allowedFrom('connect')),
  pass: list(allowedFrom('pass')),
  takeOver: list(allowedFrom('take-over')),
  leaveQueue: list(allowedFrom('leave-queue')),
  transfer: list(allowedFrom('transfer')),
  /** It changes its place, not its state. */
  moveWaiting: list(['queued']),
  park: list(allowedFrom('park')),
  unpark: list(parked),
  returnToFlow: list(allowedFrom('return')),
  /** Begins to record, pauses, stops: with an agent. */
  record: list(withAgent),
  end: list(allowedFrom('end')),
} as const;

const agentFrom = (move: AgentMove): readonly AgentState[] =>
  agentStates.filter((state) => nextAgentState(state, move) !== null);

export const agentAllowed = {
  dial: list(agentFrom('dial')),
  finishWrapUp: list(agentFrom('wrap-up-ended')),
  /** Busy with a call or an offer. */
  busy: list(agentFrom('freed')),
  /** What a takeover or a log-out would tear. */
  torn: list([...agentFrom('freed'), ...agentFrom('supervised')]),
  supervise: list(agentFrom('supervise')),
  /** Says what has come of a campaign's call: in the talk, and while he wraps it up. */
  mark: list(['on-call', 'wrap-up']),
} as const;
