import type { AgentId, CallId, OfferId } from '../contract/ids';
import type { Desk, DialRequest, DispositionRequest, PresenceRequest } from '../contract/rest';

/** What an agent can do from the desk. Each throws UserError when it cannot be done now. */
export interface DeskActions {
  setPresence(agentId: AgentId, request: PresenceRequest): Promise<void>;
  dial(agentId: AgentId, request: DialRequest): Promise<{ readonly callId: CallId }>;
  hangUp(agentId: AgentId, callId: CallId): Promise<void>;
  hold(agentId: AgentId, callId: CallId): Promise<void>;
  resume(agentId: AgentId, callId: CallId): Promise<void>;
  declineOffer(agentId: AgentId, offerId: OfferId): Promise<void>;
  setDisposition(agentId: AgentId, callId: CallId, request: DispositionRequest): Promise<void>;
  finishWrapUp(agentId: AgentId): Promise<void>;
  desk(agentId: AgentId): Promise<Desk>;
}
