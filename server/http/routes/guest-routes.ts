import type { GuestAccounts } from '../../auth/guest-accounts';
import { guestCallRequestSchema, guestCallSchema } from '../../contract/rest';
import { OperationalError, UserError } from '../../errors';
import type { PhoneAddresses } from '../phone-addresses';
import { remoteKey, type RateLimiter } from '../rate-limit';
import { route, type Route } from '../route';

export interface GuestRouteDeps {
  readonly guests: Pick<GuestAccounts, 'open'>;
  /** Slows down guessing the key, and callers who fill the lines. */
  readonly guestLimit: RateLimiter;
  readonly phones: PhoneAddresses;
}

/** What the call page asks for: anybody who has its link may phone. */
export function guestRoutes({ guests, guestLimit, phones }: GuestRouteDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/guest-calls',
      summary: 'A SIP account for one call from the call page',
      access: 'public',
      body: guestCallRequestSchema,
      response: guestCallSchema,
      status: 201,
      handler: async ({ body, exchange }) => {
        const waitMs = guestLimit.take(remoteKey(exchange.remote));
        if (waitMs > 0) {
          throw new UserError('too-many-requests', 'Too many calls from your address. Try again shortly.', {
            details: { retryAfterS: Math.ceil(waitMs / 1000) },
          });
        }
        const call = await guests.open(body.key, body.name);
        const webSocketUrl = phones.urlFor(call.user, exchange.hostname);
        if (webSocketUrl === null)
          throw new OperationalError('switch-unavailable', 'no switch has a WebSocket');
        return { ...call, webSocketUrl };
      },
    }),
  ];
}
