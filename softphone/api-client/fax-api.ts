import type { InformationItemView } from '../../server/contract/crm';
import type {
  FaxAbilityView,
  FaxDocumentRequest,
  FaxSummary,
  FaxTarget,
  FaxView,
} from '../../server/contract/fax';
import type { Page } from '../../server/contract/rest';
import type { Http } from './http';
import { query } from './query';

export interface FaxSearch {
  readonly state?: string;
  readonly number?: string;
  readonly callId?: string;
  readonly customerId?: string;
  readonly page?: number;
  readonly pageSize?: number;
}

export function createFaxApi(http: Http) {
  const get = <T>(path: string) => http.request<T>('GET', path);
  const post = <T>(path: string, body?: unknown) => http.request<T>('POST', path, body);
  const at = (faxId: string) => `/faxes/${encodeURIComponent(faxId)}`;
  return {
    list: (search: FaxSearch) => get<Page<FaxSummary>>(`/faxes${query({ ...search })}`),
    get: (faxId: string) => get<FaxView>(at(faxId)),
    ability: () => get<FaxAbilityView>('/fax-lines'),
    send: (target: FaxTarget, document: FaxDocumentRequest) =>
      post<FaxView>('/faxes', { ...target, document }),
    upload: (target: FaxTarget, title: string, file: File) =>
      http.upload<FaxView>('POST', `/faxes/upload${query({ ...target, title })}`, file),
    retry: (faxId: string) => post<FaxView>(`${at(faxId)}/retry`),
    cancel: (faxId: string) => post<FaxView>(`${at(faxId)}/cancel`),
    /** What may be told today, to be chosen from. */
    items: (search: string) =>
      get<Page<InformationItemView>>(
        `/information-items${query({ search, isValid: true, page: 1, pageSize: 30 })}`,
      ),
    item: (itemId: string) => get<InformationItemView>(`/information-items/${encodeURIComponent(itemId)}`),
  };
}

/** Where a browser downloads the pages as they are sent. */
export const faxDocumentUrl = (faxId: string): string =>
  `/api/v1/faxes/${encodeURIComponent(faxId)}/document`;
