import { causeOfReason } from '../causes';
import type { MediaLeg, SipDialog } from '../../ports';
import type { EndpointEvents } from './endpoint';

/** RFC 4733 durations count samples; the events of FreeSWITCH do too. */
export function followDigits(leg: MediaLeg, events: EndpointEvents): void {
  leg.onDigit((digit, durationMs) => {
    events.onDigit(digit, durationMs, 'RTP');
  });
}

/** What an established call reports, the same for both directions. */
export function followDialog(dialog: SipDialog, leg: MediaLeg, events: EndpointEvents): void {
  dialog.onBye(({ reason }) => {
    events.onEnded({ how: 'recv_bye', cause: causeOfReason(reason) ?? 'NORMAL_CLEARING' });
  });
  dialog.onLost((reason) => {
    // FreeSWITCH does not notice that a browser's socket is gone (watched for 12 s): whoever hears of the lost
    // registration ends the leg.
    if (reason === 'socket-disconnection') return;
    events.onEnded({ how: 'lost', cause: 'RECOVERY_ON_TIMER_EXPIRE' });
  });
  dialog.onReinvite((sdp) => leg.renegotiate(sdp));
  dialog.onInfoDigit((digit, durationMs) => {
    events.onDigit(digit, durationMs, 'ENDPOINT');
  });
}
