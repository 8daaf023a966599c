import type { CallStore, LiveCall } from '../calls/call-store';
import type { Language, SoundItem } from '../calls/switch';
import { unlessGone, type Switches } from '../calls/switches';
import type { AgentId, LegId } from '../contract/ids';

interface TalkStartDeps {
  readonly calls: Pick<CallStore, 'patch'>;
  readonly switches: Switches;
  /** "Agent N at your service", from fragments. */
  readonly agentAnnouncement: (agentId: AgentId, language: Language) => readonly SoundItem[];
}

/**
 * The two of a queue call hear each other: the caller is told who serves him, mixed under the agent's first
 * words so that it delays nobody. Told once per agent, not again after a hold.
 */
export class TalkStart {
  readonly #deps: TalkStartDeps;

  constructor(deps: TalkStartDeps) {
    this.#deps = deps;
  }

  async onBridged(call: LiveCall, legId: LegId): Promise<void> {
    if (call.direction !== 'inbound' || call.state !== 'talking' || !call.agentId || !call.agentLegId) return;
    if (legId !== call.customerLegId && legId !== call.agentLegId) return;
    if (call.heardLegId === call.agentLegId) return;
    await this.isKnown(call, call.agentLegId);
    const words = this.#deps.agentAnnouncement(call.agentId, call.language);
    await unlessGone(this.#deps.switches.of(call.switchId).announceOverSpeech(call.customerLegId, words));
  }

  /** The caller knows already who serves him on this leg. */
  async isKnown({ callId }: LiveCall, legId: LegId): Promise<void> {
    await this.#deps.calls.patch(callId, { heardLegId: legId }, []);
  }
}
