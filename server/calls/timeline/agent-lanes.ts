import type { TimelineEntry } from '../../contract/rest';
import type { BarKind } from '../../contract/timeline';
import type { LaneBuilder, PlacedEvent } from './lane-builder';
import { word } from './lane-of';
import type { Lanes, Reaction, Reactions } from './lanes';

const own = (lanes: Lanes, { agentId }: TimelineEntry): LaneBuilder | null =>
  agentId === null ? null : lanes.agent(agentId);

const now =
  (kind: BarKind): Reaction =>
  (lanes, entry, event) =>
    own(lanes, entry)?.begin(kind, event);

const ends =
  (outcome: string | null): Reaction =>
  (lanes, entry, event) =>
    own(lanes, entry)?.end(event, outcome);

/** Whom the agent consults: a colleague, on whose lane it is, or somebody outside. */
function asked(lanes: Lanes, { legId, data }: TimelineEntry): LaneBuilder | null {
  const colleague = word(data['toAgentId']);
  if (colleague !== null) {
    if (legId !== null) lanes.legs.set(legId, { kind: 'agent', agentId: colleague });
    return lanes.agent(colleague);
  }
  if (legId === null) return null;
  const lane = lanes.legs.get(legId) ?? { kind: 'far-party', legId, number: word(data['number']) };
  lanes.legs.set(legId, lane);
  return lanes.lane(lane);
}

const far =
  (kind: BarKind): Reaction =>
  (lanes, entry, event) =>
    asked(lanes, entry)?.begin(kind, event, { number: word(entry.data['number']) });

const consultOver =
  (outcome: string): Reaction =>
  (lanes, entry, event) => {
    asked(lanes, entry)?.end(event, outcome);
    own(lanes, entry)?.begin('talking', event);
  };

/** Whoever had the caller is done with him. */
function handsOver(lanes: Lanes, event: PlacedEvent, outcome: string): void {
  const busy: readonly (BarKind | null)[] = ['talking', 'holding', 'consulting', 'three', 'away'];
  for (const lane of lanes.all)
    if (lane.subject.kind === 'agent' && busy.includes(lane.now)) lane.end(event, outcome);
}

/** What agents and those they call do: it rings, they talk, hold, consult, wrap up. */
export const agentReactions: Reactions = {
  'call.started': (lanes, entry, event) => {
    if (!lanes.isInbound) own(lanes, entry)?.begin('dialing', event);
  },
  'call.dial-failed': ends('failed'),
  'offer.made': (lanes, entry, event) =>
    own(lanes, entry)?.begin('ringing', event, { queueId: entry.queueId }),
  'offer.accepted': ends('accepted'),
  'offer.missed': ends('missed'),
  'offer.declined': ends('declined'),
  'offer.failed': ends('failed'),
  'offer.rescinded': ends('rescinded'),
  'call.talking': now('talking'),
  'call.held': now('holding'),
  'call.resumed': now('talking'),
  'call.agent-away': now('away'),
  'call.agent-back': now('talking'),
  'call.agent-lost': ends('lost'),
  'call.consult-started': (lanes, entry, event) => {
    own(lanes, entry)?.begin('consulting', event);
    far('ringing')(lanes, entry, event);
  },
  'call.consult-answered': far('asked'),
  'call.consult-swapped': (lanes, entry, event) => {
    const isWithCaller = word(entry.data['talkTo']) === 'caller';
    own(lanes, entry)?.begin(isWithCaller ? 'talking' : 'consulting', event);
    far(isWithCaller ? 'music' : 'asked')(lanes, entry, event);
  },
  'call.merged': (lanes, entry, event) => {
    own(lanes, entry)?.begin('three', event);
    far('three')(lanes, entry, event);
  },
  'call.consult-left': consultOver('left'),
  'call.consult-failed': consultOver('failed'),
  'call.consult-cancelled': consultOver('cancelled'),
  'call.passed': (lanes, entry, event) => {
    own(lanes, entry)?.end(event, 'passed');
    asked(lanes, entry)?.end(event, 'passed');
  },
  'call.taken-over': ends('taken-over'),
  'call.transferred': ends('transferred'),
  'call.returned': ends('returned'),
  'call.parked': ends('parked'),
  'call.connecting': far('ringing'),
  'call.connect-failed': (lanes, entry, event) => asked(lanes, entry)?.end(event, 'failed'),
  'call.transfer-failed': (lanes, entry, event) => asked(lanes, entry)?.end(event, 'failed'),
  'call.connected': (lanes, entry, event) => {
    handsOver(lanes, event, 'connected');
    far('connected')(lanes, entry, event);
  },
  'wrap-up.started': now('wrap-up'),
  'wrap-up.finished': ends(null),
};
