import type { EventBus } from '../events/event-bus';
import type { PartyEnd } from '../legs/endpoint';
import { causeToSip } from './sip-term';
import type { Session } from './session';

/** The far party ended the call, refused it, or was lost. */
export function endedByParty(session: Session, facts: PartyEnd): void {
  const { channel } = session;
  if (channel.hangupCause !== null) return;
  const isFailure = facts.status !== undefined;
  if (isFailure) {
    channel.setAll({
      sip_hangup_disposition: facts.how,
      sip_invite_failure_status: String(facts.status),
      sip_invite_failure_phrase: facts.phrase ?? '',
      ...causeToSip(facts.status ?? 0),
    });
  }
  session.hangUp(facts.cause);
  // FreeSWITCH marks a BYE only after it has told of the hang-up.
  if (facts.how === 'recv_bye') {
    channel.setAll({ ...causeToSip(200), sip_hangup_disposition: 'recv_bye' });
  }
}

const SAMPLES_PER_MS = 8;

/** A key: told at once, and it may end what is played (on_dtmf in mod_dptools.c: '*' unless told otherwise). */
export function pressed(
  session: Session,
  bus: EventBus,
  digit: string,
  durationMs: number,
  source: 'RTP' | 'ENDPOINT',
): void {
  const { channel } = session;
  if (!session.isUp) return;
  bus.fire('DTMF', [
    ...channel.basicHeaders(),
    ['DTMF-Digit', digit],
    ['DTMF-Duration', String(Math.round(durationMs * SAMPLES_PER_MS))],
    ['DTMF-Source', source],
  ]);
  // Within a bridge a key is also the other party's to hear (switch_ivr_bridge.c, audio_bridge_thread).
  if (session.bridge?.isJoined === true) {
    passOn(session.bridge.otherOf(session), digit, durationMs);
  }
  const terminators = channel.get('playback_terminators') ?? '*';
  if (terminators === 'none') return;
  if (terminators !== 'any' && !terminators.includes(digit)) return;
  if (channel.get('current_application') !== 'playback') return;
  channel.set('playback_terminator_used', digit);
  session.breaking = true;
  session.signal.notify();
}

function passOn(to: Session, digit: string, durationMs: number): void {
  try {
    to.endpoint.leg?.sendDigit(digit, durationMs);
  } catch {
    // A phone that takes no telephone-event: FreeSWITCH passes nothing on to it either.
  }
}
