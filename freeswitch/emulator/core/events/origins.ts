/** Where FreeSWITCH 1.11.1 fires each event: [file, function, line], copied from tests/contract/golden. */
type Origin = readonly [file: string, fn: string, line: number];

const MACHINE = 'switch_core_state_machine.c';
const SESSION = 'switch_core_session.c';
const IVR = 'switch_ivr.c';
const BRIDGE = 'switch_ivr_bridge.c';
const ASYNC = 'switch_ivr_async.c';

const ORIGINS = {
  CHANNEL_CREATE: [MACHINE, 'switch_core_session_run', 626],
  CHANNEL_ANSWER: ['switch_channel.c', 'switch_channel_perform_mark_answered', 3848],
  CHANNEL_EXECUTE: [SESSION, 'switch_core_session_exec', 2949],
  CHANNEL_EXECUTE_COMPLETE: [SESSION, 'switch_core_session_exec', 2972],
  CHANNEL_PARK: [IVR, 'switch_ivr_park', 1002],
  CHANNEL_UNPARK: [IVR, 'switch_ivr_park', 1213],
  CHANNEL_BRIDGE: [BRIDGE, 'switch_ivr_multi_threaded_bridge', 1689],
  CHANNEL_UNBRIDGE: [BRIDGE, 'switch_ivr_multi_threaded_bridge', 1879],
  CHANNEL_HANGUP: ['switch_channel.c', 'switch_channel_perform_hangup', 3447],
  CHANNEL_HANGUP_COMPLETE: [MACHINE, 'switch_core_session_reporting_state', 943],
  CHANNEL_DESTROY: [SESSION, 'switch_core_session_perform_destroy', 1588],
  CHANNEL_DATA: ['mod_commands.c', 'uuid_dump_function', 6494],
  CHANNEL_HOLD: ['switch_core_media.c', 'switch_core_media_toggle_hold', 6495],
  CHANNEL_UNHOLD: ['switch_core_media.c', 'switch_core_media_toggle_hold', 6532],
  DTMF: ['switch_channel.c', 'switch_channel_dequeue_dtmf', 678],
  RECORD_START: [ASYNC, 'record_callback', 1397],
  RECORD_STOP: [ASYNC, 'send_record_stop_event', 1249],
  BACKGROUND_JOB: ['mod_event_socket.c', 'api_exec', 1569],
  HEARTBEAT: ['switch_core.c', 'send_heartbeat', 95],
  'sofia::register': ['sofia_reg.c', 'sofia_reg_handle_register_token', 2059],
  'sofia::unregister': ['sofia.c', 'our_sofia_event_callback', 2080],
  'sofia::register_failure': ['sofia_reg.c', 'sofia_reg_handle_register_token', 1833],
  /** FreeSWITCH gives the bridge's own EXECUTE from another place. */
  'CHANNEL_EXECUTE uuid_bridge': [BRIDGE, 'uuid_bridge_on_soft_execute', 1236],
} as const satisfies Record<string, Origin>;

export type EventName = Exclude<keyof typeof ORIGINS, 'CHANNEL_EXECUTE uuid_bridge'>;
export type OriginKey = keyof typeof ORIGINS;

export const originOf = (key: OriginKey): Origin => ORIGINS[key];

/** Names a subscriber may ask for; any other is refused by `event json`, as FreeSWITCH does. */
export const EVENT_NAMES: ReadonlySet<string> = new Set(
  Object.keys(ORIGINS).filter((name) => /^[A-Z_]+$/.test(name)),
);
