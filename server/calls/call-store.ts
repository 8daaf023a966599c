import type { SaidMark } from '../contract/campaign-order';
import type { EventType } from '../contract/events';
import type {
  AgentId,
  CallbackId,
  CallId,
  CustomerId,
  LegId,
  OfferId,
  QueueId,
  SwitchId,
} from '../contract/ids';
import type { CallDirection, CustomerSummary } from '../contract/rest';
import type { CallState } from './call.machine';
import type { CampaignAttempt } from './campaign-attempt';
import type { Language } from './switch';

/** A call in progress, as it stands in Redis. Times are Unix ms. */
export interface LiveCall {
  readonly callId: CallId;
  readonly direction: CallDirection;
  readonly state: CallState;
  readonly switchId: SwitchId;
  /** Of an internal call the colleague's leg, who is its far party, too. */
  readonly customerLegId: LegId;
  readonly agentLegId: LegId | null;
  /** The latest agent's leg that was bridged with the caller's: before that, the two have not heard each other. */
  readonly heardLegId: LegId | null;
  readonly agentId: AgentId | null;
  readonly callerNumber: string;
  readonly callerName: string;
  readonly dialedNumber: string;
  readonly customerId: CustomerId | null;
  /** As it was when the caller was recognised. */
  readonly customerKind: CustomerSummary['kind'] | null;
  readonly language: Language;
  readonly queueId: QueueId | null;
  /** What the caller wants, from the menu path; words from the pack. */
  readonly topic: string | null;
  /** Serialised interpreter state; null once the flow has ended. */
  readonly ivrState: string | null;
  readonly startedAt: number;
  readonly queuedAt: number | null;
  readonly talkingAt: number | null;
  /** Since when the audio of awayAgentId is gone and he is waited for; null: nobody's is. */
  readonly awaySince: number | null;
  /** The call's agent or, of an internal call, the colleague. */
  readonly awayAgentId: AgentId | null;
  /** The leg that is to bring him back. */
  readonly awayLegId: LegId | null;
  /** The latest far party called for this call; null when there was none. */
  readonly farParty: FarParty | null;
  /** Who had the call before it went on without an agent. */
  readonly lastAgentId: AgentId | null;
  /** Where the flow is to go on; null once it has begun there. */
  readonly entry: FlowEntry | null;
  /** The callback this call is to carry out; null once its number was reached: then it is a call like others. */
  readonly callbackId: CallbackId | null;
  /** The latest recording of its talk; null before the first. */
  readonly recording: TalkRecordingFacts | null;
  /** The campaign that called him; null: none did. */
  readonly attempt: CampaignAttempt | null;
  /** What its agent has said has come of a campaign's call. */
  readonly marked: SaidMark | null;
  /** The pack whose flow it goes into; null: that of the number dialled. */
  readonly packId: string | null;
  /** null: it is not parked. */
  readonly parked: ParkedFacts | null;
  /** The offer by which somebody picks it up, or has: his phone answers by itself. */
  readonly pickUpOfferId: OfferId | null;
}

/** A call its agent has let go of, for whoever picks it up. */
export interface ParkedFacts {
  /** A small number to be said to colleagues; no other parked call has it. */
  readonly slot: number;
  readonly by: AgentId;
  readonly at: number;
  /** Then it goes back to who parked it, or to its queue. */
  readonly until: number;
}

/** A recording of the caller's leg, from a bridge to the end of the call or until it is stopped. */
export interface TalkRecordingFacts {
  readonly recordingId: string;
  /** paused: silence is recorded. stopped, failed: it is over. */
  readonly state: (typeof recordingStates)[number];
  readonly startedAt: number;
  /** null: it is not paused. */
  readonly pausedAt: number | null;
}

export const recordingStates = ['on', 'paused', 'stopped', 'failed'] as const;

/** held: it hears music while the agent talks with the caller; merged: all three talk; left: it hung up after it had answered. */
export const farStates = ['ringing', 'answered', 'held', 'merged', 'left', 'failed', 'cancelled'] as const;
export type FarState = (typeof farStates)[number];

/** Whom an agent or the flow calls for the caller. */
export interface FarParty {
  /** null once the leg is no longer wanted. */
  readonly legId: LegId | null;
  /** Of a colleague: his agent number. */
  readonly number: string;
  /** A colleague whom the agent asks; null: somebody outside. */
  readonly agentId: AgentId | null;
  readonly state: FarState;
  /** FreeSWITCH cause name when it failed. */
  readonly failure: string | null;
  /** The flow's own id of its request; null when an agent asked. */
  readonly requestId: string | null;
}

/** A place where a pack lets the centre put a call back into its flow. */
export interface FlowEntry {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
}

export interface NewCall {
  readonly callId: CallId;
  readonly direction: CallDirection;
  readonly switchId: SwitchId;
  readonly customerLegId: LegId;
  readonly callerNumber: string;
  readonly callerName: string;
  readonly dialedNumber: string;
  readonly language: Language;
}

export interface NewOutboundCall extends NewCall {
  readonly agentId: AgentId;
  readonly agentLegId: LegId;
  readonly customerId: CustomerId | null;
  /** Default: 'talked'. */
  readonly idleClock?: IdleClock;
}

export type NewInternalCall = Omit<NewOutboundCall, 'customerId'> & {
  readonly direction: 'internal';
  /** Whom he calls, on the customer's leg. */
  readonly colleagueId: AgentId;
};

export type DialStarted =
  { readonly kind: 'started' } | { readonly kind: 'agent-busy'; readonly state: string };

/** Whether a dialled call puts its agent last in the line of the longest idle: never, when they talked, or always. */
export const idleClocks = ['never', 'talked', 'always'] as const;
export type IdleClock = (typeof idleClocks)[number];

/** Facts that change without the state changing. */
export interface CallPatch {
  readonly customerId?: CustomerId | null;
  readonly customerKind?: CustomerSummary['kind'] | null;
  readonly language?: Language;
  readonly ivrState?: string | null;
  readonly topic?: string | null;
  readonly heardLegId?: LegId;
  /** The flow has begun at the entry. */
  readonly entry?: null;
  /** Of a contact an agent calls: his own leg is up, and the contact is called. */
  readonly awaitsAgent?: null;
  /** It is known who answered, and nothing is waited for any more. */
  readonly listeningAt?: null;
}

/** An event to append in the same script as the change; data is JSON-safe and holds no secret digits. */
export interface EventDraft {
  readonly type: EventType;
  readonly agentId?: AgentId;
  readonly queueId?: QueueId;
  readonly legId?: LegId;
  readonly data?: Readonly<Record<string, unknown>>;
}

export type MoveResult =
  | { readonly kind: 'moved'; readonly from: CallState }
  | { readonly kind: 'not-allowed'; readonly state: CallState }
  | { readonly kind: 'gone' };

/** 'repeated': asked again, and nothing more was done. */
export type RepeatableMove = MoveResult | { readonly kind: 'repeated' };

export type DropResult =
  | {
      readonly kind: 'moved';
      readonly from: CallState;
      /** The colleague who was asked: free again, and not matched. */
      readonly freed: AgentId | null;
    }
  | Exclude<MoveResult, { readonly kind: 'moved' }>;

export type ColleagueResult =
  | { readonly kind: 'moved'; readonly from: CallState; readonly agentId: AgentId }
  | Exclude<RepeatableMove, { readonly kind: 'moved' }>
  /** A presence, 'unreachable', or what he is busy with. */
  | { readonly kind: 'not-free'; readonly state: string }
  | { readonly kind: 'nobody-ready' | 'unknown-queue' };

export type EndResult =
  | {
      readonly kind: 'ended';
      readonly from: CallState;
      /** The agent who was talking or dialling; wrap-up or freedom has been decided in the same script. */
      readonly agentId: AgentId | null;
      readonly agentLegId: LegId | null;
      readonly customerLegId: LegId;
      readonly farLegId: LegId | null;
      /** A colleague who was asked; he is free again. */
      readonly freed: AgentId | null;
      /** Whose phones rang for it; they are free again. */
      readonly rescinded: readonly { readonly legId: LegId; readonly agentId: AgentId }[];
    }
  | { readonly kind: 'gone' };

/** Like a move; `agentLegId` is the leg of the agent who was released. */
export type ReleaseResult =
  | { readonly kind: 'moved'; readonly from: CallState; readonly agentLegId: LegId | null }
  | Exclude<MoveResult, { readonly kind: 'moved' }>;

export type AwayResult =
  | 'away'
  /** He is away already. */
  | 'exists'
  /** Of an internal call: the other one is away already, and nobody is left. */
  | 'alone'
  /** That leg is nobody's any more. */
  | 'stale'
  | 'not-allowed'
  | 'gone';

export type RecallResult =
  | {
      readonly kind: 'ring';
      /** A leg that was to bring him back before; nobody waits for it any more. */
      readonly replaced: LegId | null;
    }
  /** One was called a moment ago. */
  | { readonly kind: 'rings' }
  | { readonly kind: 'not-away' };

export type BackResult = { readonly kind: 'back'; readonly formerLegId: LegId } | { readonly kind: 'stale' };

export interface DueAway {
  /** Calls in which who is left is to be comforted, and those in which he is to be told again. */
  readonly first: readonly CallId[];
  readonly again: readonly CallId[];
  readonly lost: readonly CallId[];
}

/** Each method is one Lua script: check, change and event together. */
export interface CallStore {
  /** Claims an arriving leg. A leg that is claimed already answers with its call. */
  startInbound(call: NewCall): Promise<{ readonly kind: 'started' | 'exists'; readonly callId: CallId }>;
  /**
   * The agent dials: reserves the agent (idle or wrap-up, reachable, with or without presence 'ready') and
   * creates the call in one step.
   */
  startOutbound(call: NewOutboundCall): Promise<DialStarted>;
  /** The same, and reserves the colleague, who must be free. */
  startInternal(
    call: NewInternalCall,
  ): Promise<DialStarted | Extract<ColleagueResult, { readonly kind: 'not-free' }>>;
  get(callId: CallId): Promise<LiveCall | null>;
  findByLeg(legId: LegId): Promise<LiveCall | null>;
  list(): Promise<readonly LiveCall[]>;
  /** Changes facts and appends events; nothing happens ('gone') when the call has ended. */
  patch(callId: CallId, patch: CallPatch, events: readonly EventDraft[]): Promise<'ok' | 'gone'>;
  /** offered → talking is acd's accept-offer; this is dialing → talking. */
  startTalk(callId: CallId, events: readonly EventDraft[]): Promise<MoveResult>;
  hold(callId: CallId, by: AgentId): Promise<MoveResult>;
  resume(callId: CallId, by: AgentId): Promise<MoveResult>;
  /** talking, held → consulting (an agent asks) or in-ivr → connecting (the flow asks, with its requestId). */
  callFarParty(request: FarPartyRequest): Promise<RepeatableMove>;
  /** talking, held → consulting: reserves a colleague who is free, or whom a queue would choose now. */
  callColleague(request: ColleagueRequest): Promise<ColleagueResult>;
  /** The far party an agent consults picked up; 'stale' when that leg is not wanted any more. */
  farPartyAnswered(callId: CallId, farLegId: LegId): Promise<'ok' | 'stale'>;
  /** The agent who consults turns to the caller, back, or to both at once; 'repeated': he has already. */
  swap(swap: PartySwap): Promise<RepeatableMove>;
  /** consulting → talking, connecting → in-ivr. Fenced by the leg: a late answer or hang-up changes nothing. */
  dropFarParty(callId: CallId, drop: FarPartyDrop): Promise<DropResult>;
  /** consulting (by its agent, far party answered) or connecting (agentId null) → connected; an agent wraps up. */
  connect(callId: CallId, connect: ConnectFacts): Promise<ReleaseResult>;
  /** consulting → talking: the colleague who was asked is the call's agent now; the other wraps up. */
  pass(callId: CallId, pass: ConnectFacts & { readonly agentId: AgentId }): Promise<ReleaseResult>;
  /** talking, held → in-ivr at an entry; the agent wraps up. */
  returnToFlow(callId: CallId, back: ReturnFacts): Promise<ReleaseResult>;
  /** The audio of the agent, or of an internal call's colleague, is gone in a talk, on hold or in a consult; he is waited for. */
  agentAway(facts: AwayFacts): Promise<AwayResult>;
  /** He has a phone again: this leg, about to be called, is to bring him back. */
  recallAgent(recall: {
    readonly callId: CallId;
    readonly agentId: AgentId;
    readonly legId: LegId;
    /** A leg that was called so shortly ago is left to ring. */
    readonly patienceMs: number;
  }): Promise<RecallResult>;
  /** That leg was answered: it is his now. A colleague's is the customer's and the far party's. */
  agentBack(callId: CallId, legId: LegId): Promise<BackResult>;
  /** Those who are left to be comforted by now, and again after `againMs`; calls in which who is away is given up. */
  dueAway(againMs: number): Promise<DueAway>;
  /**
   * The contact is over. For a queued call: out of its lane (abandoned). Offered: the offer is rescinded and the
   * agent freed with his old idle time. Talking, held, consulting: the agent goes to
   * wrap-up. Dialing: the agent goes back to
   * what he was. A freed agent who is ready is NOT matched here: call AcdStore.matchAgent for him afterwards.
   */
  end(callId: CallId, facts: EndFacts): Promise<EndResult>;
}

export interface AwayFacts {
  readonly callId: CallId;
  /** The leg of whose audio is gone: the agent's, or an internal call's colleague's. */
  readonly agentLegId: LegId;
  readonly reason: string;
  /** Until who is left is comforted, unless he is back by then. */
  readonly comfortMs: number;
  /** Until he is given up. */
  readonly lostMs: number;
}

export interface EndFacts {
  readonly by: 'customer' | 'agent' | 'far-party' | 'system';
  /** FreeSWITCH cause name. */
  readonly cause: string;
  readonly sipStatus?: number;
  /** Milliseconds of wrap-up for an agent who talked. 0 = none. */
  readonly wrapUpMs: number;
  /** What it says of the colleague of an internal call: he let it ring out, or his phone is not to be had. */
  readonly loss?: ColleagueLoss;
}

export type ColleagueLoss = 'missed' | 'failed';

export interface FarPartyRequest {
  readonly callId: CallId;
  /** Must have the call; null: the flow asks. */
  readonly agentId: AgentId | null;
  readonly farLegId: LegId;
  /** As it goes on the wire. */
  readonly number: string;
  /** Of the flow, or of the desk: the same again changes nothing. */
  readonly requestId: string;
}

export interface ColleagueRequest {
  readonly callId: CallId;
  /** Must have the call. */
  readonly agentId: AgentId;
  readonly farLegId: LegId;
  /** Of the desk: the same again changes nothing. */
  readonly requestId: string;
  readonly to:
    | { readonly kind: 'agent'; readonly agentId: AgentId }
    | { readonly kind: 'queue'; readonly queueId: QueueId };
}

export interface PartySwap {
  readonly callId: CallId;
  readonly agentId: AgentId;
  readonly farLegId: LegId;
  readonly talkTo: 'caller' | 'far-party' | 'both';
}

export interface FarPartyDrop {
  readonly farLegId: LegId;
  readonly how: 'failed' | 'cancelled';
  /** FreeSWITCH cause name; null when it was cancelled. */
  readonly cause: string | null;
  readonly sipStatus?: number;
  /** What it says of a colleague: he let it ring out, or his phone is not to be had. */
  readonly loss?: ColleagueLoss;
  readonly from: 'consulting' | 'connecting';
}

export interface ConnectFacts {
  readonly agentId: AgentId | null;
  readonly farLegId: LegId;
  readonly wrapUpMs: number;
}

export interface ReturnFacts {
  readonly agentId: AgentId;
  readonly entry: FlowEntry;
  readonly wrapUpMs: number;
}
