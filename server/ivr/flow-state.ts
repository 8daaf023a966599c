/** What goes into the interpreter, what comes out, and what is kept between two steps. All of it is plain JSON. */
import type { EventType } from '../contract/events';
import type { QueueId } from '../contract/ids';
import type { Language } from './flow-terms';

export type PlayItem =
  | { readonly kind: 'prompt'; readonly number: number; readonly language: Language }
  | { readonly kind: 'silence'; readonly ms: number };

export type FlowInput =
  /** `language` null: the pack's default. */
  | {
      readonly kind: 'start';
      readonly callerNumber: string;
      readonly dialedNumber: string;
      readonly language: Language | null;
    }
  | { readonly kind: 'digit'; readonly digit: string }
  /** The whole list was heard, its trailing silence included: nobody pressed anything. */
  | { readonly kind: 'played'; readonly playId: string }
  /** The server was restarted or another one took over: begin the present node again. */
  | { readonly kind: 'resume' }
  /** The caller is gone. */
  | { readonly kind: 'hangup' };

export type NoteName = Extract<EventType, `ivr.${string}`>;

export type FlowAction =
  | { readonly kind: 'answer' }
  | { readonly kind: 'play'; readonly playId: string; readonly items: readonly PlayItem[] }
  | { readonly kind: 'stop-playing' }
  | { readonly kind: 'queue'; readonly queueId: QueueId; readonly topic?: string }
  | { readonly kind: 'hangup'; readonly cause: 'normal' }
  /** One line of the call's timeline. Never holds the digits of a sensitive entry. */
  | { readonly kind: 'note'; readonly name: NoteName; readonly data: NoteData };

export type NoteData = Readonly<Record<string, string | number | boolean>>;

export interface FlowState {
  /** The present node; null until the flow is started. */
  readonly node: string | null;
  readonly language: Language;
  readonly variables: Readonly<Record<string, string>>;
  /** Sensitive entries. Never noted, never handed on, emptied when the flow ends. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The play we wait for; null when nothing is being played. */
  readonly playing: string | null;
  /** Plays so far; the next is `p<playCount + 1>`. */
  readonly playCount: number;
  /** Wrong keys and silences since the last good entry. */
  readonly errors: number;
  /** Keys pressed that no node has used yet. */
  readonly typedAhead: string;
  /** What the present `collect` has so far. */
  readonly collected: string;
  /** A terminator that may still come after an entry that was complete without it. */
  readonly lateTerminator: string | null;
  /** Menu keys that led here, for example `main/1`. */
  readonly menuPath: readonly string[];
  readonly done: null | 'queued' | 'hung-up';
}

/** More keys than this, waiting unused, are noise on the line. */
export const typedAheadLimit = 64;
export const menuPathLimit = 32;

export function initialState(defaultLanguage: Language): FlowState {
  return {
    node: null,
    language: defaultLanguage,
    variables: {},
    secrets: {},
    playing: null,
    playCount: 0,
    errors: 0,
    typedAhead: '',
    collected: '',
    lateTerminator: null,
    menuPath: [],
    done: null,
  };
}
