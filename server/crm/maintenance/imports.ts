import type { Readable } from 'node:stream';
import type {
  ExportQuery,
  ImportQuery,
  ImportView,
  NewImport,
  TableName,
  UndoResult,
} from '../../contract/maintenance';
import type { Page } from '../../contract/rest';
import type { Author } from '../change-log';

/** Tables that people bring in: tried first, then done as a whole or not at all. */
export interface Imports {
  /**
   * Keeps the file and tries it: what it would change, and every fault. Nothing of it is done.
   * @throws UserError 'validation-failed' for what is no such table, 'conflict' while another import runs
   */
  check(file: AsyncIterable<Buffer>, wanted: NewImport, author: Author): Promise<ImportView>;
  /**
   * Does it, in one transaction. When the data has changed so that there are faults now, nothing is done and the
   * import becomes 'faulty'. @throws UserError 'not-found', 'conflict' when it is not waiting to be done
   */
  commit(importId: string, author: Author): Promise<ImportView>;
  /** Takes every change of it back, or none. @throws UserError 'not-found', 'conflict' when it was not done */
  undo(importId: string, author: Author): Promise<UndoResult>;
  /** Forgets those brought before then that were never done, with their files. @returns how many */
  purge(before: Date): Promise<number>;
  get(importId: string): Promise<ImportView | null>;
  list(query: ImportQuery): Promise<Page<ImportView>>;
}

export interface Exports {
  /** A whole table as CSV, read from the database as it is taken. */
  export(table: TableName, format: ExportQuery): Readable;
}
