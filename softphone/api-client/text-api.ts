import type { Page } from '../../server/contract/rest';
import type { TextAbilityView, TextMessageView } from '../../server/contract/texts';
import type { Http } from './http';
import { query } from './query';

export interface TextSearch {
  readonly state?: string;
  readonly page?: number;
  readonly pageSize?: number;
}

/** Text messages, and the serial number of an order as one. */
export function createTextApi(http: Http) {
  const get = <T>(path: string) => http.request<T>('GET', path);
  const post = <T>(path: string, body?: unknown) => http.request<T>('POST', path, body);
  const ofOrder = (orderId: string) => `/work-orders/${encodeURIComponent(orderId)}/text-messages`;
  return {
    ability: () => get<TextAbilityView>('/text-gateway'),
    list: (search: TextSearch) => get<Page<TextMessageView>>(`/text-messages${query({ ...search })}`),
    retry: (textId: string) => post<TextMessageView>(`/text-messages/${encodeURIComponent(textId)}/retry`),
    ofOrder: (orderId: string) => get<TextMessageView[]>(ofOrder(orderId)),
    /** `requestId`: a button pressed twice sends once. */
    sendSerial: (orderId: string, number: string, requestId: string) =>
      post<TextMessageView>(ofOrder(orderId), { number, requestId }),
  };
}
