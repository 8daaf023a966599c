import { strongestTone } from './tone';
import type { PromptTones, SoundFile } from './prompt-tones';

const RATE = 8000;
const FRAME = RATE / 100;
/** Root mean square of a frame that is no silence. */
const AUDIBLE = 0.02;
/** Frames of 10 ms. Shorter is a prompt that was cut off; longer is music, speech or the tone before a recording. */
const [SHORTEST, END, LONGEST] = [7, 9, 20];
/** Of a sound without end. */
const MOST = 100;
const BEEP = { hertz: 1000, shortest: 30, longest: 60 };

/** Writes down which prompts are heard, in their order, each when it has ended. */
export class PromptEar {
  /** `zh-CN/1000/05`, `beep`. What is none of these is left out. */
  readonly heard: SoundFile[] = [];
  readonly #tones: PromptTones;
  #rest = new Float32Array(0);
  #sound: Float32Array[] = [];

  constructor(tones: PromptTones) {
    this.#tones = tones;
  }

  listen(samples: Float32Array): void {
    const all = new Float32Array(this.#rest.length + samples.length);
    all.set(this.#rest);
    all.set(samples, this.#rest.length);
    let at = 0;
    for (; at + FRAME <= all.length; at += FRAME) this.#frame(all.slice(at, at + FRAME));
    this.#rest = all.slice(at);
  }

  #frame(frame: Float32Array): void {
    if (Math.sqrt(frame.reduce((sum, sample) => sum + sample * sample, 0) / FRAME) >= AUDIBLE) {
      this.#sound.push(frame);
      if (this.#sound.length > MOST) this.#sound.shift();
      return;
    }
    if (this.#sound.length > 0) this.#ended(this.#sound.splice(0));
  }

  #ended(frames: readonly Float32Array[]): void {
    if (frames.length < SHORTEST) return;
    const whole = frames.length <= LONGEST ? this.#tones.recognise(joined(frames)) : null;
    // A prompt that takes the place of a voice begins without a pause, and one that answers a key may begin with a packet
    // twice or not at all (docs/switch.md): then its end tells which it is.
    const ending = (length: number) => this.#tones.recognise(joined(frames.slice(-length)));
    const name = whole ?? ending(END) ?? ending(SHORTEST);
    if (name !== null) this.heard.push(name);
    else if (isBeep(frames)) this.heard.push('beep');
  }
}

function isBeep(frames: readonly Float32Array[]): boolean {
  if (frames.length < BEEP.shortest || frames.length > BEEP.longest) return false;
  const note = strongestTone(joined(frames), RATE);
  return note !== null && Math.abs(note.hertz - BEEP.hertz) <= 15;
}

const joined = (frames: readonly Float32Array[]): Float32Array =>
  Float32Array.from(frames.flatMap((frame) => [...frame]));
