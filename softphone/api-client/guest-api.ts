import type { GuestCallAccount, GuestCallRequest } from '../../server/contract/rest';
import type { Http } from './http';

/** The little that a caller's page asks of the server. */
export const createGuestApi = (http: Http) => ({
  openCall: (request: GuestCallRequest) => http.request<GuestCallAccount>('POST', '/guest-calls', request),
});
