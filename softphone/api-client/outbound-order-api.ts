import type { MarkRequest } from '../../server/contract/campaign-order';
import type { Http } from './http';

const id = encodeURIComponent;

/** What an agent does with the contacts of campaigns. */
export function createOutboundOrderApi(http: Http) {
  return {
    mark: (callId: string, request: MarkRequest) =>
      http.request<unknown>('POST', `/calls/${id(callId)}/mark`, request),
  };
}
