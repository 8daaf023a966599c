import type { LiveAgent } from '../agents/agent-store';
import type { AgentId, CallId, LegId, OfferId, QueueId } from '../contract/ids';
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
  | { readonly kind: 'offered'; readonly offer: Offer }
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

export type LossResult = { readonly kind: 'lost'; readonly next: Offer | null } | { readonly kind: 'stale' };

export interface DueDeadline {
  /** Offers whose time is up: now lost, their calls placed again. */
  readonly missed: readonly { readonly offer: Offer; readonly next: Offer | null }[];
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
 * offer. See docs/acd.md.
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
    /** Subtracted from the entry time, in ms: larger is earlier. */
    readonly bonusMs: number;
    readonly offerId: OfferId;
  }): Promise<EnqueueResult>;

  /**
   * The talking or held agent of this call is gone (tab closed, leg lost): the agent becomes idle and unready,
   * the call goes back to the head of its queue with its place, and may be offered at once to another agent.
   * 'stale' when that leg is not the call's agent leg; 'no-queue' for a call the agent dialled: nothing is changed.
   */
  agentLost(input: {
    readonly callId: CallId;
    readonly agentLegId: LegId;
    readonly reason: string;
    readonly offerId: OfferId;
  }): Promise<EnqueueResult | { readonly kind: 'stale' } | { readonly kind: 'no-queue' }>;

  agentReady(agentId: AgentId, offerId: OfferId): Promise<ReadyResult>;
  /** The softphone registered: matches when ready and idle. */
  agentReachable(sipUser: string, offerId: OfferId): Promise<MatchResult | { readonly kind: 'unknown' }>;
  /** The softphone's registration is gone: out of the ready sets, presence kept. */
  agentUnreachable(sipUser: string): Promise<LiveAgent | null>;
  /** After CallStore.end freed an agent, or after reconciliation: offers him a waiting call when he is eligible. */
  matchAgent(agentId: AgentId, offerId: OfferId): Promise<MatchResult>;

  acceptOffer(
    offer: Pick<Offer, 'offerId' | 'callId' | 'agentId'>,
  ): Promise<'accepted' | 'already' | 'stale'>;
  /** missed, declined → agent 'not-responding'; unreachable, failed → agent unreachable. The call is placed again. */
  loseOffer(
    offer: Pick<Offer, 'offerId' | 'callId' | 'agentId'>,
    reason: OfferLossReason,
    nextOfferId: OfferId,
  ): Promise<LossResult>;

  finishWrapUp(input: {
    readonly agentId: AgentId;
    readonly callId: CallId;
    readonly offerId: OfferId;
  }): Promise<MatchResult | { readonly kind: 'stale' } | { readonly kind: 'disposition-missing' }>;

  /** Everything due by now, at most as many as ids are given: one fresh id per deadline handled. */
  advanceDeadlines(offerIds: readonly OfferId[]): Promise<DueDeadline>;

  /**
   * Agents freed or newly assigned where no offer id was at hand, while calls wait that they may take: matchAgent
   * each of them. They stay in the list until that is done, so a server that dies in between loses nothing.
   */
  owedMatches(): Promise<readonly AgentId[]>;
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
}
