import { causeOfReason, causeOfSip, q850Of, type Cause } from '../causes';
import type { MediaLeg, OutgoingCall, OutgoingCallRequest, SipDialog, SipStack } from '../../ports';
import { followDialog, followDigits } from './dialog-events';
import type { Endpoint, EndpointEvents } from './endpoint';

export interface OutboundEvents extends EndpointEvents {
  readonly onRinging: () => void;
  /** The path to who rings is being built; his sound is read, and goes nowhere. */
  readonly onEarlyMedia: () => void;
  readonly onAnswered: () => void;
}

export interface OutboundCall {
  readonly leg: MediaLeg;
  readonly request: OutgoingCallRequest;
  /** Variable ignore_early_media=consume: a path that is offered while it rings is built then. */
  readonly consumesEarlyMedia: boolean;
}

/** A call of ours. */
export class OutboundEndpoint implements Endpoint {
  readonly leg: MediaLeg;
  private readonly call: OutgoingCall;
  private dialog: SipDialog | null = null;
  private released = false;
  private partyEnded = false;

  /** @throws when the target cannot be called at all */
  constructor(
    sip: SipStack,
    { leg, request, consumesEarlyMedia }: OutboundCall,
    private readonly events: OutboundEvents,
  ) {
    this.leg = leg;
    followDigits(leg, events);
    this.call = sip.call(request);
    this.call.onRinging(({ sdp }) => {
      if (this.released) return;
      events.onRinging();
      if (sdp !== null && consumesEarlyMedia) this.connect(sdp, events.onEarlyMedia);
    });
    this.call.onAnswered((dialog, sdp) => {
      this.answered(dialog, sdp);
    });
    this.call.onFailed(({ status, phrase, reason }) => {
      if (this.released) return;
      this.partyEnded = true;
      const cause = causeOfReason(reason) ?? causeOfSip(status);
      events.onEnded({ how: 'recv_refuse', cause, status, phrase });
    });
  }

  /** The far party answers, not we. */
  answer(): Promise<void> {
    return Promise.resolve();
  }

  refuse(): void {
    this.release('CALL_REJECTED');
  }

  release(cause: Cause): 'send_bye' | 'send_cancel' | null {
    if (this.released || this.partyEnded) return null;
    this.released = true;
    if (this.dialog === null) {
      this.call.cancel('SIP;cause=487');
      return 'send_cancel';
    }
    this.dialog.bye(q850Of(cause));
    return 'send_bye';
  }

  close(): void {
    this.leg.close();
  }

  private answered(dialog: SipDialog, sdp: string): void {
    this.dialog = dialog;
    // The 200 crossed our CANCEL: that call is ended the way an answered one is.
    if (this.released) {
      dialog.bye(q850Of('ORIGINATOR_CANCEL'));
      return;
    }
    followDialog(dialog, this.leg, {
      ...this.events,
      onEnded: (facts) => {
        this.partyEnded = true;
        this.events.onEnded(facts);
      },
    });
    this.connect(sdp, () => {
      this.events.onAnswered();
    });
  }

  private connect(sdp: string, connected: () => void): void {
    this.leg.setRemote(sdp).then(
      () => {
        if (!this.released && !this.partyEnded) connected();
      },
      () => {
        if (this.release('INCOMPATIBLE_DESTINATION') === null) return;
        this.events.onEnded({ how: 'lost', cause: 'INCOMPATIBLE_DESTINATION' });
      },
    );
  }
}
