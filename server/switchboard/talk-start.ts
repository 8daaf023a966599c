import type { CallStore, LiveCall } from '../calls/call-store';
import type { Language, SoundItem } from '../calls/switch';
import { unlessGone, type Switches } from '../calls/switches';
import type { TalkRecording } from '../calls/talk-recording';
import type { AgentId, LegId } from '../contract/ids';

interface TalkStartDeps {
  readonly calls: Pick<CallStore, 'patch'>;
  readonly switches: Switches;
  readonly recording: Pick<TalkRecording, 'onTalk' | 'endPause'>;
  /** "Agent N at your service", from fragments. */
  readonly agentAnnouncement: (agentId: AgentId, language: Language) => readonly SoundItem[];
}

/**
 * The two of a call hear each other: it is recorded if its queue says so, and the caller of a queue is told who serves
 * him, mixed under the agent's first words. Neither delays anybody. Once per agent, not again after a hold.
 */
export class TalkStart {
  readonly #deps: TalkStartDeps;

  constructor(deps: TalkStartDeps) {
    this.#deps = deps;
  }

  async onBridged(call: LiveCall, legId: LegId): Promise<void> {
    if (call.state === 'connected' && legId === call.customerLegId)
      return this.#deps.recording.endPause(call);
    if (call.state !== 'talking' || !call.agentId || !call.agentLegId) return;
    if (legId !== call.customerLegId && legId !== call.agentLegId) return;
    if (call.heardLegId === call.agentLegId) return;
    // What is to be recorded is noted before the talk counts as begun: a server that dies here begins it again.
    await Promise.all([
      this.#deps.recording.onTalk(call),
      this.#announce(call, call.agentId, call.agentLegId),
    ]);
  }

  /** The caller knows already who serves him on this leg. */
  async isKnown({ callId }: LiveCall, legId: LegId): Promise<void> {
    await this.#deps.calls.patch(callId, { heardLegId: legId }, []);
  }

  async #announce(call: LiveCall, agentId: AgentId, agentLegId: LegId): Promise<void> {
    await this.isKnown(call, agentLegId);
    if (call.direction !== 'inbound') return;
    const words = this.#deps.agentAnnouncement(agentId, call.language);
    await unlessGone(this.#deps.switches.of(call.switchId).announceOverSpeech(call.customerLegId, words));
  }
}
