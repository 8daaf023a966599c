import type { Desk } from '../../server/contract/rest';
import { failureReasons, type EndReason, type PhoneCallState } from '../phone/phone-call.machine';

export type DeskCall = NonNullable<Desk['call']>;

/** What the phone panel shows. The desk is the truth; the phone is only ahead of it by a moment. */
export type CallView =
  | { readonly name: 'idle' }
  /** Rings for this agent. `canAnswer` once the INVITE is here as well. */
  | { readonly name: 'ringing'; readonly canAnswer: boolean; readonly call: DeskCall | null }
  /** Answered, and not yet talking. */
  | { readonly name: 'connecting'; readonly call: DeskCall | null }
  | { readonly name: 'dialing'; readonly call: DeskCall }
  | { readonly name: 'talking'; readonly call: DeskCall | null; readonly muted: boolean }
  | { readonly name: 'held'; readonly call: DeskCall; readonly muted: boolean }
  /** Talks with somebody he rang for the caller, who hears music meanwhile. */
  | { readonly name: 'consulting'; readonly call: DeskCall; readonly muted: boolean }
  /** A colleague asks about his caller, who hears music meanwhile, or talks with that colleague. */
  | { readonly name: 'asked'; readonly call: DeskCall; readonly muted: boolean }
  /** At another agent's ear. */
  | { readonly name: 'supervising'; readonly supervision: Desk['supervision']; readonly muted: boolean }
  /** Over, being wrapped up; with the reason when our phone was the cause. */
  | { readonly name: 'wrap-up'; readonly call: DeskCall | null; readonly reason: EndReason | null }
  /** Our phone could not take or keep the call. */
  | { readonly name: 'failed'; readonly reason: EndReason };

export function callView(desk: Desk | null, phone: PhoneCallState): CallView {
  const call = desk?.call ?? null;
  const state = desk?.agent.state ?? 'idle';
  const failure = phone.name === 'ended' && isFailure(phone.reason) ? phone.reason : null;
  // A lost path is built anew while the server has the call.
  const isMended = state === 'on-call' && call !== null && failure !== 'microphone-refused';
  if (failure !== null && state !== 'wrap-up' && !isMended) return { name: 'failed', reason: failure };
  if (state === 'supervising')
    return {
      ...{ name: 'supervising', supervision: desk?.supervision ?? null },
      muted: phone.name === 'active' && phone.muted,
    };
  if (phone.name === 'answering' && state !== 'on-call') return { name: 'connecting', call };
  if (state === 'wrap-up') return { name: 'wrap-up', call, reason: failure };
  if (state === 'offered') return offered(call, phone);
  if (state === 'on-call') return onCall(call, phone);
  return withoutDesk(phone);
}

function offered(call: DeskCall | null, phone: PhoneCallState): CallView {
  if (phone.name === 'active') return { name: 'connecting', call };
  // He has asked for it: nothing rings, unless his phone does.
  if (call?.answersItself && (phone.name !== 'ringing' || phone.autoAnswer))
    return { name: 'connecting', call };
  // Declined here, and the server has not said so yet: stop ringing for the eye as well.
  if (phone.name === 'ended' && phone.callId === call?.callId) return { name: 'idle' };
  return { name: 'ringing', canAnswer: phone.name === 'ringing', call };
}

function onCall(call: DeskCall | null, phone: PhoneCallState): CallView {
  const muted = phone.name === 'active' && phone.muted;
  if (call?.askedBy) return asked(call, phone, muted);
  const dialed = dialing(call);
  if (dialed) return dialed;
  if (call?.state === 'held') return { name: 'held', call, muted };
  if (call?.state === 'consulting') return { name: 'consulting', call, muted };
  if (call?.state === 'talking') return { name: 'talking', call, muted };
  return { name: 'connecting', call };
}

/** It rings as an offer does, until he answers or declines. */
function asked(call: DeskCall, phone: PhoneCallState, muted: boolean): CallView {
  if (call.consult?.state !== 'ringing') return { name: 'asked', call, muted };
  return phone.name === 'answering' ? { name: 'connecting', call } : offered(call, phone);
}

/** The INVITE overtakes the desk now and then; the caller's number is in it. */
function withoutDesk(phone: PhoneCallState): CallView {
  if (phone.name === 'ringing' && !phone.autoAnswer) return { name: 'ringing', canAnswer: true, call: null };
  if (phone.name === 'ringing') return { name: 'connecting', call: null };
  if (phone.name === 'active') return { name: 'talking', call: null, muted: phone.muted };
  return { name: 'idle' };
}

function dialing(call: DeskCall | null): CallView | null {
  return call?.state === 'dialing' ? { name: 'dialing', call } : null;
}

function isFailure(reason: EndReason): boolean {
  return failureReasons.includes(reason);
}

/** The customer's side of the call, whoever dialled; of an internal call the colleague's agent number. */
export function otherNumber(call: DeskCall): string {
  if (call.direction === 'internal') return call.askedBy ? call.callerNumber : call.dialedNumber;
  return call.direction === 'inbound' ? call.callerNumber : call.dialedNumber;
}

/** With whom one talks in an internal call; null in any other. */
export function otherColleague(call: DeskCall | null): DeskCall['askedBy'] {
  if (call?.direction !== 'internal') return null;
  return call.askedBy ?? call.consult?.colleague ?? null;
}

/**
 * True when the leg on this phone belongs to no call the server still has for this agent. Asked a moment
 * after the desk changed, since the BYE is usually only on its way.
 */
export function isStale(desk: Desk | null, phone: PhoneCallState): boolean {
  if (phone.name !== 'active' && phone.name !== 'answering') return false;
  if (!desk || phone.callId === null) return false;
  const { call, agent } = desk;
  if (agent.state === 'supervising') return false;
  if (!call || agent.state === 'idle' || agent.state === 'wrap-up') return true;
  return call.callId !== phone.callId || call.state === 'ended';
}
