import type { AuthService } from '../../auth/auth.service';
import type { Session } from '../../auth/ports';
import { loginRequestSchema, phoneAccountSchema, userSchema, type UserView } from '../../contract/rest';
import { OperationalError, UserError } from '../../errors';
import type { PhoneAddresses } from '../phone-addresses';
import { remoteKey, type RateLimiter } from '../rate-limit';
import { route, type Route } from '../route';

export interface SessionRouteDeps {
  readonly auth: Pick<AuthService, 'login' | 'logout' | 'sipLogin'>;
  readonly loginLimit: RateLimiter;
  readonly phones: PhoneAddresses;
  /** Where the centre is: IANA. */
  readonly timeZone: string;
}

export function sessionRoutes(deps: SessionRouteDeps): Route[] {
  return [login(deps), logout(deps), me(deps), phone(deps)];
}

const login = ({ auth, loginLimit, timeZone }: SessionRouteDeps): Route =>
  route({
    method: 'post',
    path: '/login',
    summary: 'Log in; sets the session cookie',
    access: 'public',
    body: loginRequestSchema,
    response: userSchema,
    handler: async ({ body, exchange }) => {
      const waitMs = loginLimit.take(remoteKey(exchange.remote));
      if (waitMs > 0) {
        throw new UserError('too-many-requests', 'Too many logins from your address. Try again shortly.', {
          details: { retryAfterS: Math.ceil(waitMs / 1000) },
        });
      }
      const { session, token } = await auth.login({ ...body, remote: exchange.remote });
      exchange.setSessionCookie(token);
      return userView(session, timeZone);
    },
  });

const logout = ({ auth }: SessionRouteDeps): Route =>
  route({
    method: 'post',
    path: '/logout',
    summary: 'Log out; refused during a call',
    access: 'user',
    handler: async ({ session, exchange }) => {
      if (exchange.token !== null) await auth.logout(exchange.token, session);
      exchange.clearSessionCookie();
    },
  });

const me = ({ timeZone }: SessionRouteDeps): Route =>
  route({
    method: 'get',
    path: '/me',
    summary: 'Who is logged in',
    access: 'user',
    response: userSchema,
    handler: ({ session }) => userView(session, timeZone),
  });

const phone = ({ auth, phones }: SessionRouteDeps): Route =>
  route({
    method: 'get',
    path: '/me/phone',
    summary: 'The SIP account of this login',
    access: 'agent',
    response: phoneAccountSchema,
    handler: async ({ session, exchange }) => {
      const webSocketUrl = phones.urlFor(session.userId, exchange.hostname);
      if (webSocketUrl === null)
        throw new OperationalError('switch-unavailable', 'no switch has a WebSocket');
      const { user, password, domain } = await auth.sipLogin(session);
      return { uri: `sip:${user}@${domain}`, user, password, domain, webSocketUrl };
    },
  });

function userView({ login: loginName, displayName, role, agentId }: Session, timeZone: string): UserView {
  return { login: loginName, displayName, role, agentId, timeZone };
}
