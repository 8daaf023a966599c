import { Audio, PeerConnection, type LocalDescriptionInit, type Track } from 'node-datachannel';
import { MediaError } from '../media-error';
import { STREAM } from '../sdp/webrtc-offer';
import { withoutTrickle } from '../sdp/webrtc-text';
import type { Certificate } from './certificate';

/** Host candidates are there in milliseconds; without an answer from the library something is broken. */
const GATHERING_MS = 2000;

export interface LinkOptions {
  readonly bindAddress: string | null;
  readonly port: number;
  readonly certificate: Certificate;
}

export interface LinkAudio {
  readonly mid: string;
  readonly pcmuType: number;
  readonly eventType: number | null;
  readonly ssrc: number;
}

/** One libdatachannel connection with one audio track, and what must be done so that it goes away when closed. */
export class PeerLink {
  isOpen = false;
  private isClosed = false;
  private readonly connection: PeerConnection;
  private track: Track | null = null;

  constructor(
    options: LinkOptions,
    private readonly arrived: (packet: Buffer) => void,
  ) {
    this.connection = new PeerConnection('leg', {
      iceServers: [],
      disableAutoNegotiation: true,
      forceMediaTransport: true,
      certificatePemFile: options.certificate.certificatePem,
      keyPemFile: options.certificate.keyPem,
      portRangeBegin: options.port,
      portRangeEnd: options.port,
      ...(options.bindAddress === null ? {} : { bindAddress: options.bindAddress }),
    });
    // Without this listener the library keeps the connection, and the process, alive for ever.
    this.connection.onStateChange(() => undefined);
  }

  /** Our answer, complete with candidates. @throws MediaError */
  async answer(offer: string, audio: LinkAudio, ice: LocalDescriptionInit): Promise<string> {
    this.connection.setRemoteDescription(offer, 'offer');
    this.addTrack(audio);
    const gathered = this.gathered();
    this.connection.setLocalDescription('answer', ice);
    await gathered;
    const description = this.isClosed ? null : this.connection.localDescription();
    if (description === null) throw new MediaError('leg-closed', 'The leg was closed while it was opened');
    return withoutTrickle(description.sdp);
  }

  send(packet: Buffer): void {
    try {
      this.track?.sendMessageBinary(packet);
    } catch {
      // The browser closed DTLS; the library's message about it is still on its way to this thread.
      this.isOpen = false;
    }
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.isOpen = false;
    this.connection.close();
  }

  private addTrack({ mid, pcmuType, eventType, ssrc }: LinkAudio): void {
    const audio = new Audio(mid, 'SendRecv');
    audio.addAudioCodec(pcmuType, 'PCMU/8000');
    if (eventType !== null) audio.addAudioCodec(eventType, 'telephone-event/8000', '0-15');
    audio.addSSRC(ssrc, STREAM, STREAM, 'audio');
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

  private gathered(): Promise<void> {
    return new Promise((resolve, reject) => {
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
  }
}
