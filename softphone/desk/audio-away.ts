import type { Desk } from '../../server/contract/rest';
import type { PhoneCallState } from '../phone/phone-call.machine';
import type { Registration } from '../phone/phone-line';

/** States of a call in which its agent has a leg. */
const withAudio: readonly string[] = ['talking', 'held', 'consulting'];

/**
 * The call this phone should be in and is not, after a reload or when its audio was lost; null when there is none. Only
 * a registered phone can be called back.
 */
export function missedCall(
  desk: Desk | null,
  phone: PhoneCallState,
  registration: Registration,
): string | null {
  if (registration.name !== 'registered' || desk?.agent.state !== 'on-call' || !desk.call) return null;
  // A colleague who is asked about a caller is not called back: whoever asks has the caller.
  if (desk.call.askedBy && desk.call.direction !== 'internal') return null;
  if (!withAudio.includes(desk.call.state)) return null;
  return phone.name === 'none' || phone.name === 'ended' ? desk.call.callId : null;
}
