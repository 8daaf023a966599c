import type { RecordingAction } from '../../server/contract/recordings';
import type { Http } from './http';

const id = encodeURIComponent;

/** The recording of the agent's talk. */
export const createRecordingApi = (http: Http) => ({
  change: (callId: string, action: RecordingAction) =>
    http.request<unknown>('POST', `/desk/calls/${id(callId)}/recording/${action}`),
});

/** Where a browser plays it. */
export const recordingUrl = (callId: string, recordingId: string): string =>
  `/api/v1/calls/${id(callId)}/recordings/${id(recordingId)}/audio`;
