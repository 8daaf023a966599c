import type { ChangeView, ImportView, TableName, UndoResult } from '../../server/contract/maintenance';
import type { Page } from '../../server/contract/rest';
import type { Paging } from './customer-api';
import { longWaitMs, type Http } from './http';
import { query } from './query';

export interface ChangeSearch {
  readonly entity: string | null;
  readonly who: string;
  readonly search: string;
}

export interface ImportRequest {
  readonly table: TableName;
  readonly existing: ImportView['existing'];
  readonly why: string;
}

/** The data maintenance desk: what was changed, tables in and out. */
export function createMaintenanceApi(http: Http) {
  const get = <T>(path: string) => http.request<T>('GET', path);
  const post = <T>(path: string, body: unknown) => http.request<T>('POST', path, body);
  const id = encodeURIComponent;
  return {
    changes: (search: ChangeSearch, paging: Paging) =>
      get<Page<ChangeView>>(`/changes${query({ ...search, ...paging })}`),
    undo: (changeId: string, why: string) => post<UndoResult>(`/changes/${id(changeId)}/undo`, { why }),
    imports: (paging: Paging) => get<Page<ImportView>>(`/imports${query({ ...paging })}`),
    /** Tries the file and changes nothing yet. */
    tryImport: (request: ImportRequest, file: File) =>
      http.upload<ImportView>(
        'POST',
        `/imports${query({ ...request, fileName: file.name })}`,
        new Blob([file], { type: 'text/csv' }),
      ),
    commitImport: (importId: string) =>
      http.request<ImportView>('POST', `/imports/${id(importId)}/commit`, {}, longWaitMs),
    undoImport: (importId: string, why: string) =>
      http.request<UndoResult>('POST', `/imports/${id(importId)}/undo`, { why }, longWaitMs),
  };
}

/** Where a browser downloads a table. */
export const exportUrl = (table: TableName, language: string): string =>
  `/api/v1/exports/${encodeURIComponent(table)}${query({ language })}`;
