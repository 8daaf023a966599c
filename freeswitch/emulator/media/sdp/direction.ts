import { attribute, type MediaSection, type SessionDescription } from './session-description';

/** RFC 3264 §5.1, seen from whoever wrote the description. */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

const DIRECTIONS: readonly Direction[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive'];

export function directionOf(description: SessionDescription, section: MediaSection): Direction {
  // RFC 3264 §5.1: sendrecv when nothing is said.
  return DIRECTIONS.find((name) => attribute(description, section, name) !== null) ?? 'sendrecv';
}

/** RFC 3264 §6.1: what we answer, willing to do everything that is asked. */
export function mirrored(direction: Direction): Direction {
  if (direction === 'sendonly') return 'recvonly';
  return direction === 'recvonly' ? 'sendonly' : direction;
}

/** Whether the writer wants to hear us. */
export const wantsSound = (direction: Direction): boolean =>
  direction === 'sendrecv' || direction === 'recvonly';

export const isDirectionLine = (line: string): boolean => DIRECTIONS.some((name) => line === `a=${name}`);
