import { Audio, PeerConnection, type RtcConfig, type Track } from 'node-datachannel';
import { MediaError } from '../media-error';
import { readRtp } from '../rtp/rtp-packet';
import { mirrored } from '../sdp/direction';
import { readRemoteAudio, type RemoteAudio } from '../sdp/remote-audio';
import { unsupported } from '../sdp/session-description';
import {
  checkWebRtc,
  iceUserOf,
  lettingCallerStart,
  nextAnswer,
  withoutTrickle,
  type Setup,
} from '../sdp/webrtc-text';
import { OFFERED_TYPES } from '../sdp/write-audio';
import { AudioLeg, type LegDeps } from './audio-leg';

/** Host candidates are there in milliseconds; without an answer from the library something is broken. */
const GATHERING_MS = 2000;
/** The name of our audio when we offer. */
const OFFERED_MID = '0';
const STREAM = 'kiloline';

export interface WebRtcOptions {
  /** Only this address is offered; null: every one the machine has. */
  readonly bindAddress: string | null;
  readonly ports: { readonly first: number; readonly last: number } | null;
}

/** ICE and DTLS-SRTP by libdatachannel, for browsers. */
export class WebRtcLeg extends AudioLeg {
  localSdp = '';
  private readonly connection: PeerConnection;
  private track: Track | null = null;
  private isOpen = false;
  /** Null until the first answer is in or given: what may not change without an ICE restart. */
  private iceUser: string | null = null;
  private setup: Setup = 'passive';

  private constructor(deps: LegDeps, options: WebRtcOptions) {
    super(deps);
    const config: RtcConfig = {
      iceServers: [],
      disableAutoNegotiation: true,
      forceMediaTransport: true,
      ...(options.bindAddress === null ? {} : { bindAddress: options.bindAddress }),
      ...(options.ports === null
        ? {}
        : { portRangeBegin: options.ports.first, portRangeEnd: options.ports.last }),
    };
    this.connection = new PeerConnection('leg', config);
    // Without this listener the library keeps the connection, and the process, alive for ever.
    this.connection.onStateChange(() => undefined);
  }

  /** @throws MediaError */
  static async open(deps: LegDeps, options: WebRtcOptions, offer: string | null): Promise<WebRtcLeg> {
    const remote = offer === null ? null : readRemoteAudio(offer, 'webrtc');
    const leg = new WebRtcLeg(deps, options);
    try {
      if (offer === null || remote === null) await leg.offer();
      else await leg.answer(offer, remote);
      return leg;
    } catch (error) {
      leg.close();
      throw error;
    }
  }

  /** The answer to our offer. The same one again (183, then 200) changes nothing. */
  setRemote(sdp: string): Promise<void> {
    return new Promise((resolve) => {
      this.mustBeOpen();
      const remote = readRemoteAudio(sdp, 'webrtc');
      if (this.iceUser !== null) this.mustBeSameIce(remote);
      else this.apply(sdp, remote);
      this.agree(remote, remote.direction);
      resolve();
    });
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
    return this.isOpen;
  }

  protected transmit(packet: Buffer): void {
    try {
      this.track?.sendMessageBinary(packet);
    } catch {
      // The browser closed DTLS; the library's message about it is still on its way to this thread.
      this.isOpen = false;
    }
  }

  protected closeTransport(): void {
    this.isOpen = false;
    this.connection.close();
  }

  private async offer(): Promise<void> {
    this.addTrack(OFFERED_MID, OFFERED_TYPES.pcmuType, OFFERED_TYPES.eventType);
    await this.describe('offer');
  }

  private async answer(offer: string, remote: RemoteAudio): Promise<void> {
    const { mid } = checkWebRtc(remote);
    this.iceUser = iceUserOf(remote);
    this.connection.setRemoteDescription(lettingCallerStart(offer), 'offer');
    this.addTrack(mid, remote.pcmuType, remote.eventType);
    this.agree(remote, remote.direction);
    await this.describe('answer');
    if (/^a=setup:active/m.test(this.localSdp)) this.setup = 'active';
  }

  private apply(sdp: string, remote: RemoteAudio): void {
    const { setup } = checkWebRtc(remote);
    this.connection.setRemoteDescription(sdp, 'answer');
    this.iceUser = iceUserOf(remote);
    this.setup = setup === 'passive' ? 'active' : 'passive';
  }

  private mustBeSameIce(remote: RemoteAudio): void {
    if (iceUserOf(remote) !== this.iceUser) throw unsupported('An ICE restart is not served');
  }

  private addTrack(mid: string, pcmuType: number, eventType: number | null): void {
    const audio = new Audio(mid, 'SendRecv');
    audio.addAudioCodec(pcmuType, 'PCMU/8000');
    if (eventType !== null) audio.addAudioCodec(eventType, 'telephone-event/8000', '0-15');
    audio.addSSRC(this.sender.ssrc, STREAM, STREAM, 'audio');
    const track = this.connection.addTrack(audio);
    this.track = track;
    track.onOpen(() => (this.isOpen = !this.isClosed));
    track.onMessage((packet) => this.arrived(packet));
    track.onClosed(() => {
      this.isOpen = false;
      // Frees the listeners above; closing the connection alone leaves them, and the process, alive.
      track.close();
    });
  }

  /** Waits for all candidates: nothing is trickled. */
  private async describe(type: 'offer' | 'answer'): Promise<void> {
    const gathered = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new MediaError('no-connection', 'Gathering ICE candidates took too long')),
        GATHERING_MS,
      );
      this.connection.onGatheringStateChange((state) => {
        if (state !== 'complete') return;
        clearTimeout(timer);
        resolve();
      });
    });
    this.connection.setLocalDescription(type);
    await gathered;
    const description = this.isClosed ? null : this.connection.localDescription();
    if (description === null) throw new MediaError('leg-closed', 'The leg was closed while it was opened');
    this.localSdp = withoutTrickle(description.sdp);
  }

  private arrived(packet: Buffer): void {
    if (this.isClosed) return;
    // RTP and RTCP come through the same door; readRtp refuses the latter.
    if (readRtp(packet, this.header) && this.receiver.knows(this.header)) {
      this.receiver.packet(packet, this.header);
    } else this.receiver.counts.malformed += 1;
  }
}
