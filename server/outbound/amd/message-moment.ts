import type { Ear } from './follow-recording';
import { Frames } from './frames';
import { toneIn } from './tone';
import { ToneWatch } from './tone-watch';
import { FRAME_MS, VoiceGate } from './voice';

/** What said that a machine listens now. */
export type MessageMoment = 'after-beep' | 'after-greeting' | 'time';

export interface MachineSoFar {
  /** Ms of sound after which it is known that it is a machine. */
  readonly fromMs: number;
  /** By its beep. */
  readonly hasBeeped: boolean;
}

/** After its last word; the pause within a greeting is shorter, the one before its beep, too. */
const QUIET_MS = 3000;
/** After that a message is left whatever is heard. */
const MOST_MS = 30_000;
/** Nothing of the beep sounds any more. */
const BEEP_OVER_MS = 2 * FRAME_MS;

/** When to speak to an answering machine: its beep is over, or it has said nothing for a while. Fed from the answer on; no clock. */
export class MessageMomentEar implements Ear<MessageMoment> {
  readonly #frames: Frames;
  readonly #gate = new VoiceGate();
  readonly #tones = new ToneWatch();
  #ms = 0;
  #quietMs = 0;
  #hasBeeped: boolean;
  #moment: MessageMoment | null = null;

  /** @param rate samples a second */
  constructor(
    private readonly rate: number,
    private readonly machine: MachineSoFar,
  ) {
    this.#frames = new Frames(rate);
    this.#hasBeeped = machine.hasBeeped;
  }

  push(samples: Int16Array): MessageMoment | null {
    if (this.#moment === null) this.#frames.cut(samples, (frame) => this.#hear(frame));
    return this.#moment;
  }

  end(): MessageMoment {
    return (this.#moment ??= 'time');
  }

  /** @returns false once it is the moment */
  #hear(frame: Float32Array): boolean {
    this.#ms += FRAME_MS;
    const isVoice = this.#gate.isVoice(frame);
    const tone = this.#tones.push(isVoice ? toneIn(frame, this.rate) : null);
    // What came before is part of why it is a machine.
    if (this.#ms <= this.machine.fromMs) return true;
    this.#quietMs = isVoice ? 0 : this.#quietMs + FRAME_MS;
    this.#hasBeeped ||= tone?.reason === 'beep';
    if (this.#hasBeeped && this.#quietMs >= BEEP_OVER_MS) this.#moment = 'after-beep';
    else if (this.#quietMs >= QUIET_MS) this.#moment = 'after-greeting';
    else if (this.#ms >= MOST_MS) this.#moment = 'time';
    return this.#moment === null;
  }
}
