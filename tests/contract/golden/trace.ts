import type { Cast } from './scenarios';
import type { RawEvent } from './stage';

/** One event of a trace: header names in their order, with their values where those do not differ by chance. */
export type TraceEvent = Readonly<Record<string, string>>;
/** By channel letter; `switch` has what belongs to none. */
export type Trace = Readonly<Record<string, readonly TraceEvent[]>>;

/** Variables that server/esl reads; the other two hundred are not held against anybody. */
const READ_VARIABLES = [
  'sip_invite_failure_status',
  'sip_hangup_disposition',
  'playback_terminators',
  'signal_bond',
  'bridge_uuid',
  'presence_data',
  'park_after_bridge',
  'hangup_after_bridge',
  'last_sched_id',
  'current_application',
  'hangup_cause',
];

/** Times, numbers and addresses of the machine: only that they are there counts. */
const VOLATILE =
  /^(Core-UUID|FreeSWITCH-.*|Event-Date-.*|Event-Sequence|.*-Time|.*-Created-Time|Up-Time|Uptime-msec|Session-.*|Idle-CPU|Max-Sessions|network-port|call-id|contact|user-agent|DTMF-Duration|variable_last_sched_id|.*-Transfer-Source|.*-Channel-Name|Channel-Name|Content-Length)$/;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
/** Parts of the prologue of every arriving call: recorded once, in the arrivals. */
const PROLOGUE = ['set', 'sched_transfer'];

/** What happened, by channel, with everything taken out that chance or the machine decides. */
export function traceOf(
  events: readonly RawEvent[],
  cast: Cast,
  soundsDir: string,
  keepPrologue: boolean,
): Trace {
  const letters = new Map(Object.entries(cast).map(([letter, uuid]) => [uuid, letter]));
  const trace: Record<string, TraceEvent[]> = {};
  for (const event of events) {
    if (!keepPrologue && PROLOGUE.includes(String(event['Application']))) continue;
    const channel = event['Unique-ID'];
    const letter = channel === undefined ? 'switch' : letters.get(channel as string);
    if (letter === undefined) continue;
    if (event['Event-Name'] === 'HEARTBEAT' && cast['heartbeat'] === undefined) continue;
    (trace[letter] ??= []).push(traceEvent(event, letters, soundsDir));
  }
  return trace;
}

function traceEvent(event: RawEvent, letters: ReadonlyMap<string, string>, soundsDir: string): TraceEvent {
  const entries = Object.entries(event)
    .filter(([name]) => isKept(name))
    .map(([name, value]) => [name, VOLATILE.test(name) ? '<any>' : neutral(value, letters, soundsDir)]);
  return Object.fromEntries(entries) as TraceEvent;
}

const isKept = (name: string): boolean =>
  !name.startsWith('variable_') || READ_VARIABLES.includes(name.slice('variable_'.length));

function neutral(value: unknown, letters: ReadonlyMap<string, string>, soundsDir: string): string {
  let text = (Array.isArray(value) ? value.join('|') : String(value)).replaceAll(soundsDir, '<sounds>');
  for (const [uuid, letter] of letters) {
    text = text.replaceAll(uuid, `<${letter}>`).replaceAll(uuid.replaceAll('-', ''), `<${letter}>`);
  }
  return text
    .replaceAll('11111111-2222-4333-8444-555555555555', '<call>')
    .replace(UUID, '<uuid>')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>');
}
