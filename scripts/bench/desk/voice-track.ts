import { shareOfTone } from '../../../tests/support/tone';
import type { RtpEndpoint } from '../../../tests/support/rtp-endpoint';

const RATE = 8000;
/** Of a frame's sound: the agent's note, and not music or words. */
const SHARE = 0.5;
const LOUD = 0.003;

/** When a caller heard the agent's note, packet by packet (20 ms). Times are Unix ms of this machine. */
export class VoiceTrack {
  /** The last packet with the note. */
  heardAt = 0;
  #largest = 0;
  #since = 0;
  #silentMs = 0;
  #soundAt = 0;

  constructor(phone: RtpEndpoint, hertz: number) {
    phone.listen((samples) => this.#listen(samples, hertz));
  }

  /** From here on gaps are measured. */
  begin(): void {
    this.#since = Date.now();
    this.#largest = 0;
    this.#silentMs = 0;
    this.#soundAt = this.heardAt;
  }

  /** The longest time without the agent since `begin`, and how much of it nothing at all was heard. */
  get gap(): { readonly ms: number; readonly silentMs: number } {
    return { ms: this.#largest, silentMs: this.#silentMs };
  }

  /** The first packet with the note after `begin`. */
  get firstAt(): number | null {
    return this.#first > this.#since ? this.#first : null;
  }

  #first = 0;

  #listen(samples: Float32Array, hertz: number): void {
    const now = Date.now();
    let energy = 0;
    for (const sample of samples) energy += sample * sample;
    if (Math.sqrt(energy / Math.max(1, samples.length)) < LOUD) return;
    this.#silentMs = Math.max(this.#silentMs, now - this.#soundAt);
    this.#soundAt = now;
    if (shareOfTone(samples, RATE, hertz) < SHARE) return;
    if (this.#first <= this.#since) this.#first = now;
    if (this.heardAt > 0) this.#largest = Math.max(this.#largest, now - Math.max(this.heardAt, 0));
    this.heardAt = now;
  }
}
