import { randomInt } from 'node:crypto';
import type { RemoteInfo } from 'node:dgram';
import { RtpLatch } from '../rtp/rtp-latch';
import { readRtp } from '../rtp/rtp-packet';
import type { RtpPort } from '../rtp/rtp-port';
import { mirrored, type Direction } from '../sdp/direction';
import { readRemoteAudio, type RemoteAudio } from '../sdp/remote-audio';
import { OFFERED_TYPES, writeAnswer, writeOffer, type LocalAudio } from '../sdp/write-audio';
import { AudioLeg, type LegDeps } from './audio-leg';

/** Plain RTP over UDP, for trunks. */
export class RtpLeg extends AudioLeg {
  localSdp: string;
  private readonly latch = new RtpLatch();
  private readonly originId = randomInt(1, 2 ** 31);
  private version = 1;

  /** @throws MediaError on an offer we cannot serve; the port is closed then */
  constructor(
    deps: LegDeps,
    private readonly port: RtpPort,
    private readonly address: string,
    offer: string | null,
  ) {
    super(deps);
    try {
      this.localSdp = offer === null ? this.offer() : this.answer(readRemoteAudio(offer, 'trunk'));
    } catch (error) {
      this.close();
      throw error;
    }
    port.onPacket((packet, from) => this.arrived(packet, from));
  }

  setRemote(sdp: string): Promise<void> {
    return new Promise((resolve) => {
      this.mustBeOpen();
      this.follow(readRemoteAudio(sdp, 'trunk'));
      resolve();
    });
  }

  renegotiate(sdp: string): string {
    this.mustBeOpen();
    const remote = readRemoteAudio(sdp, 'trunk');
    this.version += 1;
    this.localSdp = this.answer(remote);
    return this.localSdp;
  }

  protected get canTransmit(): boolean {
    return this.latch.address !== null;
  }

  protected transmit(packet: Buffer): void {
    if (this.latch.address !== null) this.port.send(packet, this.latch.port, this.latch.address);
  }

  protected closeTransport(): void {
    this.port.close();
  }

  private offer(): string {
    return writeOffer({ ...this.local('sendrecv'), ...OFFERED_TYPES });
  }

  private answer(remote: RemoteAudio): string {
    this.follow(remote);
    const { pcmuType, eventType } = remote;
    return writeAnswer({ ...this.local(mirrored(remote.direction)), pcmuType, eventType }, remote);
  }

  private local(direction: Direction): Omit<LocalAudio, 'pcmuType' | 'eventType'> {
    const origin = { id: this.originId, version: this.version, address: this.address };
    return { origin, port: this.port.port, direction };
  }

  private follow(remote: RemoteAudio): void {
    // RFC 2543 hold, c=0.0.0.0: nothing to send to, as if it were inactive.
    this.agree(remote, remote.address === null ? 'inactive' : remote.direction);
    if (remote.address !== null) this.latch.announce(remote.address, remote.port);
  }

  private arrived(packet: Buffer, from: RemoteInfo): void {
    if (this.isClosed) return;
    if (!readRtp(packet, this.header) || !this.receiver.knows(this.header)) {
      this.receiver.counts.malformed += 1;
      return;
    }
    if (!this.latch.accepts(from.address, from.port, this.deps.clock.ticks)) return;
    this.receiver.packet(packet, this.header);
  }
}
