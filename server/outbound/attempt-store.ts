import type { FlowEntry, IdleClock, MoveResult, NewCall } from '../calls/call-store';
import type { CampaignAttempt, MachineDetection } from '../calls/campaign-attempt';
import type {
  AgentId,
  AttemptId,
  CallId,
  CampaignId,
  ContactId,
  CustomerId,
  LegId,
  QueueId,
} from '../contract/ids';
import type { Verdict } from './amd/verdict';

/** A call to a contact that is about to be placed; all its ids are known before. */
export interface NewAttempt extends NewCall {
  readonly attemptId: AttemptId;
  readonly campaignId: CampaignId;
  readonly contactId: ContactId;
  readonly customerId: CustomerId | null;
  /** Where the flow speaks with whoever answers; without an entry, an agent does. */
  readonly packId: string;
  readonly entry?: FlowEntry;
  /** Who answers is listened to first; left out: he is not. */
  readonly detection?: MachineDetection;
  /** Who calls him himself; nobody: the campaign does. */
  readonly agent?: AttemptAgent;
}

export interface AttemptAgent {
  readonly agentId: AgentId;
  readonly agentLegId: LegId;
  /** Whose rules hold for the call. */
  readonly queueId: QueueId | null;
  /** Seconds the contact's telephone rings. */
  readonly ringS: number;
  readonly idleClock: IdleClock;
}

/** How fast and how many, counted together by all servers. */
export interface DialLimits {
  /** Calls begun in any one second, by this campaign and by all. */
  readonly perSecond: number;
  readonly perSecondOfAll: number;
  /** Calls that are not over. */
  readonly atOnce: number;
  readonly atOnceOfAll: number;
}

export type StartAttemptResult =
  | { readonly kind: 'started' }
  /** This very attempt was begun before. */
  | { readonly kind: 'exists' }
  /** It was given up before it had begun, and must not begin any more. */
  | { readonly kind: 'void' }
  | { readonly kind: 'stopped' }
  /** Whom he was to be called by; a state, or what keeps him. */
  | { readonly kind: 'agent-busy'; readonly state: string }
  | { readonly kind: 'limit'; readonly which: 'per-second' | 'at-once' };

export interface AgentMarkFacts {
  readonly callId: CallId;
  readonly agentId: AgentId;
  readonly mark: string;
  /** YYYY-MM-DD */
  readonly date: string | null;
}

/** Who answered, as far as could be heard. */
export interface HeardFacts {
  readonly attempt: Pick<CampaignAttempt, 'attemptId' | 'campaignId' | 'contactId'>;
  readonly callId: CallId;
  readonly verdict: Verdict;
  /** Where the flow speaks to a machine; null: where it would have spoken to anybody. */
  readonly entry: string | null;
  /** It is listened to further on, for the moment to speak. */
  readonly goesOn: boolean;
}

/** What campaigns have in progress; every decision is one script, so that servers never dial more than one of them would. */
export interface AttemptStore {
  start(attempt: NewAttempt, limits: DialLimits): Promise<StartAttemptResult>;
  /** dialing → in-ivr: he has answered, and is listened to when his campaign wants that. 'not-allowed': told before. */
  reach(callId: CallId): Promise<MoveResult>;
  /** 'not-listened-to': somebody has said so before. */
  heard(facts: HeardFacts): Promise<'heard' | 'not-listened-to' | 'gone'>;
  /** What an agent says has come of it; 'marked' also when he has said so before. */
  mark(facts: AgentMarkFacts): Promise<'marked' | 'not-his' | 'no-attempt' | 'gone'>;
  /** An attempt that was claimed and perhaps not begun: from now on it never is. 'exists': it was. */
  annul(attemptId: AttemptId, callId: CallId): Promise<'annulled' | 'exists'>;
  /** It is to be hung up before anybody answers; from now on its end says so. */
  withdraw(callId: CallId): Promise<'withdrawn' | 'not-ringing'>;
  /**
   * Nothing is begun from now on; null: by no campaign. @returns calls nobody has answered yet
   */
  stop(campaignId: CampaignId | null, by: string): Promise<readonly CallId[]>;
  resume(campaignId: CampaignId | null, by: string): Promise<void>;
  /** Names of stopped campaigns; with null when all are. */
  stopped(): Promise<readonly (CampaignId | null)[]>;
  /** Calls in progress, of a campaign or, with null, of all. */
  inProgress(campaignId: CampaignId | null): Promise<readonly CallId[]>;
}
