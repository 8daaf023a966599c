import { FRAME_SAMPLES } from '../../ports';
import { decodeMuLaw } from '../g711';
import { isConcealed, JitterBuffer } from '../rtp/jitter-buffer';
import type { RtpHeader } from '../rtp/rtp-packet';
import { DigitReceiver } from '../rtp/telephone-event';

/** Samples kept between ticks, for senders whose packets are not 20 ms. */
const ROOM = 1024;

/** From RTP packets to one frame a tick and keys. */
export class SoundReceiver {
  readonly counts = { packets: 0, malformed: 0 };
  pcmuType = 0;
  eventType: number | null = null;
  private readonly frame = new Int16Array(FRAME_SAMPLES);
  private readonly pending = new Int16Array(ROOM);
  private pendingCount = 0;
  private jitter = new JitterBuffer();
  private digits: DigitReceiver;
  private ssrc: number | null = null;
  private lostBefore = 0;

  constructor(private readonly tellDigit: (digit: string, durationMs: number) => void) {
    this.digits = new DigitReceiver(tellDigit);
  }

  get lost(): number {
    return this.lostBefore + this.jitter.lost;
  }

  /** Whether we asked for packets of this kind. */
  knows(header: RtpHeader): boolean {
    return header.payloadType === this.pcmuType || header.payloadType === this.eventType;
  }

  packet(bytes: Uint8Array, header: RtpHeader): void {
    this.counts.packets += 1;
    if (header.ssrc !== this.ssrc) this.begin(header.ssrc);
    const { payloadStart, payloadEnd } = header;
    if (header.payloadType === this.pcmuType) {
      this.jitter.put(header.sequence, bytes, payloadStart, payloadEnd);
    } else {
      // Keys have a place in the numbering but no sound; their own timestamps order them (RFC 4733 §2.1).
      this.jitter.put(header.sequence, bytes, payloadStart, payloadStart);
      this.digits.packet(header.timestamp, bytes, payloadStart, payloadEnd);
    }
  }

  /** Call every tick. The frame is valid until the next call; null when nothing is there. */
  tick(): Int16Array | null {
    this.digits.tick();
    while (this.pendingCount < FRAME_SAMPLES) {
      const slot = this.jitter.take();
      if (slot === null) break;
      if (isConcealed(slot)) this.append(FRAME_SAMPLES, null);
      else this.append(slot.length, slot.payload);
    }
    this.jitter.trim();
    if (this.pendingCount < FRAME_SAMPLES) return null;
    for (let index = 0; index < FRAME_SAMPLES; index += 1) this.frame[index] = this.pending[index] as number;
    this.pending.copyWithin(0, FRAME_SAMPLES, this.pendingCount);
    this.pendingCount -= FRAME_SAMPLES;
    return this.frame;
  }

  private append(count: number, payload: Uint8Array | null): void {
    if (payload === null) this.pending.fill(0, this.pendingCount, this.pendingCount + count);
    else decodeMuLaw(payload, 0, count, this.pending, this.pendingCount);
    this.pendingCount += count;
  }

  /** A new sender (RFC 3550 §8.2) counts from anew. */
  private begin(ssrc: number): void {
    this.ssrc = ssrc;
    this.lostBefore = this.lost;
    this.jitter = new JitterBuffer();
    this.digits = new DigitReceiver(this.tellDigit);
  }
}
