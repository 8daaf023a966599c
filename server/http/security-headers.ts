import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Everything from our own origin; styles inline too, because Mantine writes them at run time. The softphone
 * talks to the switch directly, so its WebSocket is the one foreign address it may open.
 */
export function securityHeaders(phoneWebSocketUrl: (hostname: string) => string | null): RequestHandler[] {
  const policy = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'data:', 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", (request) => webSocketSources(request.headers.host, phoneWebSocketUrl)],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // The neighbours on the same domain may still be plain http.
    strictTransportSecurity: { includeSubDomains: false },
  });
  return [
    policy,
    (_request, response, next) => {
      response.set(
        'Permissions-Policy',
        'microphone=(self), speaker-selection=(self), camera=(), geolocation=()',
      );
      next();
    },
  ];
}

/** Some browsers do not count a WebSocket to the same host as 'self': it is named too. */
function webSocketSources(
  host: string | undefined,
  phoneWebSocketUrl: (hostname: string) => string | null,
): string {
  // A Host header that is none must not get into a header of ours.
  if (host === undefined || !/^[A-Za-z0-9.-]+(:\d+)?$|^\[[0-9A-Fa-f:]+\](:\d+)?$/.test(host)) return "'self'";
  const phoneUrl = phoneWebSocketUrl(host.replace(/:\d+$/, ''));
  const phoneSource = phoneUrl !== null && URL.canParse(phoneUrl) ? [originOf(phoneUrl)] : [];
  return [`ws://${host}`, `wss://${host}`, ...phoneSource].join(' ');
}

const originOf = (url: string): string => `${new URL(url).protocol}//${new URL(url).host}`;
