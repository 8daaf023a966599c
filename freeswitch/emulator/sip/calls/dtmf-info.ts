import type { ReceivedRequest } from '../message/message';

const DEFAULT_MS = 250;

/** The digit of an INFO: `Signal=5\r\nDuration=160` or the bare digit; null when it is about something else. */
export function readInfoDigit(
  request: ReceivedRequest,
): { readonly digit: string; readonly durationMs: number } | null {
  const type = (request.headers.get('Content-Type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/dtmf-relay' && type !== 'application/dtmf') return null;
  const isRelay = type === 'application/dtmf-relay';
  const signal = isRelay ? /^[ \t]*Signal[ \t]*=[ \t]*(\S+)/im.exec(request.body)?.[1] : request.body.trim();
  const digit = normalise(signal ?? '');
  if (digit === null) return null;
  const duration = Number(/^[ \t]*Duration[ \t]*=[ \t]*(\d{1,5})/im.exec(request.body)?.[1] ?? DEFAULT_MS);
  return { digit, durationMs: duration === 0 ? DEFAULT_MS : duration };
}

/** Some senders write the star and the hash by their RFC 4733 numbers. */
function normalise(signal: string): string | null {
  if (signal === '10') return '*';
  if (signal === '11') return '#';
  return /^[0-9*#A-D]$/i.test(signal) ? signal.toUpperCase() : null;
}
