import type { AcdStore } from './acd/acd-store';
import { AcdService } from './acd/acd.service';
import { CallWaiting } from './acd/call-waiting.service';
import { CallbackService } from './acd/callback.service';
import type { Callback, CallbackStore } from './acd/callback-store';
import { WaitingService } from './acd/waiting.service';
import { ParkService } from './acd/park.service';
import type { ParkStore } from './acd/park-store';
import type { TransferStore } from './acd/transfer-store';
import type { StickyAgents } from './acd/caller-facts';
import type { AttemptStore } from './outbound/attempt-store';
import type { CampaignOrders } from './outbound/campaign-orders';
import type { ListeningFiles } from './outbound/amd/listening-files';
import { Callee } from './outbound/callee.service';
import { Listening } from './outbound/listening.service';
import type { QueueSettings } from './acd/queue-settings';
import type { AgentStore } from './agents/agent-store';
import type { BreakReasons } from './agents/break-reasons';
import type { PresenceStore } from './agents/presence-store';
import type { Leaving } from './agents/leaving';
import { PresenceService } from './agents/presence.service';
import { CallEnding } from './calls/call-ending';
import { Guards } from './calls/guards';
import type { CallStore, LiveCall } from './calls/call-store';
import { rulingQueue } from './calls/own-call';
import { dialableOn, OutboundService, type OutboundSettings } from './calls/outbound.service';
import type { SoundItem } from './calls/switch';
import type { RecordingStore } from './calls/recording-store';
import type { Switches } from './calls/switches';
import { TalkRecording, type TalkRecordingDeps } from './calls/talk-recording';
import { TalkService } from './calls/talk.service';
import { colleagueLeg, composeFarParty, type FarPartyRooms } from './compose-far-party';
import { composeIvr, type FlowParts } from './compose-ivr';
import { legId, type CallId, type QueueId } from './contract/ids';
import type { RecordingRule } from './contract/queue-config';
import type { CustomerDirectory } from './crm/customer-directory';
import type { EventStream } from './events/event-stream';
import { packFor } from './ivr/pack-catalog';
import { LEFT_QUEUE, type IvrService } from './ivr/ivr.service';
import { agentAnnouncement, positionAnnouncement, promptSound } from './ivr/speech';
import type { Logger } from './logging';
import { every } from './periodic';
import type { NoticeStore } from './supervision/notice-store';
import { SupervisionService } from './supervision/supervision.service';
import type { SupervisionStore } from './supervision/supervision-store';
import { AgentAway } from './switchboard/agent-away';
import { AgentActions, type AgentActionRooms } from './switchboard/agent-actions';
import { Arrivals } from './switchboard/arrivals';
import { TargetSearch } from './switchboard/hand-over-targets';
import { ParkingDesk } from './switchboard/parking-desk';
import { DeskView } from './switchboard/desk-view';
import { Reconciler } from './switchboard/reconciler';
import { Repairs, type RepairsDeps } from './switchboard/repairs';
import { Rounds } from './switchboard/rounds';
import { Switchboard, type SwitchboardRooms } from './switchboard/switchboard';
import { TalkStart } from './switchboard/talk-start';

export interface CallRoomsInput {
  readonly stores: {
    readonly acd: AcdStore;
    readonly agents: AgentStore;
    readonly presence: PresenceStore;
    readonly calls: CallStore;
    readonly events: EventStream;
    readonly callbacks: CallbackStore;
    readonly attempts: AttemptStore;
    readonly transfers: TransferStore;
    readonly parks: ParkStore;
    readonly supervisions: SupervisionStore;
    readonly notices: NoticeStore;
    readonly recordings: RecordingStore;
  };
  readonly callbacks: {
    /** The same for one line, however it is written. */
    readonly numberKey: (number: string) => string;
    /** Somebody has to see to a callback that was given up. Safe to repeat. */
    readonly makeTask: (callback: Callback) => Promise<void>;
  };
  readonly switches: Switches;
  readonly customers: CustomerDirectory;
  /** What a campaign wants of whom it calls. */
  readonly orders: Pick<CampaignOrders, 'ofCall'>;
  /** Where what callees say is while it is listened to. */
  readonly listeningFiles: ListeningFiles;
  readonly sticky: StickyAgents;
  readonly queueOf: (queueId: string) => QueueSettings | undefined;
  readonly breakReasons: BreakReasons;
  readonly leaving: Pick<Leaving, 'before'>;
  readonly flow: FlowParts;
  readonly dispositionCodes: () => Promise<readonly string[]>;
  readonly settings: {
    readonly outbound: OutboundSettings;
    readonly fallbackS: number;
    /** Between two rounds of a switch. */
    readonly roundMs: number;
    readonly onRepair: RepairsDeps['onRepair'];
    readonly onRecordingFault: TalkRecordingDeps['onFault'];
    /** Seconds an agent is waited for whose audio is gone. */
    readonly agentAwayS: number;
    /** Whether an agent is shown who listens to him. */
    readonly showListeners: boolean;
    readonly newId: () => string;
    readonly logger: Logger;
  };
}

export interface CallRooms {
  readonly acd: AcdService;
  readonly presence: PresenceService;
  readonly waiting: WaitingService;
  readonly callbacks: CallbackService;
  readonly away: AgentAway;
  readonly parking: ParkService;
  readonly parkingDesk: ParkingDesk;
  readonly callWaiting: CallWaiting;
  readonly supervision: SupervisionService;
  readonly switchboard: Switchboard;
  readonly ending: CallEnding;
  readonly outbound: OutboundService;
  readonly actions: AgentActions;
  readonly renewGuards: () => Promise<void>;
}

const PLEASE_HOLD = 13;
const ANOTHER_AGENT = 40;

/** The rooms a call goes through, in the order they need one another. */
export function composeCalls(input: CallRoomsInput): CallRooms {
  const { stores, switches, settings, queueOf } = input;
  const { logger, newId, fallbackS } = settings;
  const acd = composeAcd(input, async (callId) => {
    const call = await stores.calls.get(callId);
    if (call) await outbound.onAgentAnswered(call);
  });
  const wrapUpMs = wrapUpOf(input);
  const queueIds = async () => (await stores.acd.queueFigures()).map(({ queueId }) => queueId);
  const ending = composeEnding(input, acd);
  const placing = { settings: settings.outbound, colleague: colleagueLeg(input) };
  const outbound = new OutboundService({ ...stores, switches, ending, newId, ...placing });
  const recording = composeRecording(input);
  const farParty = composeFarParty({
    ...{ stores, switches, ending, acd, recording, wrapUpMs, queueOf, queueIds, settings },
    ivr: () => ivr,
    packIdOf: (call) => packFor(input.flow.packs, call).id,
  });
  const talk = new TalkService({ calls: stores.calls, switches, ending, fallbackS });
  const beside = composeBeside(input, acd, queueIds);
  const ivr: IvrService = composeIvr({
    ...{ calls: stores.calls, switches, flow: input.flow, logger },
    inOrder: (callId, task) => switchboard.inOrder(callId, task),
    exits: {
      toQueue: (callId, queueId, wish) => acd.enqueue(callId, queueId, wish),
      toNumber: (call, number, requestId) => farParty.dialOn.dial(call, number, requestId),
      hangUp: (call) => ending.end(call, { by: 'system', cause: 'NORMAL_CLEARING' }),
    },
  });
  const queue = composeQueueExits(input, { acd, ending, flowReturn: farParty.flowReturn });
  const arrivals = new Arrivals({
    ...{ calls: stores.calls, switches, customers: input.customers, ivr, fallbackS, logger },
    callbacks: queue.callbacks,
  });
  const talkStart = new TalkStart({ calls: stores.calls, switches, recording, agentAnnouncement });
  const away = composeAway(input, { acd, ending, consult: farParty.consult });
  const enterFlow = (callId: CallId) => farParty.flowReturn.enter({ callId });
  const listening: Listening = new Listening({
    ...{ attempts: stores.attempts, calls: stores.calls, switches, ending, enterFlow, fallbackS, logger },
    files: input.listeningFiles,
    inOrder: (callId, task) => switchboard.inOrder(callId, task),
  });
  const callee = new Callee({ attempts: stores.attempts, listening, enterFlow });
  const others = { arrivals, ivr, callee, ending, ...beside };
  const rooms = { ...others, acd, away, talk, recording, outbound, ...farParty };
  const standing = composeStanding(input, rooms);
  const switchboard = new Switchboard({
    rooms: { ...rooms, ...standing, talkStart, waiting: queue.waiting },
    calls: stores.calls,
    events: stores.events,
    everyRound: (task) => every(settings.roundMs, 'round', task, logger),
    logger,
  });
  const people = composePeople(input, beside, { acd, away, talk, recording, outbound, ...farParty });
  const guards = new Guards({ calls: stores.calls, switches, fallbackS });
  const renewGuards = () => guards.renew();
  return { acd, away, switchboard, ending, outbound, ...beside, ...queue, ...people, renewGuards };
}

const composeEnding = (input: CallRoomsInput, acd: AcdService): CallEnding =>
  new CallEnding({
    ...{ calls: input.stores.calls, switches: input.switches, logger: input.settings.logger },
    wrapUpMs: wrapUpOf(input),
    onAgentFreed: (agentId) => acd.matchAgent(agentId),
  });

function composeRecording(input: CallRoomsInput): TalkRecording {
  const {
    stores: { calls, recordings },
    switches,
    settings: { newId, logger, onRecordingFault },
  } = input;
  const about = { calls, recordings, switches, newId, logger };
  return new TalkRecording({ ...about, ruleOf: ruleOf(input), onFault: onRecordingFault });
}

/** Who compares what should be with what is, after a gap and from time to time. */
function composeStanding(
  { stores, switches, settings: { logger, onRepair } }: CallRoomsInput,
  rooms: RepairsDeps['rooms'] & {
    readonly ivr: IvrService;
    readonly parking: ParkService;
    readonly supervision: SupervisionService;
    readonly talk: TalkService;
    readonly recording: TalkRecording;
  },
): Pick<SwitchboardRooms, 'reconciler' | 'rounds'> {
  const repairs = new Repairs({ rooms, switches, onRepair, logger });
  const { calls, agents, acd: acdStore } = stores;
  const common = { ...rooms, repairs, calls, agents, acdStore, switches, logger };
  return { reconciler: new Reconciler(common), rounds: new Rounds(common) };
}

/** Milliseconds of wrap-up after a call of this queue; of none: one an agent dialled. */
const wrapUpOf =
  ({ queueOf, settings }: CallRoomsInput) =>
  (queueId: QueueId | null): number =>
    (queueId ? (queueOf(queueId)?.wrapUpS ?? 0) : settings.outbound.wrapUpS) * 1000;

/** Whether its talks are recorded; of a call without a queue, which an agent dialled, the settings say so. Of colleagues none are. */
const ruleOf =
  ({ queueOf, settings }: CallRoomsInput) =>
  (call: Pick<LiveCall, 'queueId' | 'attempt' | 'direction'>): RecordingRule => {
    if (call.direction === 'internal') return 'off';
    const queueId = rulingQueue(call);
    return queueId ? (queueOf(queueId)?.recording ?? 'off') : settings.outbound.recording;
  };

/** What agents do, and what they see. */
function composePeople(
  input: CallRoomsInput,
  { parking, supervision }: { parking: ParkService; supervision: SupervisionService },
  rooms: Omit<AgentActionRooms, 'view' | 'presence' | 'targets'>,
): Pick<CallRooms, 'presence' | 'actions' | 'parkingDesk' | 'callWaiting'> {
  const { stores, customers, orders, queueOf, dispositionCodes, breakReasons: reasons, leaving } = input;
  const presence = new PresenceService({ presence: stores.presence, reasons, leaving });
  const view = new DeskView({
    ...stores,
    customers,
    orders,
    queueOf,
    supervision,
    recordingRuleOf: ruleOf(input),
  });
  const all = { ...rooms, presence, view, targets: new TargetSearch({ ...stores, queueOf }) };
  return {
    presence,
    callWaiting: new CallWaiting({ ...stores, parking }),
    parkingDesk: new ParkingDesk({ parking, agents: stores.agents, customers, queueOf }),
    actions: new AgentActions({ ...stores, rooms: all, customers, queueOf, dispositionCodes }),
  };
}

function composeAway(
  { stores, switches, flow: { packs }, settings: { newId, logger, fallbackS, agentAwayS } }: CallRoomsInput,
  { acd, ending, consult }: Pick<SwitchboardRooms, 'acd' | 'ending' | 'consult'>,
): AgentAway {
  return new AgentAway({
    ...{ calls: stores.calls, agents: stores.agents, switches, ending, newId, logger },
    agentLost: (call, reason) => acd.agentLost(call, reason),
    leave: (call) => consult.letTalkOn(call),
    settings: {
      awayS: agentAwayS,
      fallbackS,
      comfort: (call) => [packSound(packs, call, PLEASE_HOLD)],
    },
  });
}

/** What goes on beside a talk. */
const composeBeside = (
  input: CallRoomsInput,
  acd: AcdService,
  queueIds: () => Promise<readonly QueueId[]>,
) => ({
  parking: composeParking(input, acd, queueIds),
  supervision: composeSupervision(input, acd),
});

function composeSupervision(input: CallRoomsInput, acd: AcdService): SupervisionService {
  const {
    stores,
    switches,
    settings: { newId, showListeners },
  } = input;
  return new SupervisionService({
    ...{ store: stores.supervisions, agents: stores.agents, calls: stores.calls, switches },
    newLegId: () => legId(newId()),
    onFreed: (agentId) => acd.matchAgent(agentId),
    wrapUpMs: wrapUpOf(input),
    settings: { showListeners },
  });
}

function composeParking(
  { stores, switches, queueOf, flow: { packs }, settings: { fallbackS } }: CallRoomsInput,
  acd: AcdService,
  queueIds: () => Promise<readonly QueueId[]>,
): ParkService {
  return new ParkService({
    ...{ parks: stores.parks, calls: stores.calls, switches, acd },
    settings: { queueOf, queueIds, fallbackS, comfort: (call) => [packSound(packs, call, PLEASE_HOLD)] },
  });
}

const packSound = (packs: FlowParts['packs'], call: LiveCall, prompt: number): SoundItem => ({
  kind: 'sound',
  name: promptSound(packFor(packs, call).id, prompt),
  language: call.language,
});

/** Ways out of a queue besides an agent: back into the flow, and to be called back. */
function composeQueueExits(
  { stores, switches, queueOf, callbacks: { numberKey, makeTask }, settings }: CallRoomsInput,
  { acd, ending, flowReturn }: Pick<FarPartyRooms, 'flowReturn'> & { acd: AcdService; ending: CallEnding },
): Pick<CallRooms, 'waiting' | 'callbacks'> {
  const { newId, logger, outbound } = settings;
  const waiting = new WaitingService({
    ...{ acd: stores.acd, calls: stores.calls, agents: stores.agents, switches },
    settings: {
      queueOf,
      entry: LEFT_QUEUE,
      backToFlow: (callId) => flowReturn.enter({ callId }),
      onAgentFreed: (agentId) => acd.matchAgent(agentId),
    },
  });
  const callbacks = new CallbackService({
    ...{ callbacks: stores.callbacks, calls: stores.calls, switches, ending },
    settings: {
      ...{ newId, logger, numberKey, makeTask },
      callerNumber: outbound.callerNumber,
      dialable: (number) => dialableOn(outbound, number),
      withinMs: (queueId) => (queueOf(queueId)?.callbackWithinS ?? DEFAULT_CALLBACK_WITHIN_S) * 1000,
      ring: (offers) => acd.ringAll(offers),
    },
  });
  return { waiting, callbacks };
}

/** Of a queue that is gone from the configuration. */
const DEFAULT_CALLBACK_WITHIN_S = 3600;

function composeAcd(
  {
    stores,
    switches,
    sticky,
    queueOf,
    flow: { packs },
    settings: { newId, logger, fallbackS },
  }: CallRoomsInput,
  dialBack: (callId: CallId) => Promise<void>,
): AcdService {
  return new AcdService({
    ...stores,
    switches,
    sticky,
    settings: {
      newId,
      logger,
      fallbackS,
      positionPrompts: (call, position, minutes) => positionAnnouncement(position, minutes, call.language),
      queueOf,
      dialBack,
      stepPrompt: (call, prompt) => packSound(packs, call, prompt),
      waitingPrompts: (call, again) => [packSound(packs, call, again ? ANOTHER_AGENT : PLEASE_HOLD)],
    },
  });
}
