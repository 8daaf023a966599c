import type { CallStore, LiveCall } from '../calls/call-store';
import { unlessGone, type Switches } from '../calls/switches';
import type { CallId } from '../contract/ids';
import type { EventStream } from '../events/event-stream';
import type { AcdStore } from './acd-store';
import type { AcdSettings } from './acd.service';
import { estimatedWaitMinutes } from './estimated-wait';

export interface ComfortDeps {
  readonly acd: Pick<AcdStore, 'takeComfort'>;
  readonly calls: CallStore;
  readonly switches: Switches;
  readonly events: EventStream;
  readonly settings: Pick<
    AcdSettings,
    'waitingPrompts' | 'positionPrompts' | 'stepPrompt' | 'queueOf' | 'fallbackS'
  >;
}

/** What a caller hears while he waits. */
export class Comfort {
  readonly #deps: ComfortDeps;

  constructor(deps: ComfortDeps) {
    this.#deps = deps;
  }

  /**
   * Music, and the words of the situation over it; under the dead-man guard.
   * All of it is sent before the first answer: in this order, and before whatever is sent after this was called.
   */
  async play(call: LiveCall, again: boolean): Promise<void> {
    const target = this.#deps.switches.of(call.switchId);
    const leg = call.customerLegId;
    await Promise.all([
      unlessGone(target.armFallback(leg, this.#deps.settings.fallbackS)),
      unlessGone(target.playMusic(leg)),
      unlessGone(target.announceOverMusic(leg, this.#deps.settings.waitingPrompts(call, again))),
    ]);
  }

  /** Tells waiting callers where they stand, those who are due; call it every second or so. */
  async tellPositions(reads: (call: LiveCall) => boolean): Promise<void> {
    const { acd, calls, switches, settings } = this.#deps;
    for (const call of await calls.list()) {
      if (call.state !== 'queued' || !call.queueId || call.callbackId !== null || !reads(call)) continue;
      const everyMs = (settings.queueOf(call.queueId)?.comfortS ?? 0) * 1000;
      if (everyMs <= 0) continue;
      const comfort = await acd.takeComfort(call.callId, everyMs);
      if (comfort.kind !== 'due') continue;
      const minutes = estimatedWaitMinutes({ ...comfort, now: Date.now() });
      const words = settings.positionPrompts(call, comfort.before + 1, minutes);
      const target = switches.of(call.switchId);
      if (words.length === 0) continue;
      await unlessGone(target.announceOverMusic(call.customerLegId, words));
      if (minutes !== null) await this.#recordEstimate(call, comfort.before + 1, minutes);
    }
  }

  /** What he was told, to be set beside how long it took. */
  async #recordEstimate({ callId, queueId }: LiveCall, position: number, minutes: number): Promise<void> {
    if (!queueId) return;
    await this.#deps.events.append({
      ...{ type: 'call.wait-told', callId, queueId },
      data: { position, minutes },
    });
  }

  /** A prompt that a step of his queue has for him. */
  async announce(callId: CallId, prompt: number): Promise<void> {
    const call = await this.#deps.calls.get(callId);
    if (!call || (call.state !== 'queued' && call.state !== 'offered') || call.callbackId !== null) return;
    const words = this.#deps.settings.stepPrompt(call, prompt);
    await unlessGone(this.#deps.switches.of(call.switchId).announceOverMusic(call.customerLegId, [words]));
  }
}
