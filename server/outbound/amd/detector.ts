/**
 * Who answered a call: a person or a machine. Fed with the callee's sound as it comes; says its verdict once, as soon as
 * there is one. No clock: time is counted in samples. How it decides, and how often it errs: docs/amd.md.
 */
import type { Ear } from './follow-recording';
import { Frames } from './frames';
import { toneIn } from './tone';
import { ToneWatch, type HeardTone } from './tone-watch';
import {
  defaultAmdSettings,
  type AmdSettings,
  type Answerer,
  type Verdict,
  type VerdictReason,
} from './verdict';
import { FRAME_MS, VoiceGate } from './voice';

/** A word begins with so much voice and ends with so much silence: what is shorter is a click, or a stop within the word. */
const WORD_BEGINS_MS = 80;
const WORD_ENDS_MS = 160;

export class AnswererDetector implements Ear<Verdict> {
  readonly #settings: AmdSettings;
  readonly #frames: Frames;
  readonly #gate = new VoiceGate();
  readonly #tones = new ToneWatch();
  #ms = 0;
  #voiceMs = 0;
  #quietMs = 0;
  #isInWord = false;
  #words = 0;
  #firstAt: number | null = null;
  #lastAt = 0;
  #verdict: Verdict | null = null;

  /** @param rate samples a second */
  constructor(
    private readonly rate: number,
    settings: Partial<AmdSettings> = {},
  ) {
    this.#settings = { ...defaultAmdSettings, ...settings };
    this.#frames = new Frames(rate);
  }

  /** @returns the verdict from the moment there is one */
  push(samples: Int16Array): Verdict | null {
    if (this.#verdict === null) this.#frames.cut(samples, (frame) => this.#hear(frame));
    return this.#verdict;
  }

  /** The sound ended before there was a verdict, because the callee hung up or the file broke off. */
  end(): Verdict {
    return (this.#verdict ??= this.#because('unsure', this.#words === 0 ? 'silence' : 'time'));
  }

  /** @returns false once there is a verdict */
  #hear(frame: Float32Array): boolean {
    this.#ms += FRAME_MS;
    const isVoice = this.#gate.isVoice(frame);
    const tone = this.#tones.push(isVoice ? toneIn(frame, this.rate) : null);
    this.#follow(isVoice && !this.#tones.isOn);
    this.#verdict = this.#decide(tone);
    return this.#verdict === null;
  }

  #follow(isVoice: boolean): void {
    if (isVoice) {
      this.#voiceMs += FRAME_MS;
      if (this.#isInWord) {
        this.#quietMs = 0;
        this.#lastAt = this.#ms;
      } else if (this.#voiceMs >= WORD_BEGINS_MS) {
        this.#isInWord = true;
        this.#words += 1;
        this.#firstAt ??= this.#ms - this.#voiceMs;
        this.#lastAt = this.#ms;
        this.#quietMs = 0;
      }
      return;
    }
    this.#voiceMs = 0;
    this.#quietMs += FRAME_MS;
    if (this.#quietMs >= WORD_ENDS_MS) this.#isInWord = false;
  }

  #decide(tone: HeardTone | null): Verdict | null {
    const { waitsMs, greetingMs, words, stillTalkingMs, mostMs } = this.#settings;
    if (tone !== null) return this.#because(tone.answerer, tone.reason, tone.hertz);
    const isOver = this.#ms >= mostMs;
    if (this.#firstAt === null) return isOver ? this.#because('unsure', 'silence') : null;
    if (this.#lastAt - this.#firstAt > greetingMs) return this.#because('machine', 'long-greeting');
    if (this.#words > words) return this.#because('machine', 'many-words');
    if (this.#ms - this.#lastAt >= waitsMs) return this.#because('person', 'short-greeting');
    if (!isOver) return null;
    return this.#isInWord && this.#lastAt - this.#firstAt >= stillTalkingMs
      ? this.#because('machine', 'long-greeting')
      : this.#because('unsure', 'time');
  }

  #because(answerer: Answerer, reason: VerdictReason, toneHz: number | null = null): Verdict {
    return {
      answerer,
      reason,
      atMs: this.#ms,
      silenceMs: this.#firstAt ?? this.#ms,
      greetingMs: this.#firstAt === null ? 0 : this.#lastAt - this.#firstAt,
      words: this.#words,
      toneHz,
    };
  }
}
