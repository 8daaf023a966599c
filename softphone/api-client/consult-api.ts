import type { HandOverTarget, HandOverTargets, SwapRequest } from '../../server/contract/hand-over';
import type { Http } from './http';
import { query } from './query';

/** Handing the caller to somebody, at once or after asking. */
export function createConsultApi(http: Http) {
  const at = (callId: string) => `/desk/calls/${encodeURIComponent(callId)}/consult`;
  const post = (path: string, body?: unknown) => http.request<unknown>('POST', path, body);
  return {
    targets: (search: string) =>
      http.request<HandOverTargets>('GET', `/desk/hand-over-targets${query({ search })}`),
    /** The same request again changes nothing. */
    transfer: (callId: string, requestId: string, to: HandOverTarget) =>
      post(`/desk/calls/${encodeURIComponent(callId)}/transfer`, { requestId, to }),
    start: (callId: string, requestId: string, to: HandOverTarget) => post(at(callId), { requestId, to }),
    /** The caller gets whom was called, and the agent leaves. */
    complete: (callId: string) => post(`${at(callId)}/complete`),
    swap: (callId: string, talkTo: SwapRequest['talkTo']) => post(`${at(callId)}/swap`, { talkTo }),
    merge: (callId: string) => post(`${at(callId)}/merge`),
    cancel: (callId: string) => post(`${at(callId)}/cancel`),
  };
}
