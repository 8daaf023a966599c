import type { AcdService } from '../acd/acd.service';
import type { TransferService } from '../acd/transfer.service';
import { prolongRule, type QueueSettings } from '../acd/queue-settings';
import type { AgentStore, LiveAgent } from '../agents/agent-store';
import type { PresenceService } from '../agents/presence.service';
import { notLoggedIn } from '../agents/refusals';
import type { CallStore } from '../calls/call-store';
import type { ConsultService } from '../calls/consult.service';
import { handOverTo } from '../calls/hand-over-to';
import type { MergeService } from '../calls/merge.service';
import type { OutboundService } from '../calls/outbound.service';
import { isMerged, rulingQueue } from '../calls/own-call';
import type { TalkRecording } from '../calls/talk-recording';
import type { TalkService } from '../calls/talk.service';
import { agentNumberSchema } from '../contract/agent-number';
import {
  agentId as toAgentId,
  callId as toCallId,
  customerId,
  type AgentId,
  type CallId,
  type CustomerId,
  type OfferId,
} from '../contract/ids';
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
import type { CustomerDirectory } from '../crm/customer-directory';
import type { EventStream } from '../events/event-stream';
import { OperationalError, UserError } from '../errors';
import type { AgentAway } from './agent-away';
import { reportQuality } from './call-quality';
import type { CallerSpeech } from './caller-speech';
import type { DeskView } from './desk-view';
import type { FlowReturn } from './flow-return';
import type { TargetSearch } from './hand-over-targets';

export interface AgentActionRooms {
  readonly acd: AcdService;
  readonly away: AgentAway;
  readonly presence: PresenceService;
  readonly talk: TalkService;
  readonly recording: TalkRecording;
  readonly outbound: OutboundService;
  readonly consult: ConsultService;
  readonly merge: MergeService;
  readonly transfer: TransferService;
  readonly targets: TargetSearch;
  readonly flowReturn: FlowReturn;
  readonly speech: CallerSpeech;
  readonly view: DeskView;
}

interface AgentActionsDeps {
  readonly rooms: AgentActionRooms;
  readonly agents: AgentStore;
  readonly calls: CallStore;
  readonly events: Pick<EventStream, 'append'>;
  readonly queueOf: (queueId: string) => QueueSettings | undefined;
  readonly customers: Pick<CustomerDirectory, 'findByNumber'>;
  readonly dispositionCodes: () => Promise<readonly string[]>;
}

/** Everything an agent can ask for from the desk, each safe to click twice. */
export class AgentActions {
  readonly #deps: AgentActionsDeps;

  constructor(deps: AgentActionsDeps) {
    this.#deps = deps;
  }

  async setPresence(agentId: AgentId, request: PresenceRequest): Promise<void> {
    const { acd, presence } = this.#deps.rooms;
    switch (request.presence) {
      case 'ready':
        return acd.ready(agentId);
      case 'break':
        return presence.takeBreak(agentId, request.reason);
      case 'logged-out':
        return presence.logOutAfterwards(agentId);
    }
  }

  breakReasons(): Promise<readonly OfferedReasonView[]> {
    return this.#deps.rooms.presence.reasons();
  }

  async dial(agentId: AgentId, request: DialRequest): Promise<{ callId: CallId }> {
    const agent = await this.#loggedIn(agentId);
    const colleagueId = await this.#colleagueOf(request.number);
    if (colleagueId) return { callId: await this.#deps.rooms.outbound.callColleague(agent, colleagueId) };
    const customer = await this.#customerDialled(request);
    const callId = await this.#deps.rooms.outbound.dial(agent, request.number, customer);
    return { callId };
  }

  /** The agent is done; the caller may be asked how satisfied he is. A colleague who is asked leaves the two alone. */
  async hangUp(agentId: AgentId, callId: CallId): Promise<void> {
    const { consult, flowReturn, outbound, talk } = this.#deps.rooms;
    const call = await this.#deps.calls.get(callId);
    if (call && (await outbound.leave(call, agentId))) return;
    if (call && (await consult.leave(call, agentId))) return;
    // A second click: the caller has gone on without him.
    if (call && call.agentId !== agentId && call.lastAgentId === agentId) return;
    // The other two talk on.
    if (call && isMerged(call)) return consult.complete(agentId, callId);
    if (call?.agentId === agentId && (await flowReturn.afterTalk(call))) return;
    await talk.hangUp(agentId, callId);
  }

  consult(agentId: AgentId, callId: CallId, { requestId, to }: HandOverCallRequest): Promise<void> {
    return this.#deps.rooms.consult.consult(agentId, callId, { requestId, to: handOverTo(to) });
  }

  swapConsult(agentId: AgentId, callId: CallId, { talkTo }: SwapRequest): Promise<void> {
    return this.#deps.rooms.consult.swap(agentId, callId, talkTo);
  }

  mergeConsult(agentId: AgentId, callId: CallId): Promise<void> {
    return this.#deps.rooms.merge.merge(agentId, callId);
  }

  completeConsult(agentId: AgentId, callId: CallId): Promise<void> {
    return this.#deps.rooms.consult.complete(agentId, callId);
  }

  cancelConsult(agentId: AgentId, callId: CallId): Promise<void> {
    return this.#deps.rooms.consult.cancel(agentId, callId);
  }

  handOverTargets(agentId: AgentId, search: string): Promise<HandOverTargets> {
    return this.#deps.rooms.targets.find(agentId, search);
  }

  transfer(agentId: AgentId, callId: CallId, { requestId, to }: HandOverCallRequest): Promise<void> {
    return this.#deps.rooms.transfer.transfer(agentId, callId, { requestId, to: handOverTo(to) });
  }

  speak(agentId: AgentId, callId: CallId, request: SpeakRequest): Promise<void> {
    return this.#deps.rooms.speech.speak(agentId, callId, request);
  }

  speakDirectory(agentId: AgentId, callId: CallId, { number }: SpeakDirectoryRequest): Promise<void> {
    return this.#deps.rooms.speech.speakDirectory(agentId, callId, number);
  }

  hold(agentId: AgentId, callId: CallId): Promise<void> {
    return this.#deps.rooms.talk.hold(agentId, callId);
  }

  resume(agentId: AgentId, callId: CallId): Promise<void> {
    return this.#deps.rooms.talk.resume(agentId, callId);
  }

  /** @throws UserError, OperationalError when the switch was not told: then nothing has changed */
  changeRecording(agentId: AgentId, callId: CallId, action: RecordingAction): Promise<void> {
    return this.#deps.rooms.recording[action](agentId, callId);
  }

  comeBack(agentId: AgentId, callId: CallId): Promise<void> {
    return this.#deps.rooms.away.comeBack(agentId, callId);
  }

  reportQuality(agentId: AgentId, callId: CallId, quality: CallQuality): Promise<void> {
    return reportQuality(this.#deps, agentId, callId, quality);
  }

  acceptOffer(agentId: AgentId, offerId: OfferId): Promise<void> {
    return this.#deps.rooms.acd.accept(agentId, offerId);
  }

  declineOffer(agentId: AgentId, offerId: OfferId): Promise<void> {
    return this.#deps.rooms.acd.decline(agentId, offerId);
  }

  /** Also after the wrap-up has run out, as long as it is the agent's latest call. */
  async setDisposition(agentId: AgentId, callId: CallId, request: DispositionRequest): Promise<void> {
    const call = await this.#deps.calls.get(callId);
    if (
      call &&
      call.agentId !== agentId &&
      call.lastAgentId !== agentId &&
      !(await this.#wrapsUp(agentId, callId))
    )
      throw new UserError('not-permitted', 'This is another agent’s call.');
    if (!call) throw new UserError('call-ended', 'This call ended too long ago.');
    const codes = await this.#deps.dispositionCodes();
    if (!codes.includes(request.dispositionCode)) {
      throw new UserError('validation-failed', 'There is no such disposition.');
    }
    await this.#deps.rooms.presence.setDisposition({ callId, agentId, ...request });
  }

  /** Whom a caller was handed on from may not be the last who had him. */
  async #wrapsUp(agentId: AgentId, callId: CallId): Promise<boolean> {
    const agent = await this.#deps.agents.get(agentId);
    return agent?.state === 'wrap-up' && agent.callId === callId;
  }

  async finishWrapUp(agentId: AgentId): Promise<void> {
    const agent = await this.#loggedIn(agentId);
    if (agent.state === 'wrap-up' && agent.callId)
      await this.#deps.rooms.acd.finishWrapUp(agentId, agent.callId);
  }

  async prolongWrapUp(agentId: AgentId, { callId, nth }: ProlongRequest): Promise<void> {
    const call = await this.#deps.calls.get(toCallId(callId));
    const queueId = call && rulingQueue(call);
    const queue = queueId ? this.#deps.queueOf(queueId) : undefined;
    await this.#deps.rooms.presence.prolongWrapUp(agentId, toCallId(callId), nth, prolongRule(queue));
  }

  desk(agentId: AgentId): Promise<Desk> {
    return this.#deps.rooms.view.of(agentId);
  }

  /** Whose agent number was dialled; somebody in need of help calls no colleague. */
  async #colleagueOf(typed: string): Promise<AgentId | null> {
    const number = agentNumberSchema.safeParse(typed.normalize('NFKC').replace(/\s/g, ''));
    if (!number.success || this.#deps.rooms.outbound.isEmergency(number.data)) return null;
    return (await this.#deps.agents.get(toAgentId(number.data)))?.agentId ?? null;
  }

  /** Whom the agent named, else whose number it is; a database that is away does not keep him from dialling. */
  async #customerDialled(request: DialRequest): Promise<CustomerId | null> {
    if (request.customerId !== null) return customerId(request.customerId);
    try {
      const [first] = await this.#deps.customers.findByNumber(request.number);
      return first ? customerId(first.customerId) : null;
    } catch (error) {
      if (error instanceof OperationalError) return null;
      throw error;
    }
  }

  async #loggedIn(agentId: AgentId): Promise<LiveAgent & { readonly sipUser: string }> {
    const agent = await this.#deps.agents.get(agentId);
    const sipUser = agent?.sipUser;
    if (!agent || !sipUser) throw notLoggedIn();
    return { ...agent, sipUser };
  }
}
