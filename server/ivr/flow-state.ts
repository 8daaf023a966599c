/** What goes into the interpreter, what comes out, and what is kept between two steps. All of it is plain JSON. */
import type { EventType } from '../contract/events';
import type { QueueId } from '../contract/ids';
import type { Language } from './flow-terms';
import type { ServiceAnswer, ValueKind } from './services';

export type PlayItem =
  | { readonly kind: 'prompt'; readonly number: number; readonly language: Language }
  /** The text of a variable, spoken by a grammar. `of` is the variable's name: events tell that, never the text. */
  | {
      readonly kind: 'value';
      readonly as: Exclude<ValueKind, 'sound'>;
      readonly text: string;
      readonly of: string;
      readonly language: Language;
    }
  /** A recording that a variable names. */
  | { readonly kind: 'sound'; readonly name: string; readonly of: string; readonly language: Language }
  | { readonly kind: 'beep' }
  | { readonly kind: 'silence'; readonly ms: number };

/** How an attempt to reach a far number ended. */
export type DialOutcome = 'connected' | 'busy' | 'no-answer' | 'refused';

/**
 * Why a caller who waited is back in the flow: nobody may wait longer, nobody who could answer is there, he pressed the
 * key that leaves, or the one that asks for a callback.
 */
export const leavingReasons = ['too-long', 'nobody', 'key', 'callback'] as const;
export type LeavingReason = (typeof leavingReasons)[number];

export type FlowInput =
  /** `language` null: the pack's default. */
  | {
      readonly kind: 'start';
      readonly callerNumber: string;
      readonly dialedNumber: string;
      readonly language: Language | null;
    }
  /** The centre puts the call back into the flow, at one of its entries. */
  | {
      readonly kind: 'enter';
      readonly entry: string;
      readonly variables: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'digit'; readonly digit: string }
  /** The whole list was heard, its trailing silence included: nobody pressed anything. */
  | { readonly kind: 'played'; readonly playId: string }
  /** What a service said; means nothing unless it is the answer to the open question. */
  | { readonly kind: 'answered'; readonly requestId: string; readonly answer: ServiceAnswer }
  | { readonly kind: 'dialed'; readonly requestId: string; readonly outcome: DialOutcome }
  /** A message ended, however: told to, at its limit, or with the leg. `ms` 0: nothing was kept. */
  | { readonly kind: 'recorded'; readonly messageId: string; readonly ms: number }
  /** The queue the flow handed him to gives him back. */
  | { readonly kind: 'left-queue'; readonly why: LeavingReason }
  /** The server was restarted or another one took over: begin the present node again. */
  | { readonly kind: 'resume' }
  /** The caller is gone. */
  | { readonly kind: 'hangup' };

export type NoteName = Extract<EventType, `ivr.${string}`> | 'attempt.marked';

/** What is asked of a service. It is stored until it is answered, so that it can be asked again under the same id. */
export interface Question {
  readonly requestId: string;
  readonly service: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Input → the name of its secret: what was typed stays out of every action. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

export type FlowAction =
  | { readonly kind: 'answer' }
  | { readonly kind: 'play'; readonly playId: string; readonly items: readonly PlayItem[] }
  | { readonly kind: 'stop-playing' }
  /** From now on (not) to be kept out of recordings and of the switch's log. */
  | { readonly kind: 'sensitive'; readonly on: boolean }
  | ({ readonly kind: 'ask' } & Question)
  | { readonly kind: 'dial'; readonly requestId: string; readonly number: string }
  | { readonly kind: 'record'; readonly messageId: string; readonly maxSeconds: number }
  | { readonly kind: 'stop-recording'; readonly messageId: string }
  | { readonly kind: 'queue'; readonly queueId: QueueId; readonly topic?: string; readonly atMostMs?: number }
  | { readonly kind: 'hangup'; readonly cause: 'normal' }
  /** One line of the call's timeline. Never holds the digits of a sensitive entry, nor what a service answered. */
  | { readonly kind: 'note'; readonly name: NoteName; readonly data: NoteData };

export type NoteData = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export interface FlowState {
  /** The pack the call began with, and its version: it ends with the same one. */
  readonly packId: string;
  readonly packVersion: number;
  /** '' in a rehearsal without a call. */
  readonly callId: string;
  /** The present node; null until the flow is started. */
  readonly node: string | null;
  /** How far the present node is, in its own words; '' where it begins. */
  readonly stage: string;
  readonly language: Language;
  readonly variables: Readonly<Record<string, string>>;
  /** Sensitive entries. Never noted, never handed on, emptied when the flow ends. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Accounts proved by password in this call, for example `line:2163330001`. */
  readonly verified: readonly string[];
  /** The same as the caller typed them, so that nobody is asked twice. */
  readonly proved: readonly string[];
  /** Wrong passwords since the last right one. */
  readonly wrongPasswords: number;
  /** The play we wait for; null when nothing is being played. */
  readonly playing: string | null;
  /** Plays so far; the next is `p<playCount + 1>`. */
  readonly playCount: number;
  /** The open question; while there is one, keys are kept. */
  readonly asking: Question | null;
  /** Questions, far numbers and messages so far: each gets an id that is never used again in this call. */
  readonly requestCount: number;
  /** The far number being tried. */
  readonly dialing: { readonly requestId: string; readonly number: string } | null;
  /** The message being recorded. */
  readonly recording: string | null;
  /** Messages left in this call. */
  readonly messages: readonly string[];
  /** Whether the switch has been told that keys are secret. */
  readonly sensitive: boolean;
  /** Wrong keys and silences since the last good entry. */
  readonly errors: number;
  /** Keys pressed that no node has used yet. */
  readonly typedAhead: string;
  /** What the present entry has so far. */
  readonly collected: string;
  /** A terminator that may still come after an entry that was complete without it. */
  readonly lateTerminator: string | null;
  /** Menu keys that led here, for example `main/1`. */
  readonly menuPath: readonly string[];
  readonly done: null | 'queued' | 'connected' | 'hung-up';
}

/** More keys than this, waiting unused, are noise on the line. */
export const typedAheadLimit = 64;
export const menuPathLimit = 32;

/** What a state needs to know of its pack. */
interface Beginning {
  readonly id: string;
  readonly version: number;
  readonly languages: { readonly default: Language };
}

export function initialState(pack: Beginning, callId = ''): FlowState {
  return {
    packId: pack.id,
    packVersion: pack.version,
    callId,
    node: null,
    stage: '',
    language: pack.languages.default,
    variables: {},
    secrets: {},
    verified: [],
    proved: [],
    wrongPasswords: 0,
    playing: null,
    playCount: 0,
    asking: null,
    requestCount: 0,
    dialing: null,
    recording: null,
    messages: [],
    sensitive: false,
    errors: 0,
    typedAhead: '',
    collected: '',
    lateTerminator: null,
    menuPath: [],
    done: null,
  };
}
