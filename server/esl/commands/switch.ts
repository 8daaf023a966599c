import type { Command } from '../connection';

/**
 * CUSTOM must be last: FreeSWITCH takes every later word as a subclass, answers +OK and drops it silently.
 * CHANNEL_CREATE is not needed: a leg matters to us from CHANNEL_PARK on.
 */
const EVENTS = [
  'CHANNEL_PARK',
  'CHANNEL_ANSWER',
  'CHANNEL_BRIDGE',
  'CHANNEL_UNBRIDGE',
  'CHANNEL_HANGUP_COMPLETE',
  'CHANNEL_EXECUTE_COMPLETE',
  'DTMF',
  'RECORD_STOP',
  'BACKGROUND_JOB',
  'HEARTBEAT',
  'CUSTOM',
  'sofia::register',
  'sofia::unregister',
  'sofia::expire',
  'spandsp::txfaxresult',
];

export const subscribe = (): Command => [`event json ${EVENTS.join(' ')}`];
export const showChannels = (): Command => ['api show channels as json'];
export const showRegistrations = (): Command => ['api show registrations as json'];
/** Names the running FreeSWITCH process; another one after a restart. */
export const coreUuid = (): Command => ['api global_getvar core_uuid'];
