import type { ProposalView } from '../../server/contract/maintenance';
import type { Page } from '../../server/contract/rest';
import type { SoundPath, SoundView } from '../../server/contract/sounds';
import type { Http } from './http';
import { query } from './query';

export interface SoundSearch {
  readonly pack: string | null;
  readonly language: string | null;
  readonly origin: string | null;
  readonly search: string;
  readonly page: number;
  readonly pageSize: number;
}

const path = ({ language, group, name }: SoundPath): string =>
  [language, group, name].map(encodeURIComponent).join('/');
const at = (sound: SoundPath): string => `/sounds/${path(sound)}/audio`;

/** What callers hear: prompts of packs, fragments of languages, rendered items. */
export function createSoundApi(http: Http) {
  return {
    list: (search: SoundSearch) => http.request<Page<SoundView>>('GET', `/sounds${query({ ...search })}`),
    replace: (sound: SoundPath, file: Blob, reason: string) =>
      http.upload<SoundView>('PUT', `${at(sound)}${query({ reason })}`, file),
    /** For somebody else to approve. */
    propose: (sound: SoundPath, file: Blob, why: string) =>
      http.upload<ProposalView>('POST', `/proposals/recordings/${path(sound)}${query({ why })}`, file),
    restore: (sound: SoundPath, reason: string) =>
      http.request<unknown>('DELETE', `${at(sound)}${query({ reason })}`),
  };
}

/** Where a browser plays it; `changedAt` makes a new recording a new address. */
export const soundUrl = (sound: SoundView): string =>
  `/api/v1${at(sound)}${query({ changed: sound.changedAt })}`;
