import type {
  DirectoryEntryChange,
  DirectoryEntryView,
  InformationItemChange,
  InformationItemView,
} from '../../server/contract/crm';
import type { Page } from '../../server/contract/rest';
import type { Http } from './http';
import { query } from './query';

export interface DirectorySearch {
  readonly search: string;
  readonly category: string | null;
  readonly withUnlisted: boolean;
  readonly page: number;
}

export interface InformationSearch {
  readonly search: string;
  readonly class: string | null;
}

/** Every page of a list as long as a person can still read; the rest is found by searching. */
export const referencePageSize = 50;
const allItems = 200;

/** What an agent looks up for a caller: the directory (114) and information items. */
export function createReferenceApi(http: Http) {
  const get = <T>(path: string) => http.request<T>('GET', path);
  const id = encodeURIComponent;
  return {
    directory: (search: DirectorySearch) =>
      get<Page<DirectoryEntryView>>(
        `/directory-entries${query({
          ...search,
          withUnlisted: search.withUnlisted ? 'true' : null,
          pageSize: referencePageSize,
        })}`,
      ),
    addEntry: (entry: Omit<DirectoryEntryView, 'entryId' | 'version'> & { why: string }) =>
      http.request<DirectoryEntryView>('POST', '/directory-entries', entry),
    changeEntry: (entryId: string, change: DirectoryEntryChange) =>
      http.request<DirectoryEntryView>('PUT', `/directory-entries/${id(entryId)}`, change),
    removeEntry: (entryId: string, version: number, why: string) =>
      http.request<unknown>('DELETE', `/directory-entries/${id(entryId)}${query({ version, why })}`),
    /** The machine takes the caller over, says the number and offers to dial it. */
    speakToCaller: (callId: string, number: string) =>
      http.request<unknown>('POST', `/desk/calls/${id(callId)}/speak-directory`, { number }),
    information: (search: InformationSearch) =>
      get<Page<InformationItemView>>(
        `/information-items${query({ ...search, page: 1, pageSize: allItems })}`,
      ),
    addItem: (item: object) => http.request<InformationItemView>('POST', '/information-items', item),
    removeItem: (itemId: string, version: number, why: string) =>
      http.request<unknown>('DELETE', `/information-items/${id(itemId)}${query({ version, why })}`),
    changeItem: (itemId: string, change: InformationItemChange) =>
      http.request<InformationItemView>('PUT', `/information-items/${id(itemId)}`, change),
  };
}
