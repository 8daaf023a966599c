/**
 * What a flow may ask of the centre: bills, passwords, orders, payments, tickets, faxes. A service is described
 * here for the checker, which needs no database, and done by a handler (server/selfservice), which does.
 *
 *   node ──ask──► FlowAction 'ask' ──► IvrService ──► handler ──► FlowInput 'answered' ──► node
 *
 * The question is part of the stored state: after a crash the same question, with the same id, is asked again,
 * so a handler that changes something uses `requestId` to do it once.
 */
import type { CallId, CustomerId } from '../contract/ids';
import type { Language } from './flow-terms';

export interface ServiceSpec {
  /** Two words: 'bill.month', 'password.check'. */
  readonly name: string;
  /** Confidential data: the checker demands that every way here passes a `verify` of `account`. */
  readonly confidential: boolean;
  /**
   * Of a confidential service: the input that says whose data it is, 'account' when left out. The variable given to
   * it is the one that must have been verified.
   */
  readonly account?: string;
  readonly inputs: Readonly<Record<string, ServiceInput>>;
  /** Variables an answer may set, by name, with the grammar they are spoken in. */
  readonly outputs: Readonly<Record<string, ValueKind>>;
  /** True for a service that takes more inputs than it names, as 'ticket.create' takes a type's fields. */
  readonly openInputs?: boolean;
  /**
   * Every way it can end; a flow must say where each leads. 'away' = the system behind it does not answer; it can
   * happen to every service, named here or not.
   */
  readonly outcomes: readonly string[];
}

export interface ServiceInput {
  /** Comes from a sensitive entry: never noted, never kept in clear. */
  readonly secret?: boolean;
  readonly optional?: boolean;
}

/** How a value is spoken; server/ivr/grammar has one grammar per language for each. */
export const valueKinds = [
  /** One by one, as a telephone, contract or serial number: '10010'. */
  'digits',
  /** A quantity: '105' → one hundred and five. Whole or with a decimal point, may be negative. */
  'number',
  /** A quantity before a counted word, where Chinese says 两: '2'. */
  'count',
  /** Money in the smallest unit, fen or cents: '3850' → ¥38.50. */
  'amount',
  /** '2026-11-22' */
  'date',
  /** '2026-11' */
  'month',
  /** '2026-11-22T14:30' in the pack's time zone */
  'time',
  /** Whole seconds: '90' → one minute thirty */
  'duration',
  /** Name of a sound rendered when the text was saved; said as it is. */
  'sound',
] as const;
export type ValueKind = (typeof valueKinds)[number];

export interface ServiceRequest {
  readonly service: string;
  /** Stays the same when the question is repeated after a crash. */
  readonly requestId: string;
  readonly callId: CallId;
  readonly callerNumber: string;
  readonly dialedNumber: string;
  readonly customerId: CustomerId | null;
  readonly language: Language;
  readonly packId: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Accounts proved by password in this call, 'line:2163330001', 'contract:C-1'. */
  readonly verified: readonly string[];
  /** Ids of the messages the caller has left in this call, oldest first. */
  readonly messages?: readonly string[];
}

export interface ServiceAnswer {
  /** One of the spec's outcomes. */
  readonly outcome: string;
  readonly outputs?: Readonly<Record<string, string>>;
  /** An account that is proved from now on. */
  readonly verified?: string;
}

/** Throws OperationalError when what it needs is away: the flow hears 'away'. Must answer within `timeoutMs`. */
export type ServiceHandler = (request: ServiceRequest) => Promise<ServiceAnswer>;

export interface FlowService {
  readonly spec: ServiceSpec;
  readonly handle: ServiceHandler;
}
