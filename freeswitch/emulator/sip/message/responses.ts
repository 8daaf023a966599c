import { createHash } from 'node:crypto';
import { Headers } from './headers';
import type { ReceivedRequest, SipResponse } from './message';
import { tagOf } from './message';

/** What mod_sofia names itself here: user-agent-string of both profiles. */
export const USER_AGENT = 'Kiloline';
export const ALLOW = 'INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, UPDATE, NOTIFY';

const PHRASES: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  183: 'Session Progress',
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  415: 'Unsupported Media Type',
  416: 'Unsupported URI Scheme',
  420: 'Bad Extension',
  422: 'Session Interval Too Small',
  423: 'Interval Too Brief',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  482: 'Loop Detected',
  483: 'Too Many Hops',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  491: 'Request Pending',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  603: 'Decline',
};

export const phraseOf = (status: number): string => PHRASES[status] ?? 'Unknown';

export interface ResponseExtras {
  readonly phrase?: string | undefined;
  readonly toTag?: string | undefined;
  readonly headers?: readonly (readonly [string, string])[];
  readonly sdp?: string | undefined;
}

/** RFC 3261 §8.2.6.2: what must be the request's, is. */
export function createResponse(
  request: ReceivedRequest,
  status: number,
  extras: ResponseExtras = {},
): SipResponse {
  const headers = new Headers();
  for (const via of request.headers.getAll('Via')) headers.add('Via', via);
  // Only where it makes the route set of a dialog (RFC 3261 §12.1.1).
  if (status > 100 && status < 300) {
    for (const route of request.headers.getAll('Record-Route')) headers.add('Record-Route', route);
  }
  headers.add('From', request.headers.get('From') ?? '');
  const to = request.headers.get('To') ?? '';
  const needsTag = status > 100 && tagOf(request.to) === '';
  headers.add('To', needsTag ? `${to};tag=${extras.toTag ?? statelessTag(request)}` : to);
  headers.add('Call-ID', request.callId);
  headers.add('CSeq', `${request.cseq.number} ${request.cseq.method}`);
  headers.add('User-Agent', USER_AGENT);
  headers.add('Allow', ALLOW).add('Supported', 'timer');
  for (const [name, value] of extras.headers ?? []) headers.add(name, value);
  if (extras.sdp !== undefined) headers.add('Content-Type', 'application/sdp');
  const phrase = extras.phrase ?? phraseOf(status);
  return { kind: 'response', status, phrase, headers, body: extras.sdp ?? '' };
}

/** The same for every retransmission although nothing is remembered (RFC 3261 §8.2.7). */
function statelessTag(request: ReceivedRequest): string {
  const text = `${request.callId}|${tagOf(request.from)}|${request.via.params.get('branch') ?? ''}`;
  return createHash('md5').update(text).digest('hex').slice(0, 12);
}
