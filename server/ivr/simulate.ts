/**
 * Plays a pack without a telephone: typed keys in, what a caller would hear and what the centre would do out. No I/O:
 * answers of services, words of values and the end of a dialled call come from whoever plays.
 */
import type { Pack } from './flow';
import type { DialOutcome, FlowAction, FlowInput, FlowState, PlayItem, Question } from './flow-state';
import { initialState } from './flow-state';
import type { Language } from './flow-terms';
import { step } from './interpreter';
import { kindOf } from './nodes';
import { referenceOf } from './said';
import type { ServiceAnswer, ValueKind } from './services';

export type SimulatedLine =
  /** `reference` as in ivr.said; `words` as the manifest has them. */
  | { readonly kind: 'heard'; readonly reference: string; readonly words: string }
  | { readonly kind: 'key'; readonly key: string }
  /** Nothing was pressed until the time-out. */
  | { readonly kind: 'silence' }
  /** Secret inputs are shown as dots. */
  | { readonly kind: 'asked'; readonly service: string; readonly inputs: Readonly<Record<string, string>> }
  | { readonly kind: 'answered'; readonly service: string; readonly answer: ServiceAnswer }
  /** `queue general bill`, `hangup`, `dial 114`, `record` … */
  | { readonly kind: 'did'; readonly what: string }
  | { readonly kind: 'node'; readonly node: string };

export interface SimulationSettings {
  readonly callerNumber?: string;
  readonly dialedNumber?: string;
  readonly language?: Language;
  /** What a service says; null: whoever plays says it later, by `reply`. Default: 'away'. */
  readonly answer?: (question: Question) => ServiceAnswer | null;
  /** Default: connected. */
  readonly dialed?: (number: string) => DialOutcome;
  /** How long a message is when it is ended by `#` or by waiting. Default 5000. */
  readonly messageMs?: number;
  /** Default: the text itself. */
  readonly wordsOf?: (kind: Exclude<ValueKind, 'sound'>, text: string, language: Language) => string;
}

/** A call that goes round without its caller ends here; a checked pack never gets so far. */
const MOST_STEPS = 2000;

export class Simulation {
  readonly lines: SimulatedLine[] = [];
  #state: FlowState;
  readonly #pack: Pack;
  readonly #settings: SimulationSettings;
  #steps = 0;
  #lateTerminator: string | null = null;

  constructor(pack: Pack, settings: SimulationSettings = {}) {
    this.#pack = pack;
    this.#settings = settings;
    this.#state = initialState(pack);
  }

  get state(): FlowState {
    return this.#state;
  }

  get isOver(): boolean {
    return this.#state.done !== null;
  }

  /** The call comes in; up to where the caller must do something. */
  start(): this {
    const { callerNumber = '', dialedNumber, language = null } = this.#settings;
    const dialed = dialedNumber ?? this.#pack.accessNumbers[0] ?? '';
    return this.#give({ kind: 'start', callerNumber, dialedNumber: dialed, language });
  }

  /** The centre puts the call back into the flow. */
  enter(entry: string, variables: Readonly<Record<string, string>> = {}): this {
    return this.#give({ kind: 'enter', entry, variables });
  }

  press(key: string): this {
    this.lines.push({ kind: 'key', key });
    // A real caller's # comes before anything more was heard out; here all of that has happened already.
    const isLate = key === this.#lateTerminator;
    this.#lateTerminator = null;
    if (isLate) return this;
    this.#step({ kind: 'digit', digit: key });
    this.#lateTerminator = this.#state.lateTerminator;
    return this.#settle();
  }

  /** The question that waits for `reply`. */
  get question(): Question | null {
    return this.#state.asking;
  }

  /** A service answers the open question. */
  reply(answer: ServiceAnswer): this {
    const { asking } = this.#state;
    if (asking === null) return this;
    this.lines.push({ kind: 'answered', service: asking.service, answer });
    return this.#give({ kind: 'answered', requestId: asking.requestId, answer });
  }

  /** The caller says and presses nothing. */
  waitOut(): this {
    this.lines.push({ kind: 'silence' });
    return this.#give({ kind: 'played', playId: this.#state.playing ?? '' });
  }

  #give(input: FlowInput): this {
    this.#lateTerminator = null;
    this.#step(input);
    return this.#settle();
  }

  #settle(): this {
    for (let next = this.#byItself(); next !== null; next = this.#byItself()) this.#step(next);
    return this;
  }

  #step(input: FlowInput): void {
    this.#steps += 1;
    const before = this.#state.node;
    const { state, actions } = step(this.#pack, this.#state, input);
    this.#state = state;
    if (state.node !== null && state.node !== before) this.lines.push({ kind: 'node', node: state.node });
    for (const action of actions) this.#tell(action);
  }

  /** What happens next without the caller; null when it is his turn, or over. */
  #byItself(): FlowInput | null {
    const { asking, dialing, done, playing, recording, stage } = this.#state;
    if (done !== null || this.#steps > MOST_STEPS) return null;
    if (asking !== null) {
      const answer = this.#answer(asking);
      return answer && { kind: 'answered', requestId: asking.requestId, answer };
    }
    if (dialing !== null) {
      const outcome = this.#settings.dialed?.(dialing.number) ?? 'connected';
      return { kind: 'dialed', requestId: dialing.requestId, outcome };
    }
    if (this.#isCallersTurn()) return null;
    if (recording !== null && stage !== '')
      return { kind: 'recorded', messageId: recording, ms: this.#settings.messageMs ?? 5000 };
    return playing === null ? null : { kind: 'played', playId: playing };
  }

  #isCallersTurn(): boolean {
    const node = this.#pack.flow.nodes[this.#state.node ?? ''];
    return node !== undefined && kindOf(node).keys(node, this.#state) === 'takes';
  }

  #answer(question: Question): ServiceAnswer | null {
    const { answer: ask } = this.#settings;
    const answer = ask === undefined ? { outcome: 'away' } : ask(question);
    if (answer !== null) this.lines.push({ kind: 'answered', service: question.service, answer });
    return answer;
  }

  #tell(action: FlowAction): void {
    switch (action.kind) {
      case 'play':
        for (const item of action.items) this.#hear(item);
        return;
      case 'ask': {
        const hidden = Object.keys(action.secrets).map((input) => [input, '••••••']);
        const inputs = { ...action.inputs, ...(Object.fromEntries(hidden) as Record<string, string>) };
        this.lines.push({ kind: 'asked', service: action.service, inputs });
        return;
      }
      case 'dial':
        return this.#did(`dial ${action.number}`);
      case 'queue':
        return this.#did(['queue', action.queueId, action.topic ?? ''].join(' ').trim());
      case 'record':
      case 'stop-recording':
      case 'hangup':
        return this.#did(action.kind);
      case 'answer':
      case 'stop-playing':
      case 'sensitive':
      case 'note':
        return;
    }
  }

  #did(what: string): void {
    this.lines.push({ kind: 'did', what });
  }

  #hear(item: PlayItem): void {
    const [reference] = referenceOf(this.#pack.id, item);
    if (reference !== undefined) this.lines.push({ kind: 'heard', reference, words: this.#wordsOf(item) });
  }

  #wordsOf(item: PlayItem): string {
    switch (item.kind) {
      case 'prompt':
        return this.#pack.prompts[item.number]?.[item.language] ?? '';
      case 'value':
        return this.#settings.wordsOf?.(item.as, item.text, item.language) ?? item.text;
      case 'sound':
        return item.name;
      case 'beep':
      case 'silence':
        return '';
    }
  }
}

/** Plays a call to its end or to the end of the keys. @param keys `0`–`9`, `*`, `#`; `.` waits for the time-out */
export function simulate(
  pack: Pack,
  keys: string,
  settings: SimulationSettings = {},
): readonly SimulatedLine[] {
  const simulation = new Simulation(pack, settings).start();
  for (const key of keys) {
    if (simulation.isOver) break;
    if (key === '.') simulation.waitOut();
    else simulation.press(key);
  }
  return simulation.lines;
}
