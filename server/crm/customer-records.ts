import type {
  BillFilter,
  BillQuery,
  CustomerChange,
  NewCustomer,
  NewNote,
  OrderChange,
  OrderDetail,
  OrderFilter,
  OrderQuery,
} from '../contract/crm';
import type { BillView, CustomerNoteView, ServiceOrderView } from '../contract/customer-data';
import type { CustomerId } from '../contract/ids';
import type { Page } from '../contract/rest';
import type { Author } from './change-log';

/** A page of a list: `page` from 1. */
export interface Paging {
  readonly page: number;
  readonly pageSize: number;
}

/**
 * Changes of customers. Every one is recorded with its author in the same transaction.
 * All throw UserError: 'not-found', 'validation-failed' for what is no number, 'conflict' when somebody else changed
 * it meanwhile, or when a contract number belongs to another customer.
 */
export interface CustomerRecords {
  create(customer: NewCustomer, author: Author): Promise<CustomerId>;
  change(customerId: CustomerId, change: CustomerChange, author: Author): Promise<void>;
  /** Adds what the text holds, which may be several numbers; one he already has is no error. */
  addPhone(customerId: CustomerId, number: string, author: Author): Promise<void>;
  removePhone(customerId: CustomerId, phoneId: string, author: Author): Promise<void>;
  /** @param noteId chosen before the first try: repeated with it, there is one note */
  addNote(customerId: CustomerId, note: NewNote, author: Author, noteId?: string): Promise<CustomerNoteView>;
  /** Pinned ones first, then the newest. */
  notes(customerId: CustomerId, paging: Paging): Promise<Page<CustomerNoteView>>;
}

/** Bills and service orders, for screens; what callers hear comes from the BusinessSystem. */
export interface AccountRecords {
  billsOf(customerId: CustomerId, filter: BillFilter): Promise<Page<BillView>>;
  /** @throws UserError('validation-failed') without an account, a month or an unpaid status to go by */
  bills(query: BillQuery): Promise<Page<BillView>>;
  ordersOf(customerId: CustomerId, filter: OrderFilter): Promise<Page<ServiceOrderView>>;
  orders(query: OrderQuery): Promise<Page<ServiceOrderView>>;
  order(orderId: string): Promise<OrderDetail | null>;
  /** @throws UserError 'not-found' | 'conflict' */
  changeOrder(orderId: string, change: OrderChange, author: Author): Promise<OrderDetail>;
}
