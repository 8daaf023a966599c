import { randomBytes, randomInt } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { readRtp } from '../rtp/rtp-packet';
import type { RtpPort } from '../rtp/rtp-port';
import { mirrored } from '../sdp/direction';
import { readRemoteAudio, type RemoteAudio } from '../sdp/remote-audio';
import { unsupported } from '../sdp/session-description';
import { writeWebRtcOffer } from '../sdp/webrtc-offer';
import { checkWebRtc, iceUserOf, lettingCallerStart, nextAnswer, type Setup } from '../sdp/webrtc-text';
import { AudioLeg, type LegDeps } from './audio-leg';
import type { Certificate } from './certificate';
import { PeerLink } from './peer-link';

export interface WebRtcOptions {
  /** Only this address is offered; null: every one the machine has. */
  readonly bindAddress: string | null;
  readonly certificate: Certificate;
}

/**
 * ICE, DTLS-SRTP and PCMU to a browser.
 *
 * When we call, we write the offer ourselves and start libdatachannel only when the answer is here, in the answerer's
 * role. Let it offer itself, and it begins ICE with the browser before it has stored the answer, checks the browser's
 * certificate against nothing, and drops the call ("Got a remote candidate without ICE transport"): measured with
 * Chromium, 5 calls of 150 on a busy machine. Both sides then take themselves for the controlled one, which ICE
 * settles by itself (RFC 8445 §7.3.1.1).
 */
export class WebRtcLeg extends AudioLeg {
  localSdp = '';
  private link: PeerLink | null = null;
  /** Null until the first answer is in or given: what may not change without an ICE restart. */
  private iceUser: string | null = null;
  private setup: Setup = 'passive';
  private readonly ice = {
    iceUfrag: randomBytes(6).toString('base64'),
    icePwd: randomBytes(18).toString('base64'),
  };

  /** @param port held for the browser's packets until libdatachannel takes it over */
  private constructor(
    deps: LegDeps,
    private readonly options: WebRtcOptions,
    private readonly port: RtpPort,
  ) {
    super(deps);
  }

  /** @throws MediaError */
  static async open(
    deps: LegDeps,
    options: WebRtcOptions,
    port: RtpPort,
    offer: string | null,
  ): Promise<WebRtcLeg> {
    const leg = new WebRtcLeg(deps, options, port);
    try {
      if (offer === null) leg.localSdp = leg.offer();
      else {
        const remote = readRemoteAudio(offer, 'webrtc');
        leg.localSdp = await leg.connect(lettingCallerStart(offer), remote);
      }
      return leg;
    } catch (error) {
      leg.close();
      throw error;
    }
  }

  /** The answer to our offer. The same one again (183, then 200) changes nothing. */
  async setRemote(sdp: string): Promise<void> {
    this.mustBeOpen();
    const remote = readRemoteAudio(sdp, 'webrtc');
    if (this.iceUser !== null) {
      this.mustBeSameIce(remote);
      this.agree(remote, remote.direction);
    } else await this.connect(sdp, remote);
  }

  renegotiate(sdp: string): string {
    this.mustBeOpen();
    const remote = readRemoteAudio(sdp, 'webrtc');
    this.mustBeSameIce(remote);
    if (remote.pcmuType !== this.sender.pcmuType) throw unsupported('Payload types cannot change in a call');
    this.agree({ ...remote, eventType: this.sender.eventType }, remote.direction);
    this.localSdp = nextAnswer(this.localSdp, mirrored(remote.direction), this.setup);
    return this.localSdp;
  }

  protected get canTransmit(): boolean {
    return this.link?.isOpen === true;
  }

  protected transmit(packet: Buffer): void {
    this.link?.send(packet);
  }

  protected closeTransport(): void {
    this.link?.close();
    this.port.close();
  }

  private offer(): string {
    const { bindAddress, certificate } = this.options;
    return writeWebRtcOffer({
      originId: randomInt(1, 2 ** 31),
      addresses: bindAddress === null ? ownAddresses() : [bindAddress],
      port: this.port.port,
      fingerprint: certificate.fingerprint,
      iceUser: this.ice.iceUfrag,
      icePassword: this.ice.icePwd,
      ssrc: this.sender.ssrc,
    });
  }

  /** @returns our answer, which the browser has already been told in other words when it was us who called */
  private async connect(sdp: string, remote: RemoteAudio): Promise<string> {
    const { mid } = checkWebRtc(remote);
    this.iceUser = iceUserOf(remote);
    this.agree(remote, remote.direction);
    const { bindAddress, certificate } = this.options;
    this.port.close();
    this.link = new PeerLink({ bindAddress, certificate, port: this.port.port }, (packet) =>
      this.arrived(packet),
    );
    const { pcmuType, eventType } = remote;
    const answer = await this.link.answer(
      sdp,
      { mid, pcmuType, eventType, ssrc: this.sender.ssrc },
      this.ice,
    );
    this.setup = /^a=setup:active/m.test(answer) ? 'active' : 'passive';
    return answer;
  }

  private mustBeSameIce(remote: RemoteAudio): void {
    if (iceUserOf(remote) !== this.iceUser) throw unsupported('An ICE restart is not served');
  }

  private arrived(packet: Buffer): void {
    if (this.isClosed) return;
    // RTP and RTCP come through the same door; readRtp refuses the latter.
    if (readRtp(packet, this.header) && this.receiver.knows(this.header)) {
      this.receiver.packet(packet, this.header);
    } else this.receiver.counts.malformed += 1;
  }
}

/** IPv4 addresses others may reach us at; the loopback's when there is no other. */
function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter((each) => each.family === 'IPv4');
  const outside = all.filter((each) => !each.internal);
  return (outside.length === 0 ? all : outside).map((each) => each.address);
}
