/**
 * One step in the making: a draft of the state and the actions so far. Nodes write to it; nothing outside the
 * step sees it. At most one play leaves a step: a later one replaces an earlier one that nobody has heard.
 */
import { queueId } from '../contract/ids';
import type { FlowAction, FlowState, NoteData, NoteName, PlayItem, Question } from './flow-state';
import { menuPathLimit } from './flow-state';
import type { InputRef, LanguageChoice, PackSettings, PromptRef } from './flow-terms';
import { chooseLanguage } from './flow-terms';
import { messageIdOf } from './message-id';
import { referenceOf } from './said';

type Draft = { -readonly [Field in keyof FlowState]: FlowState[Field] };

/** How long an answer may take before the caller is told to wait; most come sooner, and then he hears nothing. */
const FILLER_AFTER_MS = 800;

const SHORTEST_SILENCE_MS = 20;

export class Run {
  readonly state: Draft;
  private readonly actions: FlowAction[] = [];
  private pending: readonly PlayItem[] | null = null;
  private stopsPlaying = false;

  constructor(
    readonly pack: PackSettings,
    before: FlowState,
  ) {
    this.state = { ...before };
  }

  note(name: NoteName, data: NoteData): void {
    this.actions.push({ kind: 'note', name, data });
  }

  answer(): void {
    this.actions.push({ kind: 'answer' });
  }

  /** Something must be heard to its end for the call to go on: for nothing to say, the shortest silence there is. */
  play(items: readonly PlayItem[]): void {
    this.silence();
    this.pending = items.length > 0 ? items : [{ kind: 'silence', ms: SHORTEST_SILENCE_MS }];
  }

  /** Whatever is being played, or was about to be, is no longer wanted. */
  silence(): void {
    if (this.state.playing !== null) this.stopsPlaying = true;
    this.state.playing = null;
    this.pending = null;
  }

  /** Stops media that an earlier server may have left on the leg. */
  silenceForCertain(): void {
    this.silence();
    this.stopsPlaying = true;
  }

  /** What is to be said, in the caller's language, then the silence in which we wait for a key. */
  prompts(refs: readonly PromptRef[], waitMs = 0): PlayItem[] {
    const items = refs.flatMap((ref) => this.itemsOf(ref));
    return waitMs > 0 ? [...items, { kind: 'silence', ms: waitMs }] : items;
  }

  /** Nothing for a variable that is empty: a sentence around a value that is not there stays a sentence. */
  private itemsOf(ref: PromptRef): PlayItem[] {
    const { language } = this.state;
    if (typeof ref === 'number') return [{ kind: 'prompt', number: ref, language }];
    if ('number' in ref) {
      return [{ kind: 'prompt', number: ref.number, language: this.languageOf(ref.language) }];
    }
    if ('sound' in ref) {
      const name = this.valueOf(ref.sound);
      return name === '' ? [] : [{ kind: 'sound', name, of: ref.sound, language }];
    }
    const text = this.valueOf(ref.of);
    return text === '' ? [] : [{ kind: 'value', as: ref.say, text, of: ref.of, language }];
  }

  /** Empty for a variable that was never set. */
  valueOf(variable: string): string {
    if (variable === 'language') return this.state.language;
    return Object.hasOwn(this.state.variables, variable) ? (this.state.variables[variable] ?? '') : '';
  }

  inputOf(ref: InputRef): string {
    return typeof ref === 'string' ? this.valueOf(ref) : ref.value;
  }

  set(variables: Readonly<Record<string, string>>): void {
    this.state.variables = { ...this.state.variables, ...variables };
  }

  keepSecret(name: string, text: string): void {
    this.state.secrets = { ...this.state.secrets, [name]: text };
  }

  forgetSecret(name: string): void {
    this.state.secrets = Object.fromEntries(
      Object.entries(this.state.secrets).filter(([other]) => other !== name),
    );
  }

  languageOf(choice: LanguageChoice | null): FlowState['language'] {
    if (choice === null) return this.state.language;
    return chooseLanguage(choice, this.state.language, this.pack.languages.available);
  }

  rememberKey(menu: string, key: string): void {
    this.state.menuPath = [...this.state.menuPath, `${menu}/${key}`].slice(-menuPathLimit);
  }

  moveTo(node: string): void {
    this.silence();
    this.stopRecording();
    this.state.node = node;
    this.state.stage = '';
    this.state.collected = '';
    this.state.asking = null;
    this.state.dialing = null;
  }

  /** Asks a service; the filler is heard when the answer is slow. */
  ask(question: Omit<Question, 'requestId'>, filler: readonly PromptRef[] = []): void {
    const requestId = this.newRequestId();
    this.state.asking = { requestId, ...question };
    this.note('ivr.asked', { node: this.state.node ?? '', service: question.service, requestId });
    this.actions.push({ kind: 'ask', ...this.state.asking });
    if (filler.length > 0) this.play([{ kind: 'silence', ms: FILLER_AFTER_MS }, ...this.prompts(filler)]);
  }

  dial(number: string): void {
    this.state.dialing = { requestId: this.newRequestId(), number };
    this.actions.push({ kind: 'dial', ...this.state.dialing });
  }

  /** The same question, or the same number, under the same id: whoever answers has it done once. */
  repeatOpenRequest(): void {
    const { asking, dialing } = this.state;
    if (asking !== null) this.actions.push({ kind: 'ask', ...asking });
    if (dialing !== null) this.actions.push({ kind: 'dial', ...dialing });
  }

  startRecording(maxSeconds: number): string {
    this.state.requestCount += 1;
    const messageId = messageIdOf(this.state.callId, this.state.requestCount);
    this.state.recording = messageId;
    this.actions.push({ kind: 'record', messageId, maxSeconds });
    return messageId;
  }

  /** The switch will tell how long the message is. */
  askForEndOfRecording(): void {
    const messageId = this.state.recording;
    if (messageId !== null) this.actions.push({ kind: 'stop-recording', messageId });
  }

  stopRecording(): void {
    const messageId = this.state.recording;
    if (messageId === null) return;
    this.askForEndOfRecording();
    this.messageRecorded(messageId, {});
  }

  /** What was recorded is kept, whatever comes after. */
  messageRecorded(messageId: string, data: NoteData): void {
    this.state.recording = null;
    this.state.messages = [...this.state.messages, messageId];
    const pack = this.pack.id;
    this.note('ivr.message-recorded', { node: this.state.node ?? '', pack, messageId, ...data });
  }

  setSensitive(on: boolean, isForCertain = false): void {
    if (this.state.sensitive !== on || (on && isForCertain)) this.actions.push({ kind: 'sensitive', on });
    this.state.sensitive = on;
  }

  endInQueue({ queue, ...about }: { queue: string; topic?: string; atMostMs?: number }): void {
    this.end('queued', { how: 'queued', queueId: queue, ...about });
    this.actions.push({ kind: 'queue', queueId: queueId(queue), ...about });
  }

  endByHangingUp(): void {
    this.end('hung-up', { how: 'hung-up' });
    this.actions.push({ kind: 'hangup', cause: 'normal' });
  }

  endConnected(): void {
    this.end('connected', { how: 'connected' });
  }

  endByCaller(): void {
    this.state.playing = null;
    if (this.state.recording !== null) this.messageRecorded(this.state.recording, { hungUp: true });
    // His leg is gone: there is nothing left to tell the switch.
    this.state.sensitive = false;
    this.end('hung-up', { how: 'caller-hung-up' });
  }

  private end(done: NonNullable<FlowState['done']>, how: NoteData): void {
    this.silence();
    this.stopRecording();
    this.setSensitive(false);
    this.note('ivr.left', { node: this.state.node ?? '', ...how });
    this.state.done = done;
    this.state.asking = null;
    this.state.dialing = null;
    this.state.secrets = {};
    this.state.collected = '';
    this.state.typedAhead = '';
    this.state.lateTerminator = null;
  }

  private newRequestId(): string {
    this.state.requestCount += 1;
    return `q${String(this.state.requestCount)}`;
  }

  /** The step's result: stop first, play last, so that the order of actions is the order to carry them out in. */
  finish(): { state: FlowState; actions: FlowAction[] } {
    const actions: FlowAction[] = this.stopsPlaying ? [{ kind: 'stop-playing' }] : [];
    actions.push(...this.actions);
    if (this.pending !== null) {
      this.state.playCount += 1;
      this.state.playing = `p${String(this.state.playCount)}`;
      const items = this.pending.flatMap((item) => referenceOf(this.pack.id, item));
      if (items.length > 0) {
        actions.push({ kind: 'note', name: 'ivr.said', data: { node: this.state.node ?? '', items } });
      }
      actions.push({ kind: 'play', playId: this.state.playing, items: this.pending });
    }
    return { state: { ...this.state }, actions };
  }
}
