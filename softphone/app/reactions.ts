import type { Value } from '../core/observable';
import { isStale } from '../desk/call-view';
import type { DialFailure } from '../desk/dial-failure';
import type { DeskStore } from '../desk/desk-store';
import type { Microphone } from '../media/microphone';
import type { Ringtone } from '../media/ringtone';
import type { Phone } from '../phone/phone.service';

export interface ReactionDeps {
  readonly phone: Phone;
  readonly desk: DeskStore;
  readonly microphone: Microphone;
  readonly ringtone: Ringtone;
  readonly dialFailure: Value<DialFailure | null>;
}

/** A BYE is usually on its way when the desk already says that the call is over. */
const byeGraceMs = 1500;

/** Which part reacts to which, one line each. */
export function connectReactions(deps: ReactionDeps): void {
  const { phone, desk } = deps;
  phone.call.subscribe(() => ring(deps));
  phone.call.subscribe(() => keepMicrophoneWarm(deps));
  phone.registration.subscribe(() => keepMicrophoneWarm(deps));
  phone.call.subscribe(() => forgetEnded(phone));
  desk.desk.subscribe(() => keepMicrophoneWarm(deps));
  desk.desk.subscribe(() => followTakeOver(deps));
  desk.desk.subscribe(() => dropStaleLeg(deps));
  desk.desk.subscribe(forgetAfterWrapUp(deps));
  desk.desk.subscribe(() => forgetDialFailure(deps));
}

function ring({ phone, ringtone }: ReactionDeps): void {
  const call = phone.call.get();
  if (call.name === 'ringing' && !call.autoAnswer) ringtone.start();
  else ringtone.stop();
  if (call.name === 'ringing' && call.autoAnswer === 'tone') ringtone.announce();
}

/** Open while calls may come, so that an answer is instant; closed on a break, so that nobody feels listened to. */
function keepMicrophoneWarm({ phone, desk, microphone }: ReactionDeps): void {
  const agent = desk.desk.get()?.agent;
  const inCall = phone.call.get().name !== 'none' && phone.call.get().name !== 'ended';
  if (!agent) return;
  // The microphone is open in the tab that has the phone, and in no other.
  const hasPhone = phone.registration.get().name !== 'other-tab';
  const mayRing = hasPhone && (agent.presence === 'ready' || agent.state !== 'idle' || inCall);
  const state = microphone.state.get().name;
  if (mayRing && state === 'closed') void microphone.open();
  if (!mayRing && state === 'open') microphone.close();
}

/** Failures stay for the person to read; an ordinary end is shown by the desk. */
function forgetEnded(phone: Phone): void {
  const call = phone.call.get();
  if (call.name !== 'ended' || (call.reason !== 'hung-up' && call.reason !== 'withdrawn')) return;
  queueMicrotask(() => phone.clear());
}

/** Why a call broke is shown until it is wrapped up, and is old news after that. */
function forgetAfterWrapUp({ desk, phone }: ReactionDeps): () => void {
  let wrappingUp = false;
  return () => {
    const was = wrappingUp;
    wrappingUp = desk.desk.get()?.agent.state === 'wrap-up';
    if (was && !wrappingUp) phone.clear();
  };
}

/** The next call makes the failed one old news. */
function forgetDialFailure({ desk, dialFailure }: ReactionDeps): void {
  const callId = desk.desk.get()?.call?.callId;
  if (callId !== undefined && callId !== dialFailure.get()?.callId) dialFailure.set(null);
}

/** A supervisor's leg was called by an id of its own, and is the taken caller's now. */
function followTakeOver({ desk, phone }: ReactionDeps): void {
  const [call, present] = [desk.desk.get()?.call, phone.call.get()];
  if (!call || present.name !== 'active' || present.callId === call.callId) return;
  if (present.callId !== null && present.callId === call.agentLegId) phone.passOn(call.callId);
}

function dropStaleLeg({ desk, phone }: ReactionDeps): void {
  if (!isStale(desk.desk.get(), phone.call.get())) return;
  setTimeout(() => {
    if (isStale(desk.desk.get(), phone.call.get())) phone.hangUp();
  }, byeGraceMs);
}
