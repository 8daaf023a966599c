/** What work orders need of the rest of the centre. */
import type { CallId, CustomerId } from '../contract/ids';
import type { TextMessageView } from '../contract/texts';
import type { NewTicket } from './ticket-service';

/** What a call in progress or on record tells of the one who calls. */
export interface CallFacts {
  /** null when there is no such call. */
  of(
    callId: CallId,
  ): Promise<Pick<
    NewTicket,
    | 'customerId'
    | 'customerName'
    | 'contactName'
    | 'contactNumber'
    | 'lineNumber'
    | 'contractNumber'
    | 'language'
  > | null>;
}

export interface OrderPeople {
  /** null when there is no such customer. */
  customer(
    customerId: CustomerId,
  ): Promise<Pick<NewTicket, 'customerId' | 'customerName' | 'contractNumber'> | null>;
}

export interface ReturnCalls {
  /** As if the agent dialled. @throws UserError no-trunk, agent-busy, number-not-allowed … */
  dial(agentId: string, number: string, customerId: string | null): Promise<CallId>;
}

/** Words to a mobile (server/texts). */
export interface Texting {
  /** Whether any are sent here. */
  able(): boolean;
  /** Once per requestId. @throws UserError not-a-mobile, no-text-gateway */
  send(text: {
    readonly to: string;
    readonly text: string;
    readonly language: 'zh-CN' | 'en-US';
    readonly requestId: string;
    readonly requestedBy: string;
    readonly callId: string | null;
    readonly orderId: string;
  }): Promise<TextMessageView>;
  /** The latest about an order, newest first. */
  ofOrder(orderId: string): Promise<readonly TextMessageView[]>;
}

/** Bytes by their SHA-256: the same file is kept once, and a changed one is not found. */
export interface BlobStore {
  put(bytes: Buffer): Promise<{ readonly sha256: string }>;
  /** null when it is not there or no longer what it was. */
  get(sha256: string): Promise<Buffer | null>;
}

export interface AttachmentFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}
