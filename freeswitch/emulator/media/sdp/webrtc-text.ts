import { isDirectionLine, type Direction } from './direction';
import { attribute, unsupported } from './session-description';
import type { RemoteAudio } from './remote-audio';

/** Who starts the DTLS handshake, RFC 4145 §4 by RFC 5763 §5. */
export type Setup = 'active' | 'passive';

/** What stays the same for the whole life of an ICE session; a change of it is a restart. */
export function iceUserOf(remote: RemoteAudio): string {
  const section = remote.description.media[remote.index];
  const user = section === undefined ? null : attribute(remote.description, section, 'ice-ufrag');
  if (user === null) throw unsupported('There is no ICE user name (a=ice-ufrag)');
  return user;
}

/** @throws MediaError when the other side cannot do WebRTC, in words better than the library's */
export function checkWebRtc(remote: RemoteAudio): { readonly mid: string; readonly setup: string } {
  const section = remote.description.media[remote.index];
  if (section === undefined) throw unsupported('No audio is offered');
  if (remote.description.media.length > 1) throw unsupported('More than one audio stream is not served');
  const value = (name: string): string | null => attribute(remote.description, section, name);
  if (value('fingerprint') === null) throw unsupported('There is no DTLS fingerprint');
  if (value('rtcp-mux') === null) throw unsupported('RTCP must share the port of RTP (a=rtcp-mux)');
  const mid = value('mid');
  if (mid === null) throw unsupported('The audio has no name (a=mid)');
  return { mid, setup: value('setup') ?? 'actpass' };
}

/**
 * As answerer we let the caller start DTLS. libdatachannel would start itself, as soon as ICE stands, which is before
 * the caller has our answer: its first flight is lost and OpenSSL waits a second before it repeats it (measured:
 * 700 to 1000 ms to the first sound; so: 2 ms). RFC 8842 §5.3 allows either.
 */
export const lettingCallerStart = (offer: string): string =>
  offer.replace(/^a=setup:actpass/m, 'a=setup:active');

/** What goes into the message: everything is gathered, so nobody need wait for trickled candidates (RFC 8838 §4.1). */
export const withoutTrickle = (sdp: string): string =>
  sdp.replace(/^a=ice-options:ice2,trickle/m, 'a=ice-options:ice2').replace(/^o=rtc /m, 'o=kiloline ');

/**
 * Answer to a re-INVITE: the description of before with its version raised (RFC 3264 §8), another direction and the
 * DTLS role that was agreed (RFC 8842 §5.5). ICE and DTLS go on untouched.
 */
export function nextAnswer(previous: string, direction: Direction, setup: Setup): string {
  return previous
    .split('\r\n')
    .map((line) => {
      if (isDirectionLine(line)) return `a=${direction}`;
      if (line.startsWith('a=setup:')) return `a=setup:${setup}`;
      const origin = /^o=(\S+) (\S+) (\d+) (.+)$/.exec(line);
      return origin === null ? line : `o=${origin[1]} ${origin[2]} ${Number(origin[3]) + 1} ${origin[4]}`;
    })
    .join('\r\n');
}
