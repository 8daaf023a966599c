import type {
  Campaign,
  CampaignProgress,
  CampaignState,
  ContactQuery,
  ContactView,
  DialResult,
  DialRule,
  DoNotCallView,
  NumberExplanation,
} from '../contract/campaigns';
import type { AgentId, AttemptId, CallId, CampaignId, ContactId, CustomerId } from '../contract/ids';
import type { Page } from '../contract/rest';
import type { Verdict } from './amd/verdict';
import type { DialFacts, Evidence } from './may-dial';
import type { NextAttempt } from './next-attempt';

export interface StoredCampaign {
  readonly campaign: Campaign;
  readonly state: CampaignState;
  readonly version: number;
  /** A login, or 'system'. */
  readonly changedBy: string;
  /** ISO 8601. */
  readonly changedAt: string;
}

export interface NewContact {
  readonly contactId: ContactId;
  /** The same line of a list again has the same name: it is added once. */
  readonly line: string;
  /** As the list has it. */
  readonly number: string;
  readonly numberKey: string;
  readonly name: string;
  readonly customerId: CustomerId | null;
  readonly timeZone: string | null;
  readonly consent: boolean;
  readonly priority: number;
  readonly variables: Readonly<Record<string, string>>;
}

/** Somebody whose turn it is, with what is known of him. */
export interface DueContact extends NewContact {
  readonly facts: Omit<DialFacts, 'now' | 'dialable'>;
}

export interface AttemptClaim {
  readonly attemptId: AttemptId;
  readonly callId: CallId;
  readonly contactId: ContactId;
  /** Unix ms. */
  readonly at: number;
  /** For whom he is kept; nobody: he must be kept for none. */
  readonly agentId?: AgentId | null;
  readonly evidence: Evidence;
  readonly cap: Campaign['cap'];
}

export interface Decision {
  readonly decisionId: string;
  readonly contactId: ContactId;
  readonly at: number;
  readonly rule: DialRule;
  readonly evidence: Evidence;
}

export interface AttemptOutcome {
  readonly result: DialResult;
  readonly sipStatus: number | null;
  readonly cause: string | null;
  /** Unix ms. */
  readonly at: number;
}

/** What a settlement decides by. */
export interface SettledFacts {
  readonly campaign: Campaign;
  /** Of the contact's calls, this one's among them, the newest last; those that never began or were withdrawn left out. */
  readonly results: readonly DialResult[];
  readonly mark: string | null;
}

/** What has come of a call, as flow or agent say it. */
export interface SaidOfCall {
  readonly callId: CallId;
  readonly mark: string;
  /** YYYY-MM-DD */
  readonly date: string | null;
  /** Unix ms: of two the later one counts, in whatever order they are told. */
  readonly at: number;
  /** null: the flow. */
  readonly agentId: AgentId | null;
}

/** Whom a mark is about. */
export interface MarkedContact extends Pick<
  NewContact,
  'contactId' | 'number' | 'name' | 'customerId' | 'variables'
> {
  readonly campaign: Campaign;
  /** He was done, and is to be called again. */
  readonly isOpenAgain: boolean;
}

export type Decide = (facts: SettledFacts, outcome: AttemptOutcome) => NextAttempt;

export type SaveResult = 'saved' | 'changed-since' | 'gone';

/** Campaigns, as they are configured and how they stand. */
export interface CampaignStore {
  all(): Promise<readonly StoredCampaign[]>;
  get(campaignId: CampaignId): Promise<StoredCampaign | null>;
  /** @param version the one that was seen; null: there is none yet */
  save(campaign: Campaign, version: number | null, by: string): Promise<SaveResult>;
  /** @returns false when it is in none of these states */
  setState(
    campaignId: CampaignId,
    from: readonly CampaignState[],
    to: CampaignState,
    by: string,
  ): Promise<boolean>;
  progress(campaignId: CampaignId): Promise<CampaignProgress>;
}

/**
 * The lists of campaigns. A contact is called by whoever claims it, and of several servers one does; a call that is over is
 * settled once.
 */
export interface ContactStore {
  /** @returns how many were not there before */
  addContacts(campaignId: CampaignId, contacts: readonly NewContact[]): Promise<number>;
  contacts(campaignId: CampaignId, query: ContactQuery): Promise<Page<ContactView>>;
  /** For files: the next of them, in an order that never changes. @param after the last one before; null: from the first */
  contactsAfter(
    campaignId: CampaignId,
    filter: Pick<ContactQuery, 'state' | 'mark'>,
    after: string | null,
    limit: number,
  ): Promise<readonly ContactView[]>;
  /** In the order they are to be called in: by priority, then by when they may be. */
  due(campaignId: CampaignId, now: number, limit: number): Promise<readonly DueContact[]>;

  /** Not now: the contact is decided anew at `until`. */
  postpone(decision: Decision, until: number): Promise<void>;
  /** Never: the contact is done. */
  close(decision: Decision, mark: string): Promise<void>;
  /** false: somebody else has it, its number is on the telephone by now, or was called too often meanwhile. */
  claim(claim: AttemptClaim): Promise<boolean>;
  /** Nothing was dialled: as if it had not been claimed. */
  release(attemptId: AttemptId): Promise<void>;
  /** false: it was settled before. */
  settle(
    attemptId: AttemptId,
    outcomeOf: (campaign: Campaign) => AttemptOutcome,
    decide: Decide,
  ): Promise<boolean>;
  /** Somebody, or something, picked up at that moment, Unix ms; told twice, the first time counts. */
  answered(attemptId: AttemptId, at: number): Promise<void>;
  /** Who that was, as far as could be heard; told twice, the first time counts. */
  heard(attemptId: AttemptId, verdict: Verdict): Promise<void>;
  /**
   * What flow or agent says has come of the call; also after it is settled: then it is decided anew. DO_NOT_CALL_MARK: his
   * number is on the list. null: no campaign's call, or something else was said later.
   */
  mark(said: SaidOfCall, decide: Decide): Promise<MarkedContact | null>;
  /** Claimed before that moment and not settled, but for calls that are known to be in progress; the oldest first, not all. */
  unsettled(
    before: number,
    inProgress: readonly CallId[],
  ): Promise<readonly { attemptId: AttemptId; callId: CallId; at: number }[]>;
}

/** What was decided about numbers, and whom nobody may call. */
export interface DialRecords {
  explain(numberKey: string, limit: number): Promise<NumberExplanation>;
  doNotCall(): Promise<readonly DoNotCallView[]>;
  addDoNotCall(entry: DoNotCallView): Promise<void>;
  /** false: there is no such entry. */
  removeDoNotCall(entryId: string): Promise<boolean>;
}
