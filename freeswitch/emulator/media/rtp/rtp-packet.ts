/** RTP fixed header, RFC 3550 §5.1. One object per leg is filled again and again. */
export interface RtpHeader {
  payloadType: number;
  sequence: number;
  timestamp: number;
  ssrc: number;
  payloadStart: number;
  payloadEnd: number;
}

export const RTP_HEADER_BYTES = 12;

export const emptyHeader = (): RtpHeader => ({
  payloadType: 0,
  sequence: 0,
  timestamp: 0,
  ssrc: 0,
  payloadStart: 0,
  payloadEnd: 0,
});

/** Fills `into`. False, and `into` unspecified, when it is not an RTP packet we can use. */
export function readRtp(packet: Uint8Array, into: RtpHeader): boolean {
  if (packet.length < RTP_HEADER_BYTES) return false;
  const first = packet[0] as number;
  const second = packet[1] as number;
  if (first >> 6 !== 2) return false;
  // RTCP shares the port: RFC 5761 §4 keeps 192 to 223 of the second byte for it.
  if (second >= 192 && second <= 223) return false;
  let start = RTP_HEADER_BYTES + (first & 0x0f) * 4;
  if ((first & 0x10) !== 0) {
    // RFC 3550 §5.3.1: the extension's length counts words after its own four bytes.
    if (start + 4 > packet.length) return false;
    start += 4 + (((packet[start + 2] as number) << 8) | (packet[start + 3] as number)) * 4;
  }
  let end = packet.length;
  if ((first & 0x20) !== 0) {
    const padding = packet[end - 1] as number;
    // RFC 3550 §5.1: the count includes itself.
    if (padding === 0) return false;
    end -= padding;
  }
  if (start > end) return false;
  into.payloadType = second & 0x7f;
  into.sequence = ((packet[2] as number) << 8) | (packet[3] as number);
  into.timestamp = readUint32(packet, 4);
  into.ssrc = readUint32(packet, 8);
  into.payloadStart = start;
  into.payloadEnd = end;
  return true;
}

function readUint32(bytes: Uint8Array, at: number): number {
  const high = ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
  const low = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
  return high * 0x10000 + low;
}

/** Writes the twelve bytes before the payload. */
export function writeRtpHeader(
  into: Buffer,
  facts: {
    readonly payloadType: number;
    readonly isMarked: boolean;
    readonly sequence: number;
    readonly timestamp: number;
    readonly ssrc: number;
  },
): void {
  into[0] = 0x80;
  into[1] = facts.payloadType | (facts.isMarked ? 0x80 : 0);
  into.writeUInt16BE(facts.sequence, 2);
  into.writeUInt32BE(facts.timestamp, 4);
  into.writeUInt32BE(facts.ssrc, 8);
}
