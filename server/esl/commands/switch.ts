import type { Command } from '../connection';
import { PLAY } from '../play-id';

/** Whose every event counts. */
const WHOLE_EVENTS = [
  'CHANNEL_PARK',
  'CHANNEL_ANSWER',
  'CHANNEL_BRIDGE',
  'CHANNEL_UNBRIDGE',
  'CHANNEL_HANGUP_COMPLETE',
  'DTMF',
  'RECORD_STOP',
  'BACKGROUND_JOB',
  'HEARTBEAT',
] as const;

/**
 * An event passes that has any of these. It is some 6 KB to write and to read, and a call's applications end eleven times:
 * only the ends of plays that are waited for are wanted.
 */
const FILTERS = [
  ...[...WHOLE_EVENTS, 'CUSTOM'].map((name) => `Event-Name ${name}`),
  `Application-UUID /^${PLAY}/`,
];

/**
 * CUSTOM must be last: FreeSWITCH takes every later word as a subclass, answers +OK and drops it silently.
 * CHANNEL_CREATE is not needed: a leg matters to us from CHANNEL_PARK on.
 */
const EVENTS = [
  ...WHOLE_EVENTS,
  'CHANNEL_EXECUTE_COMPLETE',
  'CUSTOM',
  'sofia::register',
  'sofia::unregister',
  'sofia::expire',
  'spandsp::txfaxresult',
];

/** Sent together, the filters first. */
export const subscribe = (): readonly Command[] => [
  ...FILTERS.map((filter): Command => [`filter ${filter}`]),
  [`event json ${EVENTS.join(' ')}`],
];
export const showChannels = (): Command => ['api show channels as json'];
export const showRegistrations = (): Command => ['api show registrations as json'];
/** Names the running FreeSWITCH process; another one after a restart. */
export const coreUuid = (): Command => ['api global_getvar core_uuid'];
