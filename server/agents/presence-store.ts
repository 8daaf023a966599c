import type { AgentId, CallId } from '../contract/ids';

/** A break as it is asked for: its reason and what the configuration says of that reason. */
export interface ChosenBreak {
  /** null: no reason given. */
  readonly reason: string | null;
  /** Counts as work in reports. */
  readonly productive: boolean;
  /** Longer is overdue; null: no limit. */
  readonly maxMs: number | null;
  /** At most so many agents at once; null: no limit. */
  readonly atMost: number | null;
}

export type BreakResult =
  | { readonly kind: 'ok' }
  /** Busy: he goes on break when he is done. */
  | { readonly kind: 'noted' }
  /** As many as may are on that break, or go on it next. */
  | { readonly kind: 'full'; readonly taken: number }
  | { readonly kind: 'logged-out' };

export interface ProlongRequest {
  readonly agentId: AgentId;
  readonly callId: CallId;
  /** Which prolongation of this wrap-up it is, from 1: asked twice it happens once. */
  readonly nth: number;
  /** How often it may be prolonged. */
  readonly times: number;
  readonly byMs: number;
}

export type ProlongResult =
  | { readonly kind: 'ok'; readonly until: number }
  | { readonly kind: 'used-up' }
  /** Over already, or another call's, or one was left out. */
  | { readonly kind: 'stale' };

export interface DispositionFacts {
  readonly callId: CallId;
  readonly agentId: AgentId;
  readonly dispositionCode: string;
  readonly note: string;
}

/** How an agent spends his time beside calls. Each method that changes something is one Lua script, with its event. */
export interface PresenceStore {
  /** He has asked to go. @returns false when nobody could be given him: then there is nothing to wait for */
  beginLeaving(agentId: AgentId, forMs: number): Promise<boolean>;
  takeBreak(agentId: AgentId, chosen: ChosenBreak): Promise<BreakResult>;
  /** Of a busy agent: he is logged out when he is done. 'idle': he can log out himself. */
  logOutAfterwards(agentId: AgentId): Promise<'noted' | 'idle' | 'logged-out'>;
  /** How many are on breaks of these reasons, or go next. */
  placesTaken(reasons: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Tells, once each, of breaks that have become too long; answers how many. */
  tellOverdueBreaks(): Promise<number>;
  prolongWrapUp(request: ProlongRequest): Promise<ProlongResult>;
  /** 'gone': the call ended too long ago. */
  setDisposition(facts: DispositionFacts): Promise<'ok' | 'gone'>;
}
