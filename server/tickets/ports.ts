/** What work orders need of the rest of the centre. */
import type { CallId, CustomerId } from '../contract/ids';
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
