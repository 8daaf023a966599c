import type { Page } from '../../server/contract/rest';
import type {
  AttachmentView,
  AuditResult,
  DeskFigures,
  MoveName,
  NewOrderRequest,
  OrderChange,
  OrderDetail,
  OrderSummary,
  OrderTypesView,
} from '../../server/contract/tickets';
import type { Http } from './http';
import { query } from './query';

/** What the list is asked for; every field as the server's query names it. */
export interface OrderSearch {
  readonly desk?: string;
  readonly state?: string;
  readonly type?: string;
  readonly assignee?: string;
  readonly due?: string;
  readonly customerId?: string;
  readonly serial?: string;
  readonly number?: string;
  readonly search?: string;
  readonly sort?: string;
  readonly direction?: string;
  readonly page?: number;
  readonly pageSize?: number;
}

/** Types, states and the rest of a new order; what is left out the server takes from the call. */
export type NewOrder = Partial<NewOrderRequest> & Pick<NewOrderRequest, 'type'>;

export function createWorkOrderApi(http: Http) {
  const get = <T>(path: string) => http.request<T>('GET', path);
  const post = <T>(path: string, body: unknown) => http.request<T>('POST', path, body);
  const at = (orderId: string) => `/work-orders/${encodeURIComponent(orderId)}`;
  return {
    types: () => get<OrderTypesView>('/work-order-types'),
    desks: () => get<DeskFigures[]>('/work-order-desks'),
    list: (search: OrderSearch) => get<Page<OrderSummary>>(`/work-orders${query({ ...search })}`),
    get: (orderId: string) => get<OrderDetail>(at(orderId)),
    audit: (orderId: string) => get<AuditResult>(`${at(orderId)}/audit`),
    create: (order: NewOrder) => post<OrderDetail>('/work-orders', order),
    move: (orderId: string, move: MoveName, body: unknown) =>
      post<OrderDetail>(`${at(orderId)}/${move}`, body),
    correct: (orderId: string, change: OrderChange) => http.request<OrderDetail>('PUT', at(orderId), change),
    comment: (orderId: string, text: string) => post<OrderDetail>(`${at(orderId)}/comments`, { text }),
    attach: (orderId: string, file: File) =>
      http.upload<AttachmentView>('POST', `${at(orderId)}/attachments${query({ name: file.name })}`, file),
    returnCall: (orderId: string) => post<{ callId: string }>(`${at(orderId)}/return-call`, {}),
    /** The machine tells the caller his serial number while the agent talks. */
    speakSerial: (callId: string, serial: string) =>
      post<unknown>(`/desk/calls/${encodeURIComponent(callId)}/speak`, { kind: 'serial', value: serial }),
  };
}

/** Where a browser downloads an attachment. */
export const attachmentUrl = (orderId: string, attachmentId: string): string =>
  `/api/v1/work-orders/${encodeURIComponent(orderId)}/attachments/${encodeURIComponent(attachmentId)}`;
