import type { Direction } from './direction';
import type { RemoteAudio } from './remote-audio';
import type { MediaSection } from './session-description';

/** RFC 8866 §5.2: id and version of our o= line. The version grows by one with every new description. */
export interface Origin {
  readonly id: number;
  readonly version: number;
  readonly address: string;
}

/** What we say about our own plain RTP. */
export interface LocalAudio {
  readonly origin: Origin;
  readonly port: number;
  readonly pcmuType: number;
  readonly eventType: number | null;
  readonly direction: Direction;
}

/** Offered when we call: 101, as every trunk knows it. */
export const OFFERED_TYPES = { pcmuType: 0, eventType: 101 } as const;

export function writeOffer(local: LocalAudio): string {
  return join([...sessionLines(local.origin), ...audioLines(local, 'RTP/AVP')]);
}

/** As many m= lines as were offered, in their order, those we do not serve with port 0 (RFC 3264 §6). */
export function writeAnswer(local: LocalAudio, remote: RemoteAudio): string {
  const sections = remote.description.media.flatMap((section, index) =>
    index === remote.index ? audioLines(local, section.protocol) : [refused(section)],
  );
  return join([...sessionLines(local.origin), ...sections]);
}

const join = (lines: readonly string[]): string => [...lines, ''].join('\r\n');

function sessionLines({ id, version, address }: Origin): string[] {
  return [
    'v=0',
    `o=kiloline ${id} ${version} IN IP4 ${address}`,
    's=kiloline',
    `c=IN IP4 ${address}`,
    't=0 0',
  ];
}

function audioLines(local: LocalAudio, protocol: string): string[] {
  const types = [local.pcmuType, ...(local.eventType === null ? [] : [local.eventType])];
  return [
    `m=audio ${local.port} ${protocol} ${types.join(' ')}`,
    `a=rtpmap:${local.pcmuType} PCMU/8000`,
    ...(local.eventType === null
      ? []
      : [`a=rtpmap:${local.eventType} telephone-event/8000`, `a=fmtp:${local.eventType} 0-15`]),
    'a=ptime:20',
    `a=${local.direction}`,
  ];
}

const refused = (section: MediaSection): string =>
  `m=${section.kind} 0 ${section.protocol} ${section.formats.join(' ')}`;
