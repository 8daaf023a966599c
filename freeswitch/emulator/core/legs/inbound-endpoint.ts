import { q850Of, sipOf, type Cause } from '../causes';
import type { IncomingCall, MediaFactory, MediaLeg, SipDialog } from '../../ports';
import { followDialog, followDigits } from './dialog-events';
import type { Endpoint, EndpointEvents } from './endpoint';

/** A call that came to us. */
export class InboundEndpoint implements Endpoint {
  leg: MediaLeg | null = null;
  private dialog: SipDialog | null = null;
  private answering: Promise<void> | null = null;
  /** A final answer was given, or none is wanted any more. */
  private settled = false;
  private partyEnded = false;

  constructor(
    private readonly call: IncomingCall,
    private readonly media: MediaFactory,
    private readonly events: EndpointEvents,
  ) {
    call.onCancel(() => {
      if (this.settled) return;
      this.settled = true;
      this.partyEnded = true;
      events.onEnded({ how: 'recv_cancel', cause: 'ORIGINATOR_CANCEL', status: 487, phrase: 'CANCEL' });
    });
  }

  answer(): Promise<void> {
    this.answering ??= this.answerOnce();
    return this.answering;
  }

  refuse(status: number, reason?: string): void {
    if (this.settled) return;
    this.settled = true;
    this.call.reject(status, reason);
  }

  release(cause: Cause): 'send_bye' | 'send_refuse' | null {
    if (this.partyEnded) return null;
    if (this.dialog !== null) {
      this.dialog.bye(q850Of(cause));
      return 'send_bye';
    }
    this.refuse(sipOf(cause));
    return 'send_refuse';
  }

  close(): void {
    this.leg?.close();
  }

  private async answerOnce(): Promise<void> {
    if (this.call.sdp === null) throw new Error('An INVITE without an offer is not served');
    const { media, call } = this;
    const leg = await (call.profile === 'trunk' ? media.createRtp(call.sdp) : media.createWebRtc(call.sdp));
    if (this.settled) {
      leg.close();
      throw new Error('The caller gave up while being answered');
    }
    this.settled = true;
    this.leg = leg;
    followDigits(leg, this.events);
    this.dialog = call.accept(leg.localSdp);
    followDialog(this.dialog, leg, {
      ...this.events,
      onEnded: (facts) => {
        this.partyEnded = true;
        this.events.onEnded(facts);
      },
    });
  }
}
