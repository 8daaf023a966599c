import { FRAME_MS } from '../../ports';

/** The party we talk to must have been quiet this long before another source may take its place. */
const QUIET_TICKS = 1000 / FRAME_MS;
/** … and the other must have sent this many packets in a row. */
const PROOF_PACKETS = 3;

/**
 * Symmetric RTP (RFC 4961, RFC 3581's idea for media): answer to where sound really comes from, which behind NAT is
 * not where the SDP says. Rules:
 *
 *   nothing heard yet       the first valid packet decides
 *   the announced address   always wins: it was told by signalling
 *   anything else           only after a second of quiet and three packets in a row, so that nobody steals a call
 *                           by throwing packets at its port
 */
export class RtpLatch {
  /** Where to send; null until it is known. */
  address: string | null = null;
  port = 0;
  private announcedAddress: string | null = null;
  private announcedPort = 0;
  private hasHeard = false;
  private heardAt = 0;
  private rivalAddress = '';
  private rivalPort = 0;
  private rivalPackets = 0;

  /** From SDP. Repeating the same address changes nothing. */
  announce(address: string, port: number): void {
    if (address === this.announcedAddress && port === this.announcedPort) return;
    this.announcedAddress = address;
    this.announcedPort = port;
    this.follow(address, port);
    this.hasHeard = false;
  }

  /** Whether a valid packet from there is to be listened to. @param tick the clock's count */
  accepts(address: string, port: number, tick: number): boolean {
    if (this.hasHeard && address === this.address && port === this.port) {
      this.heardAt = tick;
      this.rivalPackets = 0;
      return true;
    }
    const isAnnounced = address === this.announcedAddress && port === this.announcedPort;
    if (this.hasHeard && !isAnnounced && !this.provesItself(address, port, tick)) return false;
    this.follow(address, port);
    this.hasHeard = true;
    this.heardAt = tick;
    return true;
  }

  private provesItself(address: string, port: number, tick: number): boolean {
    if (tick - this.heardAt < QUIET_TICKS) return false;
    if (address !== this.rivalAddress || port !== this.rivalPort) this.rivalPackets = 0;
    this.rivalAddress = address;
    this.rivalPort = port;
    this.rivalPackets += 1;
    return this.rivalPackets >= PROOF_PACKETS;
  }

  private follow(address: string, port: number): void {
    this.address = address;
    this.port = port;
    this.rivalPackets = 0;
  }
}
