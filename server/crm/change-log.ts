import type { ChangedEntity } from '../contract/maintenance';

/** Who changes something, and why: both are kept with the change. */
export interface Author {
  /** Agent number, login, or the name of an API key. */
  readonly who: string;
  /** '' when nobody said. */
  readonly why: string;
}

export interface RecordedChange extends Author {
  readonly entity: ChangedEntity;
  readonly id: string;
  /** null: it did not exist before. */
  readonly before: object | null;
  /** null: it was removed. */
  readonly after: object | null;
  /** The change it takes back. */
  readonly undoes?: string;
  /** The import it is part of. */
  readonly importId?: string;
}

/** Keeps every change of customer data. It is part of the change: when it cannot be kept, nothing is changed. */
export interface ChangeLog {
  record(change: RecordedChange): Promise<void>;
}
