import type { AcdStore, QueueSettings } from './acd/acd-store';
import { AcdService } from './acd/acd.service';
import type { AgentStore } from './agents/agent-store';
import { CallEnding } from './calls/call-ending';
import type { CallStore } from './calls/call-store';
import { OutboundService, type OutboundSettings } from './calls/outbound.service';
import type { Switches } from './calls/switches';
import { TalkService } from './calls/talk.service';
import type { CustomerDirectory } from './crm/customer-directory';
import type { EventStream } from './events/event-stream';
import type { Pack } from './ivr/flow';
import { IvrService } from './ivr/ivr.service';
import { agentAnnouncement, promptSound } from './ivr/speech';
import type { Logger } from './logging';
import { AgentActions } from './switchboard/agent-actions';
import { Arrivals } from './switchboard/arrivals';
import { DeskView } from './switchboard/desk-view';
import { Reconciler } from './switchboard/reconciler';
import { Switchboard } from './switchboard/switchboard';
import { TalkStart } from './switchboard/talk-start';

export interface CallRoomsInput {
  readonly stores: {
    readonly acd: AcdStore;
    readonly agents: AgentStore;
    readonly calls: CallStore;
    readonly events: EventStream;
  };
  readonly switches: Switches;
  readonly customers: CustomerDirectory;
  readonly queueOf: (queueId: string) => QueueSettings | undefined;
  readonly packFor: (dialedNumber: string) => Pack;
  readonly dispositionCodes: () => Promise<readonly string[]>;
  readonly settings: {
    readonly outbound: OutboundSettings;
    readonly fallbackS: number;
    readonly newId: () => string;
    readonly logger: Logger;
  };
}

export interface CallRooms {
  readonly acd: AcdService;
  readonly switchboard: Switchboard;
  readonly actions: AgentActions;
  readonly renewGuards: () => Promise<void>;
}

const PLEASE_HOLD = 13;
const ANOTHER_AGENT = 40;

/** The rooms a call goes through, in the order they need one another. */
export function composeCalls(input: CallRoomsInput): CallRooms {
  const { stores, switches, settings, queueOf } = input;
  const { logger, newId, fallbackS } = settings;
  const acd = composeAcd(input);
  const ending = new CallEnding({
    calls: stores.calls,
    switches,
    wrapUpMs: (queueId) => (queueId ? (queueOf(queueId)?.wrapUpS ?? 0) : DIALLED_WRAP_UP_S) * 1000,
    onAgentFreed: (agentId) => acd.matchAgent(agentId),
    logger,
  });
  const outbound = new OutboundService({ ...stores, switches, ending, newId, settings: settings.outbound });
  const talk = new TalkService({ calls: stores.calls, switches, ending, fallbackS });
  const ivr = new IvrService({
    calls: stores.calls,
    switches,
    packFor: input.packFor,
    exits: {
      toQueue: (callId, queueId, topic) => acd.enqueue(callId, queueId, topic),
      hangUp: (call) => ending.end(call, { by: 'system', cause: 'NORMAL_CLEARING' }),
    },
    logger,
  });
  const arrivals = new Arrivals({
    calls: stores.calls,
    switches,
    customers: input.customers,
    ivr,
    fallbackS,
    logger,
  });
  const talkStart = new TalkStart({ switches, agentAnnouncement });
  const rooms = { arrivals, ivr, acd, outbound, ending };
  const reconciler = new Reconciler({
    rooms,
    calls: stores.calls,
    agents: stores.agents,
    acdStore: stores.acd,
    switches,
    logger,
  });
  const switchboard = new Switchboard({
    rooms: { ...rooms, talkStart, reconciler },
    calls: stores.calls,
    events: stores.events,
    logger,
  });
  const view = new DeskView({ ...stores, customers: input.customers, queueOf });
  const actions = new AgentActions({
    rooms: { acd, talk, outbound, view },
    agents: stores.agents,
    calls: stores.calls,
    events: stores.events,
    customers: input.customers,
    dispositionCodes: input.dispositionCodes,
  });
  return { acd, switchboard, actions, renewGuards: () => renewGuards(stores.calls, switches, fallbackS) };
}

function composeAcd({
  stores,
  switches,
  settings: { newId, logger, fallbackS },
}: CallRoomsInput): AcdService {
  return new AcdService({
    ...stores,
    switches,
    settings: {
      newId,
      logger,
      fallbackS,
      waitingPrompts: (call, again) => [
        { kind: 'sound', name: promptSound(again ? ANOTHER_AGENT : PLEASE_HOLD), language: call.language },
      ],
    },
  });
}

/** Seconds of wrap-up after a call the agent dialled; such a call has no queue to say so. */
const DIALLED_WRAP_UP_S = 30;

/** Callers who are not in conversation stay under the dead-man guard for as long as a server is there to renew it. */
async function renewGuards(calls: CallStore, switches: Switches, fallbackS: number): Promise<void> {
  for (const call of await calls.list()) {
    const isGuarded = call.state === 'held' || (call.direction === 'inbound' && call.state !== 'talking');
    if (!isGuarded) continue;
    const target = switches.of(call.switchId);
    if (target.isUp()) await target.armFallback(call.customerLegId, fallbackS).catch(() => undefined);
  }
}
