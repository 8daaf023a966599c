import type { IncomingMessage } from 'node:http';
import { sessionToken } from './cookies';
import { isOriginAllowed } from './origin';

export interface UpgradeGate {
  readonly tokenOf: (cookieHeader: string | undefined) => string | null;
  readonly isOriginAllowed: (request: IncomingMessage) => boolean;
}

/** The rules of this room for the WebSocket gateway, which is told them instead of importing them. */
export function createUpgradeGate(allowedOrigins: readonly string[]): UpgradeGate {
  return {
    tokenOf: sessionToken,
    isOriginAllowed: ({ headers }) =>
      isOriginAllowed({ origin: headers.origin, host: headers.host }, allowedOrigins),
  };
}
