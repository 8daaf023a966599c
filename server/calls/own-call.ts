import type { AgentId, CallId, LegId, QueueId } from '../contract/ids';
import { UserError } from '../errors';
import type { CallStore, LiveCall } from './call-store';

/** @throws UserError not-found, call-ended, not-permitted */
export async function ownCall(calls: CallStore, agentId: AgentId, callId: CallId): Promise<LiveCall> {
  const call = await callInProgress(calls, callId);
  mustOwn(call, agentId);
  return call;
}

/** The same, and of an internal call also the colleague's. @throws UserError not-found, call-ended, not-permitted */
export async function ownTalk(calls: CallStore, agentId: AgentId, callId: CallId): Promise<LiveCall> {
  const call = await callInProgress(calls, callId);
  if (!isCalledColleague(call, agentId)) mustOwn(call, agentId);
  return call;
}

async function callInProgress(calls: CallStore, callId: CallId): Promise<LiveCall> {
  const call = await calls.get(callId);
  if (!call) throw new UserError('not-found', 'This call does not exist any more.');
  if (call.state === 'ended') throw new UserError('call-ended', 'This call has ended.');
  return call;
}

/** The same, of a call that can be handed to somebody else. @throws UserError not-found, call-ended, not-permitted, conflict */
export async function callWithCaller(calls: CallStore, agentId: AgentId, callId: CallId): Promise<LiveCall> {
  const call = await ownCall(calls, agentId, callId);
  mustHaveCaller(call);
  return call;
}

/** @throws UserError conflict */
export function mustHaveCaller({ direction }: Pick<LiveCall, 'direction'>): void {
  if (direction === 'internal')
    throw new UserError('conflict', 'You talk with a colleague: there is no caller in this call.');
}

/** @throws UserError not-permitted */
export function mustOwn(call: LiveCall, agentId: AgentId): void {
  if (call.agentId === agentId) return;
  if (isAsked(call, agentId))
    throw new UserError('not-permitted', 'This caller is still your colleague’s: only he can do that.');
  throw new UserError('not-permitted', 'This is another agent’s call.');
}

/** The agent who has the call consults this colleague. */
export const isAsked = ({ farParty }: Pick<LiveCall, 'farParty'>, agentId: AgentId): boolean =>
  farParty?.legId != null && farParty.agentId === agentId;

const isCalledColleague = (call: Pick<LiveCall, 'direction' | 'farParty'>, agentId: AgentId): boolean =>
  call.direction === 'internal' && isAsked(call, agentId);

/** The leg over which this agent talks: the call's agent or, of an internal call, the colleague. */
export function legOfTalk(
  call: Pick<LiveCall, 'direction' | 'farParty' | 'agentId' | 'agentLegId' | 'customerLegId'>,
  agentId: AgentId,
): LegId | null {
  if (call.agentId === agentId) return call.agentLegId;
  return isCalledColleague(call, agentId) ? call.customerLegId : null;
}

/** Of an internal call the colleague is missed: the call's agent is who is left, and waits. */
export const isColleagueAway = ({
  awayAgentId,
  ...call
}: Pick<LiveCall, 'direction' | 'farParty' | 'awayAgentId'>): boolean =>
  awayAgentId !== null && isCalledColleague(call, awayAgentId);

/** A campaign calls, and nobody is on the line yet: who answers speaks with the flow. */
export const isCalledByCampaign = ({
  attempt,
  agentId,
  state,
}: Pick<LiveCall, 'attempt' | 'agentId' | 'state'>): boolean =>
  attempt !== null && agentId === null && state === 'dialing';

/** Whose rules hold for it: the queue it is in, or whose agents its campaign has call. */
export const rulingQueue = ({ queueId, attempt }: Pick<LiveCall, 'queueId' | 'attempt'>): QueueId | null =>
  queueId ?? attempt?.queueId ?? null;

/** The number of the person outside, whoever called whom. */
export const customerNumber = (
  call: Pick<LiveCall, 'direction' | 'callerNumber' | 'dialedNumber'>,
): string => (call.direction === 'inbound' ? call.callerNumber : call.dialedNumber);

type Parties = Pick<LiveCall, 'state' | 'farParty'>;

/** What a telephone shows of the other one while it rings at this agent's. */
export const numberShown = (
  call: Pick<LiveCall, 'direction' | 'callerNumber' | 'dialedNumber' | 'agentId'>,
  agentId: AgentId,
): string =>
  call.direction === 'internal' && call.agentId !== agentId ? call.callerNumber : customerNumber(call);

/** Caller and agent are to hear each other: in a talk, or when the agent who consults has turned to the caller. */
export const talksWithCaller = (call: Parties): boolean =>
  call.state === 'talking' ||
  (call.state === 'consulting' && call.farParty?.state === 'held') ||
  isMerged(call);

/** Caller, agent and far party are to hear each other. */
export const isMerged = ({ state, farParty }: Parties): boolean =>
  state === 'consulting' && farParty?.state === 'merged';
