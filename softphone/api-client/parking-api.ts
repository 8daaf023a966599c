import type { Http } from './http';

const id = encodeURIComponent;

/** Letting go of the caller, for whoever picks him up. */
export const createParkingApi = (http: Http) => ({
  /** The same request again changes nothing. */
  park: (callId: string, requestId: string) =>
    http.request<unknown>('POST', `/desk/calls/${id(callId)}/park`, { requestId }),
  pickUp: (callId: string) => http.request<unknown>('POST', `/desk/parked/${id(callId)}/pick-up`),
});
