import type { ErrorCode } from '../errors';

/** Failures that exist only at the edge, before a request means anything. */
export type EdgeErrorCode =
  'malformed-request' | 'body-too-large' | 'unsupported-media-type' | 'wrong-origin';

/** The one place where a code becomes an HTTP status. */
export const statusOf: Readonly<Record<ErrorCode | EdgeErrorCode, number>> = {
  'validation-failed': 400,
  'malformed-request': 400,
  'not-logged-in': 401,
  'wrong-credentials': 401,
  'not-permitted': 403,
  'needs-approval': 403,
  'wrong-origin': 403,
  'not-found': 404,
  'already-logged-in': 409,
  conflict: 409,
  'agent-busy': 409,
  'colleague-busy': 409,
  'nobody-ready': 409,
  'break-full': 409,
  'disposition-missing': 409,
  'not-reachable': 409,
  'offer-gone': 409,
  'already-picked-up': 409,
  'call-ended': 409,
  'no-trunk': 409,
  'no-text-gateway': 409,
  'no-mail-server': 409,
  'recording-deleted': 410,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'number-not-allowed': 422,
  'emergency-number': 422,
  'premium-number': 422,
  'not-a-mobile': 422,
  'locked-out': 429,
  'too-many-requests': 429,

  'redis-unavailable': 503,
  'database-unavailable': 503,
  'switch-unavailable': 503,
  'switch-refused': 503,
  'switch-timeout': 504,
  'lease-lost': 503,
  'business-system-away': 503,
  'payment-away': 503,
  'text-gateway-away': 503,
  'object-store-away': 503,
  'mail-away': 503,
  'mail-unsure': 503,
  'part-failed': 503,

  'broken-invariant': 500,
  'unknown-reply': 500,
  unparsable: 500,
};
