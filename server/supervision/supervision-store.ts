import type { ReleaseResult } from '../calls/call-store';
import type { AgentId, CallId, LegId, SwitchId } from '../contract/ids';
import type { SupervisionMode } from '../contract/supervision';

/** A supervisor at an agent's ear; it lasts over the agent's calls, until he stops. */
export interface Supervision {
  readonly supervisorId: AgentId;
  /** Whom he supervises. */
  readonly agentId: AgentId;
  /** His own. */
  readonly legId: LegId;
  readonly switchId: SwitchId;
  readonly mode: SupervisionMode;
  /** Unix ms. */
  readonly since: number;
}

export type SuperviseResult =
  /** His phone is to be called. */
  | { readonly kind: 'started' }
  /** He was at somebody's ear already: with the leg he has. */
  | { readonly kind: 'turned' }
  /** A presence, 'unreachable', or what he is busy with. */
  | { readonly kind: 'not-free'; readonly state: string }
  /** The agent is not logged in. */
  | { readonly kind: 'not-there' };

export interface TakeOver {
  readonly callId: CallId;
  /** Whose call it is. */
  readonly agentId: AgentId;
  readonly supervisorId: AgentId;
  /** The supervisor's, at the agent's ear. */
  readonly legId: LegId;
  /** Of the agent. */
  readonly wrapUpMs: number;
}

/** Each method that changes something is one Lua script, with its event. */
export interface SupervisionStore {
  /** idle → supervising; or he turns to another agent, or speaks otherwise. The same again changes nothing. */
  supervise(supervision: Omit<Supervision, 'since'>): Promise<SuperviseResult>;
  /** supervising → idle, when this is his leg. */
  end(supervisorId: AgentId, legId: LegId): Promise<'ended' | 'gone'>;
  /** talking, held → talking: the call is the supervisor's, with the leg he listens on; the agent wraps up. */
  takeOver(takeOver: TakeOver): Promise<ReleaseResult>;
  get(supervisorId: AgentId): Promise<Supervision | null>;
  /** Who supervises this agent. */
  of(agentId: AgentId): Promise<readonly Supervision[]>;
  list(): Promise<readonly Supervision[]>;
}
