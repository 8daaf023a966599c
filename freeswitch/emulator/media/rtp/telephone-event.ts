import { FRAME_MS, FRAME_SAMPLES } from '../../ports';
import { MediaError } from '../media-error';

/** RFC 4733 §3.2 Table 3: event codes 0 to 15. 16 is hook flash, which is no digit. */
const DIGITS = '0123456789*#ABCD';
export const EVENT_BYTES = 4;
const SAMPLES_PER_MS = 8;
const LONGEST_SEGMENT = 0xffff;
/** Updates come every 20 to 50 ms (§2.5.1.2); when three of the slowest are missing, the key is up. */
const SILENT_TICKS = 160 / FRAME_MS;

/** Late and repeated packets are this young; anything older is a sender that began its clock anew. */
const REPEATED_SAMPLES = 2000 * SAMPLES_PER_MS;

function isRepeat(timestamp: number, last: number): boolean {
  const newer = (timestamp - last) << 0;
  return newer <= 0 && newer > -REPEATED_SAMPLES;
}

interface PressedKey {
  readonly event: number;
  timestamp: number;
  duration: number;
  /** Samples of the segments before this one, for keys longer than eight seconds (§2.5.1.3). */
  carried: number;
  silentTicks: number;
}

/** Hears keys: each RTP timestamp is one key, told once, when its end comes or its packets stop. */
export class DigitReceiver {
  private pressed: PressedKey | null = null;
  private told: number | null = null;

  constructor(private readonly tell: (digit: string, durationMs: number) => void) {}

  packet(timestamp: number, bytes: Uint8Array, start: number, end: number): void {
    if (end - start < EVENT_BYTES) return;
    const event = bytes[start] as number;
    if (event >= DIGITS.length) return;
    const isEnd = ((bytes[start + 1] as number) & 0x80) !== 0;
    const duration = ((bytes[start + 2] as number) << 8) | (bytes[start + 3] as number);
    if (this.told !== null && isRepeat(timestamp, this.told)) return;
    const key = this.keyAt(event, timestamp, duration);
    if (key === null) return;
    key.duration = Math.max(key.duration, duration);
    key.silentTicks = 0;
    if (isEnd) this.finish(key);
  }

  /** Call every tick: a key whose end was lost must not stay down. */
  tick(): void {
    if (this.pressed === null) return;
    this.pressed.silentTicks += 1;
    if (this.pressed.silentTicks > SILENT_TICKS) this.finish(this.pressed);
  }

  private keyAt(event: number, timestamp: number, duration: number): PressedKey | null {
    const current = this.pressed;
    if (current !== null) {
      const newer = (timestamp - current.timestamp) << 0;
      if (newer === 0) return current;
      if (isRepeat(timestamp, current.timestamp)) return null;
      if (event === current.event && newer === LONGEST_SEGMENT && current.duration === LONGEST_SEGMENT) {
        current.timestamp = timestamp;
        current.carried += LONGEST_SEGMENT;
        current.duration = 0;
        return current;
      }
      this.finish(current);
    }
    this.pressed = { event, timestamp, duration, carried: 0, silentTicks: 0 };
    return this.pressed;
  }

  private finish(key: PressedKey): void {
    this.pressed = null;
    this.told = key.timestamp;
    const durationMs = Math.round((key.carried + key.duration) / SAMPLES_PER_MS);
    this.tell(DIGITS.charAt(key.event), durationMs);
  }
}

/** §2.5.1.4: the end is sent three times. One a tick, so that the stream stays at 50 packets a second. */
const END_COPIES = 3;
const GAP_TICKS = 3;
const [SHORTEST_MS, LONGEST_MS] = [40, 8000];

/** What the packet of this tick must say. */
export interface EventToSend {
  readonly payload: Uint8Array;
  isFirst: boolean;
  /** Clock of the key's first packet; all its packets carry it. */
  timestamp: number;
}

/** Presses keys one after the other, at the pace of the clock. */
export class DigitSender {
  private readonly waiting: { readonly event: number; readonly samples: number }[] = [];
  private active: { readonly event: number; readonly samples: number } | null = null;
  private sent = 0;
  private endsSent = 0;
  private gap = 0;
  private readonly out: EventToSend = { payload: new Uint8Array(EVENT_BYTES), isFirst: false, timestamp: 0 };

  /** @throws MediaError for what is no key */
  press(digit: string, durationMs: number): void {
    const event = digit.length === 1 ? DIGITS.indexOf(digit.toUpperCase()) : -1;
    if (event < 0) throw new MediaError('bad-digit', 'No such key on a telephone');
    const ms = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, durationMs));
    this.waiting.push({ event, samples: Math.ceil(ms / FRAME_MS) * FRAME_SAMPLES });
  }

  /** The event of this tick, valid until the next call; null when no key is down. */
  next(timestamp: number): EventToSend | null {
    if (this.active === null && !this.start(timestamp)) return null;
    const key = this.active;
    if (key === null) return null;
    this.out.isFirst = this.sent === 0;
    this.sent = Math.min(key.samples, this.sent + FRAME_SAMPLES);
    const isEnd = this.sent === key.samples;
    const payload = this.out.payload;
    payload[0] = key.event;
    // Volume -10 dBm0, as everybody sends; nobody reads it.
    payload[1] = (isEnd ? 0x80 : 0) | 10;
    payload[2] = this.sent >> 8;
    payload[3] = this.sent & 0xff;
    if (isEnd && ++this.endsSent === END_COPIES) {
      this.active = null;
      this.gap = GAP_TICKS;
    }
    return this.out;
  }

  private start(timestamp: number): boolean {
    if (this.gap > 0) {
      this.gap -= 1;
      return false;
    }
    this.active = this.waiting.shift() ?? null;
    if (this.active === null) return false;
    this.sent = 0;
    this.endsSent = 0;
    this.out.timestamp = timestamp;
    return true;
  }
}
