import type { LiveAgent } from '../agents/agent-store';
import type { AgentId, CallId, LegId, OfferId, QueueId, SwitchId } from '../contract/ids';
import type { CompiledQueues } from './queue-settings';

/** One call presented to one agent until a deadline. */
export interface Offer {
  readonly offerId: OfferId;
  readonly callId: CallId;
  readonly agentId: AgentId;
  readonly queueId: QueueId;
  /** Unix ms by Redis' clock. */
  readonly deadlineAt: number;
}

/** The queue configuration as the live ACD has it, however it came to be so. */
export interface QueuesAsLive {
  /** By queue: its settings as texts; `removed` while calls of a queue that is gone are still there. */
  readonly settings: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By agent: names of the lanes he is offered calls of. */
  readonly lanesOf: ReadonlyMap<string, readonly string[]>;
}

export type EnqueueResult =
  /** Several where the queue rings several agents for one call. */
  | { readonly kind: 'offered'; readonly offers: readonly Offer[] }
  | { readonly kind: 'waiting' }
  /** Repeated after a lost reply: the call is there already. */
  | { readonly kind: 'exists' }
  | { readonly kind: 'not-allowed'; readonly state: string }
  | { readonly kind: 'gone' };

export type MatchResult =
  | { readonly kind: 'offered'; readonly offer: Offer }
  | { readonly kind: 'idle' }
  | { readonly kind: 'not-eligible' };

export type ReadyResult =
  | MatchResult
  /** Busy with a call or in wrap-up: 'ready' is noted and takes effect afterwards. */
  | { readonly kind: 'noted' }
  | { readonly kind: 'logged-out' };

export type OfferLossReason = 'missed' | 'declined' | 'unreachable' | 'failed';

export type LossResult =
  { readonly kind: 'lost'; readonly next: readonly Offer[] } | { readonly kind: 'stale' };

/** An offer by who has it. */
export type OfferKey = Pick<Offer, 'offerId' | 'callId' | 'agentId'>;

export type AcceptResult =
  | {
      readonly kind: 'accepted';
      /** Offers of the same call to others: their phones are to stop ringing. */
      readonly rescinded: readonly OfferKey[];
      /** What those who are free again are offered now. */
      readonly next: readonly Offer[];
    }
  | { readonly kind: 'already' }
  | { readonly kind: 'stale' };

/** What time has changed for waiting calls. */
export interface StepsTaken {
  readonly offers: readonly Offer[];
  /** Calls that reached a step with something to say. */
  readonly reached: readonly {
    readonly callId: CallId;
    readonly queueId: QueueId;
    /** Prompt of the pack. */
    readonly announce: number | null;
    readonly offerCallback: boolean;
  }[];
  /** As many as were asked for: there may be more. */
  readonly handled: number;
}

export type LeaveResult =
  | {
      readonly kind: 'left';
      /** What rang for him: the phones are to stop ringing. */
      readonly rescinded: readonly OfferKey[];
    }
  | { readonly kind: 'not-allowed'; readonly state: string }
  | { readonly kind: 'gone' };

export interface DueDeadline {
  /** Offers whose time is up: now lost, their calls placed again. */
  readonly missed: readonly { readonly offer: Offer; readonly next: readonly Offer[] }[];
  /** Wrap-ups that ended, and the next offer when the agent was ready. */
  readonly wrapUpsEnded: readonly {
    readonly agentId: AgentId;
    readonly callId: CallId;
    readonly next: Offer | null;
  }[];
}

/**
 * The live ACD. Each method is one Lua script that checks, changes and appends its events together; time is
 * Redis' own. Offer ids are chosen by the caller before the script, so a repeated request cannot make a second
 * offer; one id stands for a block with the same first 32 characters, for scripts that make several. See docs/acd.md.
 */
export interface AcdStore {
  /** Writes lanes and profiles of these queues; waiting calls and ready agents keep their places. */
  applyQueues(compiled: CompiledQueues): Promise<void>;
  /** What is live of it. */
  readQueues(): Promise<QueuesAsLive>;

  enqueueCall(input: {
    readonly callId: CallId;
    readonly queueId: QueueId;
    readonly topic: string | null;
    /** Subtracted from the entry time, in ms: larger is earlier. The queue's own bonuses come on top. */
    readonly bonusMs: number;
    readonly isKeyAccount: boolean;
    /** Who had this caller before, for queues that want him first. */
    readonly stickyAgentId: AgentId | null;
    readonly offerId: OfferId;
    /** He waits so long at most; see overdueWaits. Default: no limit but the queue's. */
    readonly atMostMs?: number | null;
  }): Promise<EnqueueResult>;
  /**
   * Calls that wait longer than they may by a limit of their own. One that rings at an agent by then is among them only a second
   * later: a telephone that answers by itself needs some of that.
   */
  overdueWaits(): Promise<readonly CallId[]>;

  /**
   * The talking or held agent of this call is gone (tab closed, leg lost): the agent becomes idle and unready,
   * the call goes back to the head of its queue with its place, and may be offered at once to another agent.
   * 'stale' when that leg is not the call's agent leg; 'no-queue' for a call the agent dialled: nothing is changed.
   * neverHeard (default false): he answered and hung up before the two were bridged. That is an offer declined: the
   * agent is not-responding, and the call waits on in its place.
   */
  agentLost(input: {
    readonly callId: CallId;
    readonly agentLegId: LegId;
    readonly reason: string;
    readonly neverHeard?: boolean;
    readonly offerId: OfferId;
  }): Promise<EnqueueResult | { readonly kind: 'stale' } | { readonly kind: 'no-queue' }>;

  /**
   * The caller goes back into the flow, at `entry` (LiveCall.entry) with `why` as its variable. His place is remembered:
   * the same queue again, or a callback in it, begins there.
   */
  leaveQueue(callId: CallId, leave: { readonly why: string; readonly entry: string }): Promise<LeaveResult>;

  agentReady(agentId: AgentId, offerId: OfferId): Promise<ReadyResult>;
  /** The softphone registered on that switch: matches when ready and idle. */
  agentReachable(
    sipUser: string,
    offerId: OfferId,
    switchId: SwitchId,
  ): Promise<MatchResult | { readonly kind: 'unknown' }>;
  /**
   * The softphone's registration on that switch is gone: out of the ready sets, presence kept. null: nobody's, or he
   * is registered on another switch by now.
   */
  agentUnreachable(sipUser: string, switchId: SwitchId): Promise<LiveAgent | null>;
  /** The page with his softphone lives; it counts as asleep when it gives no other sign for so long. */
  phoneAlive(sign: {
    readonly agentId: AgentId;
    readonly silentMs: number;
    readonly offerId: OfferId;
  }): Promise<MatchResult>;
  /** Phones that have fallen silent are offered nothing any more; answers with what rings at them. */
  silentPhones(silentMs: number): Promise<readonly OfferKey[]>;
  /** After CallStore.end freed an agent, or after reconciliation: offers him a waiting call when he is eligible. */
  matchAgent(agentId: AgentId, offerId: OfferId): Promise<MatchResult>;

  /** Frees an agent who is busy with a call that is over or does not know him: nothing else would. */
  releaseAgent(agentId: AgentId, callId: CallId | null): Promise<'freed' | 'not-alone'>;

  acceptOffer(offer: OfferKey, nextOfferId: OfferId): Promise<AcceptResult>;
  /** missed, declined → agent 'not-responding'; unreachable, failed → agent unreachable. The call is placed again. */
  loseOffer(offer: OfferKey, reason: OfferLossReason, nextOfferId: OfferId): Promise<LossResult>;

  finishWrapUp(input: {
    readonly agentId: AgentId;
    readonly callId: CallId;
    readonly offerId: OfferId;
  }): Promise<MatchResult | { readonly kind: 'stale' } | { readonly kind: 'disposition-missing' }>;

  /** Everything due by now, at most as many as ids are given: one fresh id per deadline handled. */
  advanceDeadlines(offerIds: readonly OfferId[]): Promise<DueDeadline>;

  /** Steps and further ringing that are due by now, of at most `limit` calls each. */
  advanceSteps(limit: number, offerId: OfferId): Promise<StepsTaken>;

  /**
   * Agents freed or newly assigned where no offer id was at hand, while calls wait that they may take: matchAgent
   * each of them. They stay in the list until that is done, so a server that dies in between loses nothing.
   */
  owedMatches(): Promise<readonly AgentId[]>;
  /**
   * What is wrong in the live state by docs/acd.md, "Invariants"; nothing unless a script has a fault. Read at one moment, so
   * nothing is on its way. Reads every key: not for every day.
   */
  brokenInvariants(): Promise<readonly string[]>;
  /** Calls that wait for this agent alone, the first one first, each until it waits for others, too. Unix ms. */
  waitingFor(agentId: AgentId): Promise<readonly { readonly callId: CallId; readonly until: number }[]>;
  /** He does not want it; its steps are looked at next. 'gone': it does not wait for him. */
  refuseWaiting(refusal: { readonly callId: CallId; readonly agentId: AgentId }): Promise<'refused' | 'gone'>;
  liveOffers(): Promise<readonly Offer[]>;
  queueFigures(): Promise<readonly QueueFigures[]>;
  /** Calls waiting in this queue before this one; null when it does not wait. */
  position(callId: CallId): Promise<number | null>;
  /** 'due' at most once in `everyMs`, whoever asks: the call waits and is to be told where it stands. */
  takeComfort(callId: CallId, everyMs: number): Promise<ComfortResult>;
}

export type ComfortResult =
  | {
      readonly kind: 'due';
      /** Calls that wait before it. */
      readonly before: number;
      /** Of the newest twenty answered calls of the queue within the last hour. */
      readonly answers: number;
      /** Unix ms of the oldest of these; null when there is none. */
      readonly since: number | null;
    }
  | { readonly kind: 'not-due' };

export interface QueueFigures {
  readonly queueId: QueueId;
  readonly name: string;
  readonly waiting: number;
  /** Unix ms when the longest-waiting call entered; null when none waits. */
  readonly longestSince: number | null;
  readonly agentsReady: number;
  /** Of its newest twenty answered calls within the last hour. */
  readonly answers: number;
  /** Unix ms of the oldest of these; null when there is none. */
  readonly answersSince: number | null;
}
