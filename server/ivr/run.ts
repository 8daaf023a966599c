/**
 * One step in the making: a draft of the state and the actions so far. Nodes write to it; nothing outside the
 * step sees it. At most one play leaves a step: a later one replaces an earlier one that nobody has heard.
 */
import { queueId } from '../contract/ids';
import type { FlowAction, FlowState, NoteData, NoteName, PlayItem } from './flow-state';
import { menuPathLimit } from './flow-state';
import type { LanguageChoice, PackSettings, PromptRef } from './flow-terms';
import { chooseLanguage, numberOfPrompt } from './flow-terms';

type Draft = { -readonly [Field in keyof FlowState]: FlowState[Field] };

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

  play(items: readonly PlayItem[]): void {
    this.silence();
    this.pending = items;
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

  /** Prompts in the caller's language, then the silence in which we wait for a key. */
  prompts(refs: readonly PromptRef[], waitMs = 0): PlayItem[] {
    const items: PlayItem[] = refs.map((ref) => ({
      kind: 'prompt',
      number: numberOfPrompt(ref),
      language: this.languageOf(typeof ref === 'number' ? null : ref.language),
    }));
    return waitMs > 0 ? [...items, { kind: 'silence', ms: waitMs }] : items;
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
    this.state.node = node;
    this.state.collected = '';
  }

  endInQueue(queue: string, topic: string | undefined): void {
    this.end('queued', { how: 'queued', queueId: queue, ...(topic === undefined ? {} : { topic }) });
    this.actions.push({ kind: 'queue', queueId: queueId(queue), ...(topic === undefined ? {} : { topic }) });
  }

  endByHangingUp(): void {
    this.end('hung-up', { how: 'hung-up' });
    this.actions.push({ kind: 'hangup', cause: 'normal' });
  }

  endByCaller(): void {
    this.state.playing = null;
    this.end('hung-up', { how: 'caller-hung-up' });
  }

  private end(done: NonNullable<FlowState['done']>, how: NoteData): void {
    this.silence();
    this.note('ivr.left', { node: this.state.node ?? '', ...how });
    this.state.done = done;
    this.state.secrets = {};
    this.state.collected = '';
    this.state.typedAhead = '';
    this.state.lateTerminator = null;
  }

  /** The step's result: stop first, play last, so that the order of actions is the order to carry them out in. */
  finish(): { state: FlowState; actions: FlowAction[] } {
    const actions: FlowAction[] = this.stopsPlaying ? [{ kind: 'stop-playing' }] : [];
    actions.push(...this.actions);
    if (this.pending !== null) {
      this.state.playCount += 1;
      this.state.playing = `p${String(this.state.playCount)}`;
      actions.push({ kind: 'play', playId: this.state.playing, items: this.pending });
    }
    return { state: { ...this.state }, actions };
  }
}
