/**
 * Event-UUIDs of our executes. The mark tells a play the server waits for from the parts before it, from music
 * and from what the dialplan runs by itself (FreeSWITCH makes up an Application-UUID for those), also for a
 * server that took over and never sent them.
 */
export const PLAY = 'kl-play-';
/** Parts before the last, and all that nobody waits for. */
export const UNREPORTED = 'kl-part';

export const encodePlayId = (playId: string): string => `${PLAY}${playId}`;

export const decodePlayId = (eventUuid: string | undefined): string | null =>
  eventUuid?.startsWith(PLAY) === true ? eventUuid.slice(PLAY.length) : null;
