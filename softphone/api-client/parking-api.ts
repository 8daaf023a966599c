import type { Http } from './http';

const id = encodeURIComponent;

/** Letting go of the caller, for whoever picks him up, and callers who wait for a busy agent. The same request again changes nothing. */
export function createParkingApi(http: Http) {
  const post = (path: string, body?: unknown) => http.request<unknown>('POST', path, body);
  return {
    park: (callId: string, requestId: string) => post(`/desk/calls/${id(callId)}/park`, { requestId }),
    pickUp: (callId: string) => post(`/desk/parked/${id(callId)}/pick-up`),
    takeWaiting: (callId: string, requestId: string) =>
      post(`/desk/waiting/${id(callId)}/take`, { requestId }),
    refuseWaiting: (callId: string) => post(`/desk/waiting/${id(callId)}/refuse`),
  };
}
