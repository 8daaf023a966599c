import { OFFERED_TYPES } from './write-audio';

/** RFC 8445 §5.1.2.1: type preference of a host candidate, 126, then the address's, then the component's. */
const hostPriority = (index: number): number => 126 * 2 ** 24 + (65_535 - index) * 2 ** 8 + 255;

/** The name of our audio when we offer, and of the stream it belongs to. */
export const OFFERED_MID = '0';
export const STREAM = 'kiloline';

export interface WebRtcOffer {
  readonly originId: number;
  readonly addresses: readonly string[];
  readonly port: number;
  readonly fingerprint: string;
  readonly iceUser: string;
  readonly icePassword: string;
  readonly ssrc: number;
}

/** Everything in one message (RFC 8829 §5.2.1): all candidates, PCMU and keys, RTCP on the port of RTP. */
export function writeWebRtcOffer(offer: WebRtcOffer): string {
  const [address = '127.0.0.1'] = offer.addresses;
  const { pcmuType, eventType } = OFFERED_TYPES;
  return [
    'v=0',
    `o=kiloline ${offer.originId} 1 IN IP4 ${address}`,
    's=kiloline',
    't=0 0',
    `a=group:BUNDLE ${OFFERED_MID}`,
    'a=msid-semantic:WMS *',
    'a=ice-options:ice2',
    `a=fingerprint:${offer.fingerprint}`,
    `m=audio ${offer.port} UDP/TLS/RTP/SAVPF ${pcmuType} ${eventType}`,
    `c=IN IP4 ${address}`,
    `a=mid:${OFFERED_MID}`,
    'a=sendrecv',
    `a=msid:${STREAM} audio`,
    `a=ssrc:${offer.ssrc} cname:${STREAM}`,
    'a=rtcp-mux',
    `a=rtpmap:${pcmuType} PCMU/8000`,
    `a=rtpmap:${eventType} telephone-event/8000`,
    `a=fmtp:${eventType} 0-15`,
    'a=ptime:20',
    'a=setup:actpass',
    `a=ice-ufrag:${offer.iceUser}`,
    `a=ice-pwd:${offer.icePassword}`,
    ...offer.addresses.map(
      (host, index) => `a=candidate:${index + 1} 1 UDP ${hostPriority(index)} ${host} ${offer.port} typ host`,
    ),
    'a=end-of-candidates',
    '',
  ].join('\r\n');
}
