import {
  PACK_FILES_TYPE,
  type PackPlan,
  type PackVersionFiles,
  type PackVersionView,
  type PackView,
} from '../../server/contract/packs';
import type { Page } from '../../server/contract/rest';
import type { Paging } from './customer-api';
import type { Http } from './http';
import { query } from './query';

export type PackTexts = PackVersionFiles['files'];

/** The version that was looked at, and why it is replaced. */
export interface PackChange {
  readonly base: number;
  readonly why: string;
}

const at = (packId: string): string => `/packs/${encodeURIComponent(packId)}`;
const asFile = (files: PackTexts): Blob => new Blob([JSON.stringify(files)], { type: PACK_FILES_TYPE });

/** Packs, their versions, and what somebody writes of them. */
export function createPackApi(http: Http) {
  const get = <T>(path: string) => http.request<T>('GET', path);
  return {
    list: () => get<PackView[]>('/packs'),
    versions: (packId: string, paging: Paging) =>
      get<Page<PackVersionView>>(`${at(packId)}/versions${query({ ...paging })}`),
    version: (packId: string, version: number) =>
      get<PackVersionFiles>(`${at(packId)}/versions/${String(version)}`),
    plan: (packId: string, files: PackTexts) =>
      http.upload<PackPlan>('POST', `${at(packId)}/plan`, asFile(files)),
    apply: (packId: string, files: PackTexts, change: PackChange & { speakMissing: boolean }) =>
      http.upload<PackVersionView>(
        'POST',
        `${at(packId)}/apply${query({ ...change, speakMissing: String(change.speakMissing) })}`,
        asFile(files),
      ),
    rollback: (packId: string, version: number, change: PackChange) =>
      http.request<PackVersionView>('POST', `${at(packId)}/rollback`, { version, ...change }),
  };
}

/** Where a browser finds the flow of a version as a picture. */
export const flowUrl = (packId: string, version: number, language: string): string =>
  `/api/v1${at(packId)}/graph${query({ version, language })}`;
