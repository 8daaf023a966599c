/** What self-service needs of other rooms, and no more of them than that. compose-selfservice.ts joins them. */
import type { CallId, CustomerId } from '../contract/ids';
import type { Language } from '../ivr/flow-terms';

/** Information people may have read to them (server/crm). */
export interface InformationCatalog {
  /** null: there is no such category, or it is not for sale now. */
  item(category: string): Promise<InformationItem | null>;
  /** The next category of the group after this one, in order of their numbers; `after` null: the first. */
  next(group: string, after: string | null): Promise<InformationItem | null>;
}

export interface InformationItem {
  readonly itemId: string;
  /** The number callers type: '102'. */
  readonly category: string;
  readonly group: string;
  readonly kind: 'public' | 'charged' | 'confidential';
  /** In the smallest unit of the currency; 0 unless charged. */
  readonly price: number;
  /** Names of the rendered sounds; a language may be missing. */
  readonly title: Readonly<Partial<Record<Language, string>>>;
  readonly content: Readonly<Partial<Record<Language, string>>>;
}

/** Documents by fax (server/fax). */
export interface FaxSending {
  /** Once per requestId. `refused`: not a number that may be dialled. */
  send(fax: FaxRequest): Promise<'queued' | 'refused'>;
}

export interface FaxRequest {
  readonly requestId: string;
  readonly callId: CallId;
  readonly customerId: CustomerId | null;
  readonly to: string;
  readonly itemId: string;
  readonly language: Language;
}

/** Serial numbers by text message (server/tickets). */
export interface SerialTexting {
  isOffered(packId: string): boolean;
  /** Once for each number. `not-mobile`: no text can be sent to it. */
  toCaller(text: {
    readonly serial: string;
    readonly number: string;
    readonly callId: CallId;
    readonly language: Language;
  }): Promise<'queued' | 'not-mobile' | 'refused'>;
}

/** Promises to call back (server/acd). */
export interface Callbacks {
  /** With the place that call had in the queue. `refused`: not a number that may be dialled, or nothing can be. */
  request(wish: {
    readonly number: string;
    readonly queueId: string;
    readonly topic: string | null;
    readonly customerId: CustomerId | null;
    readonly language: Language;
    readonly ofCallId: CallId;
  }): Promise<'accepted' | 'refused'>;
}

/** What a flow is told of a queue (server/queues). */
export interface QueueRoom {
  /** Whether it takes another caller. */
  roomIn(queueId: string): Promise<'open' | 'busy' | 'closed' | 'nobody-there'>;
  /** Whether its talks are, or may be, recorded. */
  isRecorded(queueId: string): boolean;
}
