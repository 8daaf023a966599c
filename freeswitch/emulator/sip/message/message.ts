import type { Headers } from './headers';
import type { NameAddress } from './name-address';
import type { Via } from './via';

export interface SipRequest {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
  readonly headers: Headers;
  readonly body: string;
}

export interface SipResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly phrase: string;
  readonly headers: Headers;
  readonly body: string;
}

export type SipMessage = SipRequest | SipResponse;

/** Without these five a message can neither be matched nor answered; a received message always has them. */
export interface Essentials {
  readonly via: Via;
  readonly from: NameAddress;
  readonly to: NameAddress;
  readonly callId: string;
  readonly cseq: { readonly number: number; readonly method: string };
}

export type ReceivedRequest = SipRequest & Essentials;
export type ReceivedResponse = SipResponse & Essentials;

/** What is wrong with a request that can still be answered. */
export interface Fault {
  readonly status: number;
  readonly phrase: string;
}

export const tagOf = (address: NameAddress): string => address.params.get('tag') ?? '';

export function serialize(message: SipMessage): string {
  const first =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.phrase}`;
  const lines = [first];
  for (const [name, value] of message.headers) {
    if (name.toLowerCase() !== 'content-length') lines.push(`${name}: ${value}`);
  }
  lines.push(`Content-Length: ${Buffer.byteLength(message.body)}`, '', message.body);
  return lines.join('\r\n');
}

/** The body when it is SDP; null for none and for other types. */
export function sdpOf(message: SipMessage): string | null {
  const type = (message.headers.get('Content-Type') ?? '').split(';', 1)[0] ?? '';
  return message.body !== '' && type.trim().toLowerCase() === 'application/sdp' ? message.body : null;
}
