import type { BarKind } from '../../contract/timeline';
import type { LaneBuilder } from './lane-builder';
import { word } from './lane-of';
import type { Lanes, Reaction, Reactions } from './lanes';

const caller = (lanes: Lanes): LaneBuilder => lanes.lane({ kind: 'caller' });
const queue = (lanes: Lanes): LaneBuilder => lanes.lane({ kind: 'queue' });

const now =
  (kind: BarKind): Reaction =>
  (lanes, _entry, event) =>
    caller(lanes).begin(kind, event);

/** He is out of the queue, if he is in one. */
const leaves =
  (outcome: string): Reaction =>
  (lanes, _entry, event) =>
    queue(lanes).end(event, outcome);

const both =
  (...reactions: readonly Reaction[]): Reaction =>
  (lanes, entry, event) => {
    for (const react of reactions) react(lanes, entry, event);
  };

const over: Reaction = (lanes, _entry, event) => {
  for (const lane of lanes.all) if (lane.now !== 'wrap-up') lane.end(event);
};

/** How it is for the caller, and which queue he is in. */
export const callerReactions: Reactions = {
  'call.started': (lanes, _entry, event) =>
    caller(lanes).begin(lanes.isInbound ? 'in-flow' : 'dialing', event),
  'ivr.entered': now('in-flow'),
  'call.queued': (lanes, { queueId }, event) => {
    caller(lanes).begin('waiting', event);
    queue(lanes).end(event, 'moved');
    queue(lanes).begin('waiting', event, { queueId });
  },
  'call.left-queue': both(now('in-flow'), leaves('left')),
  'call.talking': both(now('talking'), leaves('answered')),
  'call.held': now('music'),
  'call.resumed': now('talking'),
  'call.agent-away': now('music'),
  'call.agent-back': now('talking'),
  'call.agent-lost': now('music'),
  'call.consult-started': now('music'),
  'call.consult-swapped': (lanes, { data }, event) =>
    caller(lanes).begin(word(data['talkTo']) === 'caller' ? 'talking' : 'music', event),
  'call.merged': now('talking'),
  'call.consult-left': now('talking'),
  'call.consult-failed': now('talking'),
  'call.consult-cancelled': now('talking'),
  'call.transferred': now('music'),
  'call.connecting': now('connecting'),
  'call.connect-failed': now('in-flow'),
  'call.transfer-failed': now('music'),
  'call.connected': now('connected'),
  'call.returned': now('in-flow'),
  'call.parked': now('parked'),
  'call.unparked': now('music'),
  'call.abandoned': leaves('abandoned'),
  'call.ended': over,
};
