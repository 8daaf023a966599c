import type { CallDetail, CallSummary } from '../../server/contract/rest';
import type { Language } from '../../server/ivr/flow-terms';
import { speakValue, PAUSE } from '../../server/ivr/grammar';
import type { ValueKind } from '../../server/ivr/services';
import type { ApiClient } from './api-client';
import type { Centre } from './centre';
import { eventually } from './eventually';
import { PromptEar } from './prompt-ear';
import type { PromptTones, SoundFile } from './prompt-tones';
import { callFromTrunk, type SippPhone } from './sipp-phone';

export const CALLER_NOTE = 880;
const LONGEST_WAIT_MS = 20_000;

export interface CallerOptions {
  readonly centre: Centre;
  readonly api: ApiClient;
  readonly tones: PromptTones;
  readonly from: string;
  /** Default 1000. */
  readonly to?: string;
  /** The pack that answers there. Default 1000. */
  readonly packId?: string;
}

/**
 * Somebody at a phone who listens to every prompt to its end and then presses a key. What he hears is known by ear
 * (PromptTones) and compared with what the centre says that it said.
 */
export class Caller {
  /** Heard as a serial number by the token `serial`. */
  serial = '';
  readonly #ear: PromptEar;
  readonly #packId: string;
  /** How much of what was heard has been expected. */
  #heard = 0;
  /** What comes before the next sound is not of interest. */
  #skips = false;
  #said: Said[] = [];
  #language: Language = 'zh-CN';

  private constructor(
    private readonly options: CallerOptions,
    readonly phone: SippPhone,
    private readonly callsBefore: ReadonlySet<string>,
  ) {
    this.#packId = options.packId ?? '1000';
    this.#ear = new PromptEar(options.tones);
    phone.rtp.listen((samples) => this.#ear.listen(samples));
  }

  static async ring(options: CallerOptions): Promise<Caller> {
    const { centre, api, from } = options;
    const before = await api.calls({ number: from });
    const phone = await callFromTrunk({
      dir: centre.dir,
      target: centre.sip,
      tone: CALLER_NOTE,
      dialedNumber: options.to ?? '1000',
      callerNumber: from,
    });
    return new Caller(options, phone, new Set(before.items.map(({ callId }) => callId)));
  }

  get heard(): readonly SoundFile[] {
    return this.#ear.heard;
  }

  /**
   * A dialogue, word by word: `21` prompt 21 is heard; `amount:3850` a value is spoken; `sound:items/x` a recording;
   * `beep`; `serial` a serial number twice, each after 31; `>12#` these keys are pressed; `say:1500` he speaks so many
   * ms. Before a prompt: `other:` in the pack's other language, `?` or not at all, `server:` said by the centre and
   * not by the flow. `skip`: whatever comes before the next word does not matter. `in:en-US` the language from here on.
   * @throws Error as soon as something else is heard, or nothing for 20 s
   */
  async walk(dialogue: string): Promise<void> {
    try {
      for (const word of dialogue.split(/\s+/).filter((each) => each !== ''))
        await this.#take(word, dialogue);
    } catch (cause) {
      if (!(cause instanceof Error)) throw cause;
      throw new Error(`${cause.message}\nthe timeline: ${await this.#steps()}`, { cause });
    }
  }

  /** Keys as fast as they can be pressed. */
  async press(keys: string): Promise<void> {
    for (const key of keys) await this.phone.rtp.press(key);
  }

  /** Nothing more was heard, and the timeline tells the same prompts in the same order. */
  async agrees(): Promise<CallDetail> {
    const unexpected = this.heard.slice(this.#heard);
    if (unexpected.length > 0) throw new Error(`Heard besides: ${unexpected.join(' ')}`);
    let said: readonly string[] = [];
    try {
      return await eventually('the timeline tells what was heard', async () => {
        const detail = await this.detail();
        said = detail === null ? [] : saidIn(detail);
        return isAsExpected(said, this.#said) ? detail : null;
      });
    } catch (cause) {
      throw new Error(`Heard ${this.heard.join(' ')}\nThe timeline: ${said.join(' ')}`, { cause });
    }
  }

  /** The call as it is on the record; null until it is there. */
  async detail(): Promise<CallDetail | null> {
    const { items } = await this.options.api.calls({ number: this.options.from });
    // His own, not one in which he is called back.
    const isHis = ({ callId, direction }: CallSummary) =>
      direction === 'inbound' && !this.callsBefore.has(callId);
    const mine = items.find(isHis);
    return mine === undefined ? null : this.options.api.call(mine.callId);
  }

  callId(): Promise<string> {
    return eventually('the call is on the record', async () => (await this.detail())?.callId);
  }

  async hangUp(): Promise<void> {
    this.phone.hangUp();
    await this.phone.ended;
    await this.phone.stop();
  }

  /** The centre hangs up. */
  async isReleased(): Promise<void> {
    await Promise.race([
      this.phone.ended,
      new Promise((_resolve, reject) =>
        setTimeout(() => reject(new Error('The centre did not hang up.')), LONGEST_WAIT_MS).unref(),
      ),
    ]);
    await this.phone.stop();
  }

  async #take(word: string, dialogue: string): Promise<void> {
    const [, how = '', rest = ''] = /^(>|say:|in:|\?|other:|server:)?(.+)$/.exec(word) ?? [];
    if (how === '>') return this.press(rest);
    if (how === 'say:') return this.phone.rtp.speak(Number(rest));
    if (word === 'skip') this.#skips = true;
    else if (how === 'in:') this.#language = rest as Language;
    else if (word === 'serial') this.serial = await this.#serialNumber(dialogue);
    else if (how === '?') await this.#maybe(rest, dialogue);
    else await this.#hears(rest, how, dialogue);
  }

  async #hears(what: string, how: string, dialogue: string): Promise<void> {
    const language = how === 'other:' ? (this.#language === 'zh-CN' ? 'en-US' : 'zh-CN') : this.#language;
    for (const sound of this.#soundsOf(what, language)) {
      const heard = await this.#next(sound, dialogue);
      if (heard !== sound) throw this.#surprise(sound, dialogue);
    }
    if (how !== 'server:') this.#expect(what, false);
  }

  /** What is heard when an answer is slow. The timeline tells it in any case: it had been begun, with its pause. */
  async #maybe(what: string, dialogue: string): Promise<void> {
    const [sound = ''] = this.#soundsOf(what, this.#language);
    if ((await this.#peek(sound, dialogue)) === sound) this.#heard += 1;
    this.#expect(what, true);
  }

  async #serialNumber(dialogue: string): Promise<string> {
    const heard: string[] = [];
    for (let time = 0; time < 2; time += 1) {
      await this.#hears('31', '', dialogue);
      heard.push(await this.#digits(dialogue));
      this.#expect('digits:serial', false);
    }
    const [first = '', second = ''] = heard;
    if (first === '' || first !== second) throw new Error(`Heard as serial numbers: ${heard.join(', ')}`);
    return first;
  }

  /** All that follow, up to something else. */
  async #digits(dialogue: string): Promise<string> {
    let digits = '';
    for (;;) {
      const digit = /^[\w-]+\/d(\d)$/.exec(await this.#peek('a digit', dialogue))?.[1];
      if (digit === undefined) return digits;
      digits += digit;
      this.#heard += 1;
    }
  }

  async #next(sound: string, dialogue: string): Promise<string> {
    if (this.#skips) await this.#skipTo(sound, dialogue);
    const heard = await this.#peek(sound, dialogue);
    this.#heard += 1;
    return heard;
  }

  async #skipTo(sound: string, dialogue: string): Promise<void> {
    this.#skips = false;
    try {
      await eventually(sound, () => this.heard.includes(sound, this.#heard), LONGEST_WAIT_MS);
      this.#heard = this.heard.indexOf(sound, this.#heard);
    } catch {
      throw this.#surprise(sound, dialogue);
    }
  }

  async #peek(sound: string, dialogue: string): Promise<string> {
    try {
      return await eventually(sound, () => this.heard[this.#heard], LONGEST_WAIT_MS);
    } catch {
      throw this.#surprise(sound, dialogue);
    }
  }

  /** What the centre knows of the call so far, for whoever reads why a test failed. */
  async #steps(): Promise<string> {
    const detail = await this.detail().catch(() => null);
    if (detail === null) return 'none yet';
    const shown = ({ type, data }: CallDetail['timeline'][number]) => {
      const what = [data['node'], data['key'], data['items']].filter((each) => each !== undefined);
      return what.length === 0 ? type : `${type}(${what.map(String).join(' ')})`;
    };
    return detail.timeline.map(shown).join(' ');
  }

  #surprise(expected: string, dialogue: string): Error {
    // Who heard nothing at all was perhaps never answered: SIPp says why.
    const why = this.heard.length === 0 ? `\n${this.phone.output().slice(-1500)}` : '';
    return new Error(`Expected ${expected}\nin ${dialogue}\nheard so far: ${this.heard.join(' ')}${why}`);
  }

  #soundsOf(what: string, language: Language): SoundFile[] {
    if (what === 'beep') return ['beep'];
    const [kind, value = ''] = what.split(/:(.*)/s);
    if (/^\d+$/.test(what)) return [`${language}/${this.#packId}/${what.padStart(2, '0')}`];
    return speakValue(kind as ValueKind, value, language)
      .filter((name) => name !== PAUSE)
      .map((name) => `${language}/${name}`);
  }

  /** As in the event `ivr.said`: values are told by their kind and variable only. */
  #expect(what: string, maybe: boolean): void {
    const isPrompt = /^\d+$/.test(what);
    const kind = `${what.split(':')[0] ?? ''}:`;
    const is = (said: string): boolean =>
      isPrompt ? said === `${this.#packId}/${what}` : said === what || said.startsWith(kind);
    this.#said.push({ is, maybe });
  }
}

interface Said {
  readonly is: (said: string) => boolean;
  /** Or left out. */
  readonly maybe: boolean;
}

function isAsExpected(said: readonly string[], expected: readonly Said[]): boolean {
  let at = 0;
  for (const { is, maybe } of expected) {
    if (is(said[at] ?? '')) at += 1;
    else if (!maybe) return false;
  }
  return at === said.length;
}

/** Everything the flow began to say, in its order. */
export const saidIn = (detail: CallDetail): string[] =>
  detail.timeline.flatMap(({ type, data }) =>
    type === 'ivr.said' ? [data['items']].flat().map(String) : [],
  );
