import type {
  DirectoryEntryChange,
  DirectoryEntryView,
  DirectoryQuery,
  InformationItemChange,
  InformationItemView,
  InformationQuery,
  NewDirectoryEntry,
  NewInformationItem,
} from '../contract/crm';
import type { Page } from '../contract/rest';
import type { Author } from './change-log';

/** The rules of every kind of record that is kept by people: see CustomerRecords for the errors. */
interface KeptRecords<View, Query, New, Changed> {
  /** null when there is none. */
  get(id: string): Promise<View | null>;
  search(query: Query): Promise<Page<View>>;
  create(record: New, author: Author): Promise<View>;
  change(id: string, change: Changed, author: Author): Promise<View>;
  /** @param version the one that was seen */
  remove(id: string, version: number, author: Author): Promise<void>;
}

/** Directory enquiries (114): numbers that are told to whoever asks. */
export type DirectoryEntries = KeptRecords<
  DirectoryEntryView,
  DirectoryQuery,
  NewDirectoryEntry,
  DirectoryEntryChange
>;

/** What callers choose by its category number. */
export interface InformationItems extends KeptRecords<
  InformationItemView,
  InformationQuery,
  NewInformationItem,
  InformationItemChange
> {
  /** The newest item of a category that is valid on that day ('YYYY-MM-DD'; default: today). */
  current(category: string, day?: string): Promise<InformationItemView | null>;
  /** The item that is valid today in the next category of a topic; `after` null: in its first. */
  next(topic: string, after: string | null): Promise<InformationItemView | null>;
}
