import type { Api } from '../api-client/api';
import { ApiError } from '../api-client/api-error';

/** The caller rings no longer than some seconds anyway. */
const TRIES = 5;
const PAUSE_MS = 500;

/**
 * Takes the call of an offer, and asks again when the server cannot be reached for a moment: the request may be repeated.
 * false: it is somebody else's, the caller has gone, or the server stays away.
 */
export function createTakeOffer(api: Pick<Api, 'acceptOffer'>): (offerId: string) => Promise<boolean> {
  return async (offerId) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await api.acceptOffer(offerId);
        return true;
      } catch (error) {
        const mayComeBack = error instanceof ApiError && (error.status === 0 || error.status >= 500);
        if (!mayComeBack || attempt === TRIES) return false;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  };
}
