import { randomInt } from 'node:crypto';
import { FRAME_SAMPLES } from '../../ports';
import { encodeMuLaw } from '../g711';
import { RTP_HEADER_BYTES, writeRtpHeader } from '../rtp/rtp-packet';
import { DigitSender, EVENT_BYTES } from '../rtp/telephone-event';

/** A UDP send may still hold the buffer when the next packet is written, when the socket's own is full. */
const BUFFERS = 4;

/** From a frame a tick to RTP packets; keys take the place of sound while they are pressed. */
export class SoundSender {
  pcmuType = 0;
  eventType: number | null = null;
  packets = 0;
  readonly digits = new DigitSender();
  private readonly buffers = Array.from({ length: BUFFERS }, () =>
    Buffer.alloc(RTP_HEADER_BYTES + FRAME_SAMPLES),
  );
  private readonly eventBuffers = Array.from({ length: BUFFERS }, () =>
    Buffer.alloc(RTP_HEADER_BYTES + EVENT_BYTES),
  );
  private sequence = randomInt(0x10000);
  private readonly firstTimestamp = randomInt(0x1_0000_0000);
  private isTalking = false;
  private readonly header = { payloadType: 0, isMarked: false, sequence: 0, timestamp: 0, ssrc: 0 };

  constructor(readonly ssrc: number = randomInt(1, 0x1_0000_0000)) {
    this.header.ssrc = ssrc;
  }

  /** The packet of this tick, null when there is nothing to say. @param tick the clock's count: RTP time runs in silence too */
  packet(frame: Int16Array | null, tick: number): Buffer | null {
    const timestamp = (this.firstTimestamp + tick * FRAME_SAMPLES) % 0x1_0000_0000;
    const event = this.eventType === null ? null : this.digits.next(timestamp);
    if (event !== null && this.eventType !== null) {
      const packet = this.next(this.eventBuffers, this.eventType, event.timestamp, event.isFirst);
      packet.set(event.payload, RTP_HEADER_BYTES);
      return packet;
    }
    if (frame === null) {
      this.isTalking = false;
      return null;
    }
    // RFC 3551 §4.1: the marker says that sound begins after silence.
    const packet = this.next(this.buffers, this.pcmuType, timestamp, !this.isTalking);
    encodeMuLaw(frame, packet, RTP_HEADER_BYTES);
    this.isTalking = true;
    return packet;
  }

  private next(
    buffers: readonly Buffer[],
    payloadType: number,
    timestamp: number,
    isMarked: boolean,
  ): Buffer {
    this.packets += 1;
    this.sequence = (this.sequence + 1) & 0xffff;
    const packet = buffers[this.packets % BUFFERS] as Buffer;
    this.header.payloadType = payloadType;
    this.header.isMarked = isMarked;
    this.header.sequence = this.sequence;
    this.header.timestamp = timestamp;
    writeRtpHeader(packet, this.header);
    return packet;
  }
}
