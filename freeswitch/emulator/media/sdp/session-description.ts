import { MediaError } from '../media-error';

/** SDP (RFC 8866) as lines, cut into the session's part and one part per m= line. */
export interface SessionDescription {
  readonly session: readonly string[];
  readonly media: readonly MediaSection[];
}

export interface MediaSection {
  readonly kind: string;
  readonly port: number;
  readonly protocol: string;
  readonly formats: readonly string[];
  /** Without the m= line. */
  readonly lines: readonly string[];
}

const LONGEST = 65_536;

export const unsupported = (message: string): MediaError => new MediaError('unsupported-sdp', message);

/** @throws MediaError when it is no SDP */
export function parseDescription(sdp: string): SessionDescription {
  if (sdp.length > LONGEST) throw unsupported('The session description is too long');
  const lines = sdp.split(/\r\n|\n|\r/).filter((line) => line !== '');
  if (lines[0] !== 'v=0') throw unsupported('The session description does not begin with v=0');
  const starts = lines.flatMap((line, index) => (line.startsWith('m=') ? [index] : []));
  return {
    session: lines.slice(0, starts[0] ?? lines.length),
    media: starts.map((start, index) =>
      parseSection(lines[start] as string, lines.slice(start + 1, starts[index + 1] ?? lines.length)),
    ),
  };
}

function parseSection(line: string, lines: readonly string[]): MediaSection {
  const match = /^m=(\S+) (\d{1,5})(?:\/\d+)? (\S+)((?: \S+)+) *$/.exec(line);
  const port = Number(match?.[2]);
  if (match === null || port > 65_535) throw unsupported('The session description has a broken m= line');
  const formats = (match[4] as string).trim().split(' ');
  return { kind: match[1] as string, port, protocol: match[3] as string, formats, lines };
}

/** Value of the first `a=name:value` (or '' for `a=name`), of the section before the session's; null when absent. */
export function attribute(
  description: SessionDescription,
  section: MediaSection,
  name: string,
): string | null {
  for (const line of [...section.lines, ...description.session]) {
    if (line === `a=${name}`) return '';
    if (line.startsWith(`a=${name}:`)) return line.slice(name.length + 3).trim();
  }
  return null;
}
