/** What other rooms may ask of work orders: make one, and say how far one is. */
import type { CallId, CustomerId } from '../contract/ids';
import type { OrderProgressView, OrderPriority } from '../contract/tickets';

export interface NewTicket {
  /** A type of the pack's work-orders.yaml: 'fault', 'complaint', 'callback' … */
  readonly type: string;
  /** Whose type; default: the first pack served. */
  readonly pack?: string;
  /** Chosen by the caller before the first try: repeated with it, the same order is answered. At most 120 characters. */
  readonly requestId: string;
  /** The flow by its pack, an API key or a part of the server by its name. */
  readonly createdBy: TicketAuthor;
  readonly callId?: CallId | null;
  readonly customerId?: CustomerId | null;
  /** As known at the time; the order keeps it. */
  readonly customerName?: string | null;
  readonly contactName?: string | null;
  readonly contactNumber?: string | null;
  readonly lineNumber?: string | null;
  readonly contractNumber?: string | null;
  readonly subject?: string;
  readonly text?: string;
  /** By the type's field names. From a flow, a required field may be missing: the desk completes it. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly documents?: readonly string[];
  readonly priority?: OrderPriority;
  readonly language?: 'zh-CN' | 'en-US';
  /** A recorded message or a fax that belongs to it, by its id. */
  readonly recordingId?: string | null;
  readonly parentOrderId?: string | null;
}

export type TicketAuthor =
  | { readonly kind: 'agent' | 'supervisor'; readonly id: string }
  | { readonly kind: 'flow' | 'api' | 'system'; readonly id: string };

export interface CreatedTicket {
  readonly orderId: string;
  /** To be spoken digit by digit. */
  readonly serial: string;
  /** 'YYYY-MM-DD' in the time zone of the type's calendar. */
  readonly promisedDate: string | null;
  /** The type is handled in person only: say prompt 28. */
  readonly inPerson: boolean;
}

export interface TicketService {
  /**
   * @throws UserError validation-failed (unknown or switched-off type, unknown field, value of the wrong kind),
   *   conflict (the requestId was used for other contents); OperationalError database-unavailable
   */
  create(ticket: NewTicket): Promise<CreatedTicket>;
}

export interface OrderProgress {
  /** null when no order has this serial, or its check digit is wrong. */
  bySerial(serial: string): Promise<OrderProgressView | null>;
  /** Live orders about a line, newest first, at most 10. */
  byLine(lineNumber: string): Promise<readonly OrderProgressView[]>;
}
