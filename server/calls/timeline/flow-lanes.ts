import type { TimelineBar } from '../../contract/timeline';
import type { LaneBuilder } from './lane-builder';
import { word } from './lane-of';
import type { Lanes, Reaction, Reactions } from './lanes';

const SECRET = '•';

const flow = (lanes: Lanes): LaneBuilder => lanes.lane({ kind: 'flow' });
const recording = (lanes: Lanes): LaneBuilder => lanes.lane({ kind: 'recording' });

function nodeOf(lanes: Lanes, id: string): NonNullable<TimelineBar['node']> {
  const { pack } = lanes;
  return { id, packId: pack?.id ?? null, name: pack && lanes.nodeName(pack.id, pack.version, id) };
}

/** The caller is at this node, whatever he does there. */
const at: Reaction = (lanes, { data }, event) => {
  if (event.type === 'ivr.entered' && typeof data['pack'] === 'string')
    lanes.pack = { id: data['pack'], version: Number(data['version'] ?? 0) };
  const id = word(data['node']);
  if (id !== null) flow(lanes).begin('node', event, { node: nodeOf(lanes, id) });
};

const pressed =
  (keyOf: (data: Readonly<Record<string, unknown>>) => string | null): Reaction =>
  (lanes, entry, event) => {
    at(lanes, entry, event);
    const key = keyOf(entry.data);
    if (key !== null) flow(lanes).key(key);
  };

const left: Reaction = (lanes, { data }, event) => flow(lanes).end(event, word(data['how']));

/** Where in the flow he is, and whether the talk is kept as sound. */
export const flowReactions: Reactions = {
  'ivr.entered': at,
  'ivr.said': at,
  'ivr.asked': at,
  'ivr.answered': at,
  'ivr.timed-out': at,
  'ivr.gave-up': at,
  'ivr.verified': at,
  'ivr.language-set': at,
  'ivr.message-recorded': at,
  'ivr.wrong-key': pressed(() => '?'),
  'ivr.key-pressed': pressed((data) => word(data['key'])),
  'ivr.digits-collected': pressed((data) =>
    data['sensitive'] === true ? SECRET.repeat(3) : word(data['digits']),
  ),
  'ivr.survey-answered': pressed(({ value }) => (typeof value === 'number' ? String(value) : word(value))),
  'ivr.left': left,
  'call.queued': (lanes, _entry, event) => flow(lanes).end(event),
  'call.recording-started': (lanes, _entry, event) => recording(lanes).begin('recording', event),
  'call.recording-paused': (lanes, _entry, event) => recording(lanes).begin('masked', event),
  'call.recording-resumed': (lanes, _entry, event) => recording(lanes).begin('recording', event),
  'call.recording-stopped': (lanes, _entry, event) => recording(lanes).end(event),
  'call.recording-finished': (lanes, _entry, event) => recording(lanes).end(event),
  'call.recording-failed': (lanes, _entry, event) => recording(lanes).end(event, 'failed'),
};
