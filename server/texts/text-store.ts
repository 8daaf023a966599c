import type { TextMessageView, TextQuery, TextState } from '../contract/texts';
import type { Page } from '../contract/rest';

/**
 * Texts and what became of them:
 *
 *   waiting ──► sent ──► delivered            the gateway reported it
 *      │  ▲        └───► undelivered
 *      │  └── retry, by a person
 *      ├──► failed                            refused, too old, or nobody knows whether it was sent
 *      └──► waiting, later                    the gateway was away: growing pauses
 */

export interface NewText {
  readonly textId: string;
  /** The same one again is the text that was made for it. */
  readonly requestId: string;
  readonly to: string;
  readonly text: string;
  readonly language: 'zh-CN' | 'en-US';
  readonly requestedBy: string;
  readonly callId: string | null;
  readonly orderId: string | null;
}

/** How long a text is worth sending: who is told the next day is only puzzled. */
export const TEXT_VALID_MS = 24 * 3_600_000;

/** A text that is ours to tell until its claim runs out. */
export interface ClaimedText {
  readonly id: string;
  readonly text: TextMessageView;
  readonly attempts: number;
  /** Unix ms; nobody wants it any more afterwards. */
  readonly validUntil: number;
  /** Somebody claimed it before and never said how that went. */
  readonly isAnswerLost: boolean;
}

/** Every method is one transaction. @throws OperationalError('database-unavailable') */
export interface TextStore {
  add(text: NewText, now: number): Promise<{ readonly text: TextMessageView; readonly isNew: boolean }>;
  claim(now: number, claimedUntil: number): Promise<ClaimedText | null>;
  sent(textId: string, reference: string | null, at: number): Promise<TextMessageView>;
  later(textId: string, nextTryAt: number, reason: string): Promise<void>;
  failed(textId: string, reason: string): Promise<TextMessageView>;
  /** What the gateway says of one it took. null: there is no such sent text. */
  report(
    textId: string,
    state: 'delivered' | 'undelivered',
    reason: string,
    at: number,
  ): Promise<TextMessageView | null>;
  /** By a person: due now. False when it is neither waiting nor failed. */
  retry(textId: string, now: number): Promise<boolean>;
  get(textId: string): Promise<TextMessageView | null>;
  /** Newest first. */
  list(query: TextQuery): Promise<Page<TextMessageView>>;
  counts(): Promise<Readonly<Record<TextState, number>>>;
}
