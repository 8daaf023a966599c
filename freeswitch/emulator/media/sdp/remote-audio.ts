import { isIPv4 } from 'node:net';
import { directionOf, type Direction } from './direction';
import {
  parseDescription,
  unsupported,
  type MediaSection,
  type SessionDescription,
} from './session-description';

/** What the far party said about its audio. */
export interface RemoteAudio {
  readonly description: SessionDescription;
  /** Which m= line is the one; others are refused. */
  readonly index: number;
  readonly address: string | null;
  readonly port: number;
  readonly direction: Direction;
  readonly pcmuType: number;
  /** Null: keys cannot be told in RTP. */
  readonly eventType: number | null;
}

export type Profile = 'trunk' | 'webrtc';

const PROTOCOLS: Record<Profile, readonly string[]> = {
  trunk: ['RTP/AVP', 'RTP/AVPF'],
  // RFC 8829 §5.1.2: answers may still call it RTP/SAVPF.
  webrtc: ['UDP/TLS/RTP/SAVPF', 'RTP/SAVPF'],
};

/** @throws MediaError saying what we cannot serve */
export function readRemoteAudio(sdp: string, profile: Profile): RemoteAudio {
  const description = parseDescription(sdp);
  const index = description.media.findIndex((section) => section.kind === 'audio' && section.port !== 0);
  const section = description.media[index];
  if (section === undefined) throw unsupported('No audio is offered');
  if (!PROTOCOLS[profile].includes(section.protocol)) {
    throw unsupported(`${section.protocol} is not served on the ${profile} profile`);
  }
  const pcmuType = payloadType(section, 'pcmu/8000', '0');
  if (pcmuType === null) throw unsupported('PCMU is not among the codecs, and no other is served');
  return {
    description,
    index,
    ...(profile === 'trunk' ? target(description, section) : { address: null, port: section.port }),
    direction: directionOf(description, section),
    pcmuType,
    // RFC 4733 §2.1: the clock is that of the audio. Browsers offer one of 48000 as well, for Opus.
    eventType: payloadType(section, 'telephone-event/8000', null),
  };
}

/** @param fixed the static number of RFC 3551 Table 4, which needs no rtpmap */
function payloadType(section: MediaSection, encoding: string, fixed: string | null): number | null {
  const found = section.formats.find((format) => {
    const map = section.lines.find((line) => line.startsWith(`a=rtpmap:${format} `));
    if (map === undefined) return format === fixed;
    const name = map.slice(`a=rtpmap:${format} `.length).trim().toLowerCase();
    return name === encoding || name === `${encoding}/1`;
  });
  if (found === undefined) return null;
  const type = Number(found);
  if (!Number.isInteger(type) || type < 0 || type > 127) throw unsupported('A payload type is out of range');
  return type;
}

/** Where plain RTP goes. c=0.0.0.0 is the hold of RFC 2543: the line stands, nothing is sent. */
function target(
  description: SessionDescription,
  section: MediaSection,
): { readonly address: string | null; readonly port: number } {
  const line = [...section.lines, ...description.session].find((each) => each.startsWith('c='));
  if (line === undefined) throw unsupported('There is no c= line to say where sound should go');
  const [, kind, address = ''] = line.slice(2).trim().split(/\s+/);
  if (kind !== 'IP4') throw unsupported('Only IPv4 is served on the trunk profile');
  const host = address.split('/')[0] as string;
  if (!isIPv4(host)) throw unsupported('The c= line holds no IPv4 address');
  return { address: host === '0.0.0.0' ? null : host, port: section.port };
}
