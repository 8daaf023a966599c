import type { LiveCall } from '../calls/call-store';
import type { SoundItem } from '../calls/switch';
import { unlessGone, type Switches } from '../calls/switches';
import type { AgentId, LegId } from '../contract/ids';
import type { Language } from '../calls/switch';

interface TalkStartDeps {
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
  /** Agent legs announced; forgotten with the leg. Losing it to a restart costs at most a second announcement. */
  readonly #announced = new Set<LegId>();

  constructor(deps: TalkStartDeps) {
    this.#deps = deps;
  }

  async onBridged(call: LiveCall, legId: LegId): Promise<void> {
    if (call.direction !== 'inbound' || call.state !== 'talking' || !call.agentId || !call.agentLegId) return;
    if (legId !== call.customerLegId && legId !== call.agentLegId) return;
    if (this.#announced.has(call.agentLegId)) return;
    this.#announced.add(call.agentLegId);
    const words = this.#deps.agentAnnouncement(call.agentId, call.language);
    await unlessGone(this.#deps.switches.of(call.switchId).announceOverSpeech(call.customerLegId, words));
  }

  /** The caller knows already who serves him on this leg. */
  isKnown(legId: LegId): void {
    this.#announced.add(legId);
  }

  forget(legId: LegId): void {
    this.#announced.delete(legId);
  }
}
