import type { AcdService } from './acd/acd.service';
import type { AcdStore } from './acd/acd-store';
import type { QueueSettings } from './acd/queue-settings';
import { TransferService } from './acd/transfer.service';
import type { TransferStore } from './acd/transfer-store';
import type { AgentStore } from './agents/agent-store';
import type { CallEnding } from './calls/call-ending';
import type { CallStore, LiveCall } from './calls/call-store';
import { ColleagueLeg } from './calls/colleague-leg';
import { ConsultService } from './calls/consult.service';
import { DialOnService } from './calls/dial-on.service';
import { FarLeg } from './calls/far-leg';
import { MergeService } from './calls/merge.service';
import type { OutboundSettings } from './calls/outbound.service';
import type { SoundItem } from './calls/switch';
import type { Switches } from './calls/switches';
import type { TalkRecording } from './calls/talk-recording';
import type { QueueId } from './contract/ids';
import type { SpeakRequest } from './contract/rest';
import type { EventStream } from './events/event-stream';
import type { IvrService } from './ivr/ivr.service';
import { digitSounds, promptSound } from './ivr/speech';
import type { Logger } from './logging';
import { CallerSpeech } from './switchboard/caller-speech';
import { FlowReturn } from './switchboard/flow-return';

export interface FarPartyInput {
  readonly stores: {
    readonly calls: CallStore;
    readonly events: EventStream;
    readonly transfers: TransferStore;
    readonly acd: Pick<AcdStore, 'queueFigures'>;
    readonly agents: Pick<AgentStore, 'get'>;
  };
  readonly switches: Switches;
  readonly ending: CallEnding;
  readonly acd: AcdService;
  readonly recording: TalkRecording;
  /** Asked when it is needed: the flow and the far party need each other. */
  readonly ivr: () => IvrService;
  readonly packIdOf: (call: LiveCall) => string;
  readonly queueOf: (queueId: string) => QueueSettings | undefined;
  /** As they stand in the configuration. */
  readonly queueIds: () => Promise<readonly QueueId[]>;
  readonly wrapUpMs: (queueId: QueueId | null) => number;
  readonly settings: {
    readonly outbound: OutboundSettings;
    readonly fallbackS: number;
    readonly newId: () => string;
    readonly logger: Logger;
  };
}

export interface FarPartyRooms {
  readonly consult: ConsultService;
  readonly merge: MergeService;
  readonly dialOn: DialOnService;
  readonly transfer: TransferService;
  readonly flowReturn: FlowReturn;
  readonly speech: CallerSpeech;
}

const YOUR_SERIAL_NUMBER = 31;

/** What a caller is given besides an agent: a far party, or the machine again. */
export function composeFarParty(input: FarPartyInput): FarPartyRooms {
  const { stores, switches, ending, acd, ivr, wrapUpMs, settings } = input;
  const { fallbackS, logger, newId } = settings;
  const common = { calls: stores.calls, switches, ending, wrapUpMs, fallbackS, logger };
  const onAgentFreed = (agentId: Parameters<AcdService['matchAgent']>[0]) => acd.matchAgent(agentId);
  const farLeg = new FarLeg({ ...stores, switches, newId, settings: settings.outbound });
  const flowReturn = new FlowReturn({
    ...common,
    onAgentFreed,
    recording: input.recording,
    ivr: {
      enter: (call, entry, variables) => ivr().enter(call, entry, variables),
      hasEntry: (call, entry) => ivr().hasEntry(call, entry),
    },
    surveyShare: (queueId) => input.queueOf(queueId)?.surveyShare ?? 1,
    random: Math.random,
  });
  const transfer = new TransferService({
    ...{ transfers: stores.transfers, calls: stores.calls, switches, farLeg, acd },
    settings: {
      ...{ queueOf: input.queueOf, queueIds: input.queueIds, wrapUpMs, fallbackS, logger },
    },
  });
  return {
    transfer,
    consult: new ConsultService({ ...common, farLeg, colleague: colleagueLeg(input), onAgentFreed }),
    merge: new MergeService(common),
    dialOn: new DialOnService({
      ...common,
      farLeg,
      onDialed: (call, outcome) => ivr().onDialed(call, outcome),
      onUnreached: (...unreached) => transfer.onUnreached(...unreached),
    }),
    flowReturn,
    speech: new CallerSpeech({
      calls: stores.calls,
      switches,
      flowReturn,
      spoken: (call, request) => spoken(call, request, input.packIdOf(call)),
    }),
  };
}

/** Of a call without a queue. */
const COLLEAGUE_RINGS_S = 20;

export const colleagueLeg = ({
  stores,
  switches,
  queueOf,
}: Pick<FarPartyInput, 'stores' | 'switches' | 'queueOf'>): ColleagueLeg =>
  new ColleagueLeg({
    ...{ calls: stores.calls, events: stores.events, switches },
    phoneOf: (agentId) => stores.agents.get(agentId),
    ringS: (queueId) => (queueId && queueOf(queueId)?.offerTimeoutS) ?? COLLEAGUE_RINGS_S,
  });

function spoken(call: LiveCall, { kind, value }: SpeakRequest, packId: string): readonly SoundItem[] {
  const digits = digitSounds(value, call.language);
  if (kind === 'digits') return digits;
  const prompt = promptSound(packId, YOUR_SERIAL_NUMBER);
  return [{ kind: 'sound', name: prompt, language: call.language }, ...digits];
}
