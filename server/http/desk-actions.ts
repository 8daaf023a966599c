import type { AgentId, CallId, OfferId } from '../contract/ids';
import type { HandOverTargets, SwapRequest, HandOverCallRequest } from '../contract/hand-over';
import type { CallQuality } from '../contract/quality';
import type { RecordingAction } from '../contract/recordings';
import type {
  Desk,
  DialRequest,
  DispositionRequest,
  OfferedReasonView,
  PresenceRequest,
  ProlongRequest,
  SpeakDirectoryRequest,
  SpeakRequest,
} from '../contract/rest';

/** What an agent can do from the desk. Each throws UserError when it cannot be done now. */
export interface DeskActions {
  setPresence(agentId: AgentId, request: PresenceRequest): Promise<void>;
  dial(agentId: AgentId, request: DialRequest): Promise<{ readonly callId: CallId }>;
  hangUp(agentId: AgentId, callId: CallId): Promise<void>;
  hold(agentId: AgentId, callId: CallId): Promise<void>;
  resume(agentId: AgentId, callId: CallId): Promise<void>;
  changeRecording(agentId: AgentId, callId: CallId, action: RecordingAction): Promise<void>;
  comeBack(agentId: AgentId, callId: CallId): Promise<void>;
  reportQuality(agentId: AgentId, callId: CallId, quality: CallQuality): Promise<void>;
  /** Asks a colleague, somebody of a queue or somebody outside while the caller waits. */
  consult(agentId: AgentId, callId: CallId, request: HandOverCallRequest): Promise<void>;
  swapConsult(agentId: AgentId, callId: CallId, request: SwapRequest): Promise<void>;
  /** Caller, agent and far party talk together. */
  mergeConsult(agentId: AgentId, callId: CallId): Promise<void>;
  completeConsult(agentId: AgentId, callId: CallId): Promise<void>;
  cancelConsult(agentId: AgentId, callId: CallId): Promise<void>;
  /** Without a word, to a queue, a colleague or a number; he wraps up. */
  transfer(agentId: AgentId, callId: CallId, request: HandOverCallRequest): Promise<void>;
  /** Colleagues and queues by name or number. */
  handOverTargets(agentId: AgentId, search: string): Promise<HandOverTargets>;
  speak(agentId: AgentId, callId: CallId, request: SpeakRequest): Promise<void>;
  speakDirectory(agentId: AgentId, callId: CallId, request: SpeakDirectoryRequest): Promise<void>;
  /** Takes the call for which his leg stands. */
  acceptOffer(agentId: AgentId, offerId: OfferId): Promise<void>;
  declineOffer(agentId: AgentId, offerId: OfferId): Promise<void>;
  setDisposition(agentId: AgentId, callId: CallId, request: DispositionRequest): Promise<void>;
  finishWrapUp(agentId: AgentId): Promise<void>;
  prolongWrapUp(agentId: AgentId, request: ProlongRequest): Promise<void>;
  breakReasons(): Promise<readonly OfferedReasonView[]>;
  desk(agentId: AgentId): Promise<Desk>;
}
