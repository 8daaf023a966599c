import type { Http } from './http';

/** Ringing somebody for the caller, who hears music meanwhile. */
export function createConsultApi(http: Http) {
  const at = (callId: string) => `/desk/calls/${encodeURIComponent(callId)}/consult`;
  const post = (path: string, body?: unknown) => http.request<unknown>('POST', path, body);
  return {
    start: (callId: string, number: string) => post(at(callId), { number }),
    /** The caller gets whom was called, and the agent leaves. */
    complete: (callId: string) => post(`${at(callId)}/complete`),
    cancel: (callId: string) => post(`${at(callId)}/cancel`),
  };
}
