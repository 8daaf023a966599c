import type { RecordingAction, RecordingLogEntry, Waveform } from '../../server/contract/recordings';
import type { Page } from '../../server/contract/rest';
import type { Paging } from './customer-api';
import type { Http } from './http';
import { query } from './query';

const id = encodeURIComponent;
const pathOf = (callId: string, recordingId: string): string =>
  `/calls/${id(callId)}/recordings/${id(recordingId)}`;

/** The recording of the agent's talk, and what is done with those that are kept. */
export const createRecordingApi = (http: Http) => ({
  change: (callId: string, action: RecordingAction) =>
    http.request<unknown>('POST', `/desk/calls/${id(callId)}/recording/${action}`),
  waveform: (callId: string, recordingId: string) =>
    http.request<Waveform>('GET', `${pathOf(callId, recordingId)}/waveform`),
  hold: (callId: string, recordingId: string, isHeld: boolean, why: string) =>
    http.request<unknown>('PUT', `${pathOf(callId, recordingId)}/legal-hold`, { isHeld, why }),
  log: (paging: Paging) =>
    http.request<Page<RecordingLogEntry>>('GET', `/recordings/log${query({ ...paging })}`),
  delete: (callId: string, recordingId: string, why: string) =>
    http.request<unknown>('POST', `${pathOf(callId, recordingId)}/deletion`, { why }),
});

/** Where a browser plays it, or saves it. */
export const recordingUrl = (
  callId: string,
  recordingId: string,
  as: 'sound' | 'download' = 'sound',
): string => `/api/v1${pathOf(callId, recordingId)}/audio${as === 'download' ? '?as=download' : ''}`;
