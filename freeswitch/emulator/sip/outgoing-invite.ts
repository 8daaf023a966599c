import { randomUUID } from 'node:crypto';
import type { OutgoingCallRequest } from '../ports';
import { contactFor } from './calls/call-context';
import { newTag } from './calls/dialog';
import { offerTimer } from './calls/session-timer';
import { Headers } from './message/headers';
import type { SipRequest } from './message/message';
import { formatNameAddress } from './message/name-address';
import { ALLOW, USER_AGENT } from './message/responses';
import { bracketHost, escapeUser } from './message/uri';
import type { Flow } from './transports/flow';

/** Ours alone to write; Max-Forwards is not among them, so that a call passed on can count down. */
const PROTOCOL_HEADERS = new Set(
  'via from to call-id cseq contact route record-route content-type content-length'.split(' '),
);

export interface InvitePlan {
  readonly request: SipRequest;
  readonly callId: string;
  readonly localTag: string;
}

/** The INVITE for a call, without Via. */
export function planInvite(
  call: OutgoingCallRequest,
  flow: Flow,
  place: { readonly uri: string; readonly to: string; readonly fromHost: string },
): InvitePlan {
  const callId = randomUUID();
  const localTag = newTag();
  const caller = `sip:${escapeUser(call.callerNumber || 'anonymous')}@${bracketHost(place.fromHost)}`;
  const headers = new Headers([
    ['From', formatNameAddress(call.callerName, caller, localTag)],
    ['To', `<${place.to}>`],
    ['Call-ID', callId],
    ['CSeq', '1 INVITE'],
    ['Contact', contactFor(flow)],
    ['User-Agent', USER_AGENT],
    ['Allow', ALLOW],
    ['Supported', 'timer'],
    ...offerTimer(flow),
    ['Content-Type', 'application/sdp'],
  ]);
  for (const [name, value] of Object.entries(call.headers)) {
    if (!PROTOCOL_HEADERS.has(name.toLowerCase()) && /^[A-Za-z0-9_-]+$/.test(name)) headers.add(name, value);
  }
  if (!headers.has('Max-Forwards')) headers.prepend('Max-Forwards', '70');
  return {
    request: { kind: 'request', method: 'INVITE', uri: place.uri, headers, body: call.sdp },
    callId,
    localTag,
  };
}
