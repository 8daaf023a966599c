import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Session } from '../auth/ports';
import { describeError } from '../errors';
import type { Logger } from '../logging';
import { isEventId } from './event-id';

export const EVENTS_PATH = '/api/v1/events';

export interface UpgradeDeps {
  readonly authenticate: (token: string) => Promise<Session | null>;
  /** From the Cookie header; the http room knows the cookie. */
  readonly tokenOf: (cookieHeader: string | undefined) => string | null;
  readonly isOriginAllowed: (request: IncomingMessage) => boolean;
  readonly logger: Logger;
}

export type Admission =
  | { readonly kind: 'admitted'; readonly session: Session; readonly after: string | null }
  | { readonly kind: 'refused'; readonly status: 400 | 401 | 403 | 503 };

export const isForEvents = (request: IncomingMessage): boolean => urlOf(request)?.pathname === EVENTS_PATH;

/** Who may open the socket, decided before there is one. */
export async function admit(deps: UpgradeDeps, request: IncomingMessage): Promise<Admission> {
  if (!deps.isOriginAllowed(request)) return { kind: 'refused', status: 403 };
  const after = urlOf(request)?.searchParams.get('after') ?? null;
  if (after !== null && !isEventId(after)) return { kind: 'refused', status: 400 };
  const token = deps.tokenOf(request.headers.cookie);
  if (token === null) return { kind: 'refused', status: 401 };
  try {
    const session = await deps.authenticate(token);
    return session ? { kind: 'admitted', session, after } : { kind: 'refused', status: 401 };
  } catch (error) {
    deps.logger.warn({ reason: describeError(error) }, 'socket could not be authenticated');
    return { kind: 'refused', status: 503 };
  }
}

export function refuse(socket: Duplex, status: number): void {
  const text = STATUS_CODES[status] ?? '';
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function urlOf(request: IncomingMessage): URL | null {
  const target = request.url ?? '';
  return target.startsWith('/') && URL.canParse(target, 'http://localhost')
    ? new URL(target, 'http://localhost')
    : null;
}
