import type { Answerer, VerdictReason } from './verdict';
import { FRAME_MS } from './voice';

/** Tones of machines, and the least they last. A beep is any other. */
const BEEP_MS = 120;
const FAX_MS = 400;
const FAX_TONES = [1100, 2100] as const;
const FAX_OFF_HZ = 25;
const NETWORK_TONES = [
  { from: 890, to: 1010 },
  { from: 1340, to: 1460 },
] as const;
/** So long the second of a network's tones may be waited for after the first. */
const NETWORK_GAP_MS = 200;
const SAME_HZ = 25;

export interface HeardTone {
  readonly answerer: Answerer;
  readonly reason: VerdictReason;
  readonly hertz: number;
}

/** Follows a tone over frames until it is known what it is. */
export class ToneWatch {
  #hertz: number | null = null;
  #ms = 0;
  #gapMs = 0;
  #missed = 0;
  #isFirstOfNetwork = false;

  /** Whether something that may be a tone sounds now: it is no word. */
  get isOn(): boolean {
    return this.#hertz !== null && this.#ms >= 2 * FRAME_MS;
  }

  push(hertz: number | null): HeardTone | null {
    const before = this.#hertz;
    if (hertz !== null && before !== null && Math.abs(hertz - before) <= SAME_HZ) {
      this.#ms += FRAME_MS * (1 + this.#missed);
      this.#missed = 0;
      return this.#whileItSounds(before);
    }
    // One frame in which it is not clear may be noise.
    if (before !== null && hertz === null && this.#missed === 0) {
      this.#missed = 1;
      return null;
    }
    const ended = before === null ? null : this.#atItsEnd(before, hertz);
    this.#hertz = hertz;
    this.#ms = hertz === null ? 0 : FRAME_MS;
    this.#missed = 0;
    return ended ?? this.#inTheGap();
  }

  #whileItSounds(hertz: number): HeardTone | null {
    if (isFaxTone(hertz)) return this.#ms >= FAX_MS ? { answerer: 'fax', reason: 'fax-tone', hertz } : null;
    if (this.#ms < BEEP_MS) return null;
    if (this.#isFirstOfNetwork && isWithin(hertz, NETWORK_TONES[1]))
      return { answerer: 'machine', reason: 'network-tones', hertz };
    // The first of three is not told from a beep before it ends.
    if (isWithin(hertz, NETWORK_TONES[0]) && this.#ms < FAX_MS) return null;
    return { answerer: 'machine', reason: 'beep', hertz };
  }

  #atItsEnd(hertz: number, next: number | null): HeardTone | null {
    if (this.#ms < BEEP_MS) return null;
    if (!isWithin(hertz, NETWORK_TONES[0])) return { answerer: 'machine', reason: 'beep', hertz };
    this.#isFirstOfNetwork = true;
    this.#gapMs = next === null ? FRAME_MS : 0;
    return null;
  }

  #inTheGap(): HeardTone | null {
    if (!this.#isFirstOfNetwork || this.#hertz !== null) return null;
    this.#gapMs += FRAME_MS;
    return this.#gapMs > NETWORK_GAP_MS
      ? { answerer: 'machine', reason: 'beep', hertz: NETWORK_TONES[0].from }
      : null;
  }
}

const isFaxTone = (hertz: number): boolean => FAX_TONES.some((tone) => Math.abs(hertz - tone) <= FAX_OFF_HZ);
const isWithin = (hertz: number, { from, to }: { from: number; to: number }): boolean =>
  hertz >= from && hertz <= to;
