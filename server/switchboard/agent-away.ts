import type { AgentStore } from '../agents/agent-store';
import { legId as toLegId, type AgentId, type CallId, type LegId } from '../contract/ids';
import { describeError, UserError } from '../errors';
import type { Logger } from '../logging';
import type { CallEnding } from '../calls/call-ending';
import type { AwayResult, CallStore, LiveCall } from '../calls/call-store';
import {
  isColleagueAway,
  isMerged,
  legOfTalk,
  numberShown,
  ownTalk,
  talksWithCaller,
} from '../calls/own-call';
import type { SoundItem } from '../calls/switch';
import { unlessGone, type Switches } from '../calls/switches';

export interface AgentAwayDeps {
  readonly calls: CallStore;
  readonly agents: AgentStore;
  readonly switches: Switches;
  readonly newId: () => string;
  readonly settings: AwaySettings;
  readonly ending: CallEnding;
  /** The caller goes back to his queue; false when he has none. */
  readonly agentLost: (call: LiveCall, reason: string) => Promise<boolean>;
  /** Caller and far party talk on without him. */
  readonly leave: (call: LiveCall) => Promise<boolean>;
  readonly logger: Logger;
}

export interface AwaySettings {
  /** Seconds an agent is waited for whose audio is gone. */
  readonly awayS: number;
  /** Seconds the dead-man guard gives a server to renew it. */
  readonly fallbackS: number;
  /** What who is left is told over the music meanwhile. */
  readonly comfort: (call: LiveCall) => readonly SoundItem[];
}

/** A page that is reloaded is back sooner: its caller hears a short silence, and no music that begins and breaks off. */
const COMFORT_AFTER_MS = 1200;
const COMFORT_AGAIN_MS = 10_000;
/** A softphone that is there answers at once. */
const RECALL_TIMEOUT_S = 8;
const PATIENCE_MS = 2500;
/** The guard outlasts the waiting, and so needs no renewing. */
const MARGIN_S = 10;

const hasAgent: readonly LiveCall['state'][] = ['talking', 'held', 'consulting'];

/**
 * An agent's audio is gone in the middle of a call: his page was reloaded or crashed, his network changed, his computer
 * slept. The caller is kept and comforted, and the agent's softphone is called back into the same call as soon as it is
 * there again. Who stays away is given up. In an internal call either of the two may be who is away; the other one is
 * who is left then, as a caller is.
 */
export class AgentAway {
  readonly #deps: AgentAwayDeps;

  constructor(deps: AgentAwayDeps) {
    this.#deps = deps;
  }

  /** His softphone's registration is gone; the audio may outlive it for a moment. */
  async onUnreachable(call: LiveCall, agentId: AgentId, reason: string): Promise<void> {
    const result = await this.#away(call, agentId, reason, COMFORT_AFTER_MS);
    if (isHopeless(result)) await this.giveUp(call, reason);
  }

  /**
   * His leg is gone, and with it the audio; he may still be registered.
   * @param agentId the call's agent, or an internal call's colleague
   */
  async onLegGone(call: LiveCall, reason: string, agentId = call.agentId): Promise<void> {
    const result = agentId === null ? 'not-allowed' : await this.#away(call, agentId, reason, 0);
    if (isHopeless(result)) return this.giveUp(call, reason);
    if (result !== 'away' || agentId === null) return;
    const agent = await this.#deps.agents.get(agentId);
    if (agent?.reachable) await this.#recall(call.callId, agentId, PATIENCE_MS);
  }

  /** A softphone is there again: whoever is missed in a call is called back into it. */
  async onRegistered(sipUser: string): Promise<void> {
    const agent = await this.#deps.agents.findBySipUser(sipUser);
    if (agent?.state === 'on-call' && agent.callId) await this.#recall(agent.callId, agent.agentId, 0);
  }

  /**
   * The desk has a softphone, and no audio of the call it is in. Safe to repeat.
   * @throws UserError not-found, call-ended, not-permitted, conflict
   */
  async comeBack(agentId: AgentId, callId: CallId): Promise<void> {
    const call = await ownTalk(this.#deps.calls, agentId, callId);
    const result = await this.#away(call, agentId, 'asked', COMFORT_AFTER_MS);
    if (result !== 'away' && result !== 'exists')
      throw new UserError('conflict', 'There is no audio to come back to.');
    await this.#recall(callId, agentId, PATIENCE_MS);
  }

  /** The softphone answered. @returns false when that leg is not to bring anybody back */
  async onAnswered(call: LiveCall, legId: LegId): Promise<boolean> {
    if (call.awayLegId !== legId) return false;
    const result = await this.#deps.calls.agentBack(call.callId, legId);
    if (result.kind === 'stale') return false;
    const now = await this.#deps.calls.get(call.callId);
    if (now) await this.#join(now, legId);
    await unlessGone(this.#deps.switches.of(call.switchId).hangUp(result.formerLegId, 'NORMAL_CLEARING'));
    this.#deps.logger.info({ callId: call.callId, agentId: call.awayAgentId }, 'agent is back in his call');
    return true;
  }

  /** Who is left is to be comforted, and agents are to be given up; call it every 200 ms or so. */
  async tick(reads: (call: LiveCall) => boolean): Promise<void> {
    const { first, again, lost } = await this.#deps.calls.dueAway(COMFORT_AGAIN_MS);
    for (const callId of [...first, ...again]) {
      const call = await this.#deps.calls.get(callId);
      if (call && reads(call)) await this.#comfort(call, first.includes(callId));
    }
    for (const callId of lost) {
      const call = await this.#deps.calls.get(callId);
      if (!call || call.state === 'ended' || !reads(call)) continue;
      if (call.awayLegId)
        await unlessGone(this.#deps.switches.of(call.switchId).hangUp(call.awayLegId, 'NORMAL_CLEARING'));
      await this.giveUp(call, 'stayed away');
    }
  }

  /** The caller goes back to the head of his queue; who has none has nobody else, unless they were three. */
  async giveUp(call: LiveCall, reason: string): Promise<void> {
    if (isMerged(call) && (await this.#deps.leave(call))) return;
    if (hasAgent.includes(call.state) && (await this.#deps.agentLost(call, reason))) return;
    // Nobody rings a colleague whose sound did not come back before his phone is well again.
    const loss = isColleagueAway(call) ? ({ loss: 'failed' } as const) : {};
    await this.#deps.ending.end(call, { by: 'system', cause: 'AGENT_LOST', ...loss });
  }

  async #away(call: LiveCall, agentId: AgentId, reason: string, comfortMs: number): Promise<AwayResult> {
    const { callId } = call;
    const agentLegId = legOfTalk(call, agentId);
    if (agentLegId === null) return 'not-allowed';
    const lostMs = this.#deps.settings.awayS * 1000;
    const result = await this.#deps.calls.agentAway({ callId, agentLegId, reason, comfortMs, lostMs });
    if (result === 'away') this.#deps.logger.info({ callId, agentId, reason }, 'agent’s audio is gone');
    return result;
  }

  async #recall(callId: CallId, agentId: AgentId, patienceMs: number): Promise<void> {
    const legId = toLegId(this.#deps.newId());
    const recall = await this.#deps.calls.recallAgent({ callId, agentId, legId, patienceMs });
    if (recall.kind !== 'ring') return;
    const [call, agent] = await Promise.all([this.#deps.calls.get(callId), this.#deps.agents.get(agentId)]);
    if (!call || !agent?.sipUser) return;
    const target = this.#deps.switches.of(call.switchId);
    try {
      await target.callAgent({
        ...{ legId, callId, agentId, sipUser: agent.sipUser },
        registeredOn: agent.registeredOn ?? call.switchId,
        timeoutS: RECALL_TIMEOUT_S,
        callerNumber: numberShown(call, agentId),
        autoAnswer: true,
      });
    } catch (error) {
      // The desk asks again; who never comes back is given up.
      this.#deps.logger.warn(
        { callId, agentId, reason: describeError(error) },
        'agent could not be called back',
      );
    }
    if (recall.replaced) await unlessGone(target.hangUp(recall.replaced, 'ORIGINATOR_CANCEL'));
  }

  /** Where he was: with the caller, with the caller on hold, or with the far party. Who waited hears music still. */
  async #join(call: LiveCall, legId: LegId): Promise<void> {
    const target = this.#deps.switches.of(call.switchId);
    if (talksWithCaller(call) && call.agentLegId) {
      await unlessGone(target.bridge(call.customerLegId, call.agentLegId));
      return unlessGone(target.disarmFallback(call.customerLegId));
    }
    // The colleague who was put on hold; the guard is renewed for whoever is.
    if (legId === call.customerLegId) return unlessGone(target.playMusic(legId));
    if (call.state !== 'consulting' || !call.farParty?.legId) return;
    if (call.farParty.state === 'answered') await unlessGone(target.bridge(legId, call.farParty.legId));
    else await unlessGone(target.playTone(legId, 'ringback'));
  }

  /** The words, over music; on hold and in a consult that plays already. Under the guard: only a server ends this. */
  async #comfort(call: LiveCall, isFirst: boolean): Promise<void> {
    const { settings, switches } = this.#deps;
    if (call.awayAgentId === null) return;
    const target = switches.of(call.switchId);
    const awayLegId = legOfTalk(call, call.awayAgentId);
    if (isFirst && talksWithCaller(call) && awayLegId) {
      // A bridge with a leg that says nothing would keep the far party's voice from the caller, too.
      await unlessGone(target.hangUp(awayLegId, 'NORMAL_CLEARING'));
    }
    // The other two hear each other; and who has put his colleague on hold waits for nothing.
    if (isMerged(call) || (isColleagueAway(call) && !talksWithCaller(call))) return;
    const leftLegId = isColleagueAway(call) ? call.agentLegId : call.customerLegId;
    if (!leftLegId) return;
    if (isFirst && talksWithCaller(call)) {
      // An agent who is left hangs up when he has waited enough; nobody has to do it for him.
      if (leftLegId === call.customerLegId)
        await unlessGone(
          target.armFallback(leftLegId, Math.max(settings.fallbackS, settings.awayS + MARGIN_S)),
        );
      await unlessGone(target.playMusic(leftLegId));
    }
    await unlessGone(target.announceOverMusic(leftLegId, settings.comfort(call)));
  }
}

/** Nobody can be waited for: it is no talk, or nobody is left in it. */
const isHopeless = (result: AwayResult): boolean => result === 'not-allowed' || result === 'alone';
