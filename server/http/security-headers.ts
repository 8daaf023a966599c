import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { PhoneAddresses } from './phone-addresses';

/**
 * Everything from our own origin; styles inline too, because Mantine writes them at run time. The softphone
 * talks to a switch directly, so their WebSockets are the only foreign addresses it may open.
 */
export function securityHeaders(phones: PhoneAddresses): RequestHandler[] {
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
        connectSrc: ["'self'", (request) => webSocketSources(request.headers.host, phones)],
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
function webSocketSources(host: string | undefined, phones: PhoneAddresses): string {
  // A Host header that is none must not get into a header of ours.
  if (host === undefined || !/^[A-Za-z0-9.-]+(:\d+)?$|^\[[0-9A-Fa-f:]+\](:\d+)?$/.test(host)) return "'self'";
  const phoneUrls = phones.all(host.replace(/:\d+$/, '')).filter((url) => URL.canParse(url));
  return [`ws://${host}`, `wss://${host}`, ...phoneUrls.map(originOf)].join(' ');
}

const originOf = (url: string): string => `${new URL(url).protocol}//${new URL(url).host}`;
