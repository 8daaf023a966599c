import type { AgentStore } from '../agents/agent-store';
import type { CallStore, LiveCall } from '../calls/call-store';
import { unlessGone, type Switches } from '../calls/switches';
import { legOfOffer, type AgentId, type CallId } from '../contract/ids';
import type { AcdStore } from './acd-store';
import type { QueueSettings } from './queue-settings';

interface WaitingServiceDeps {
  readonly acd: AcdStore;
  readonly calls: CallStore;
  readonly agents: AgentStore;
  readonly switches: Switches;
  readonly settings: WaitingSettings;
}

export interface WaitingSettings {
  readonly queueOf: (queueId: string) => QueueSettings | undefined;
  /** Where the flow goes on with a caller whom a queue gives back. */
  readonly entry: string;
  /** Begins there; safe to repeat. */
  readonly backToFlow: (callId: CallId) => Promise<void>;
  readonly onAgentFreed: (agentId: AgentId) => Promise<void>;
}

type Leaving = 'too-long' | 'nobody' | 'key' | 'callback';

/** Callers whom a queue does not keep: by its limits, for want of anybody there, or by a key of theirs. */
export class WaitingService {
  readonly #deps: WaitingServiceDeps;

  constructor(deps: WaitingServiceDeps) {
    this.#deps = deps;
  }

  /** Gives back who has waited too long or in vain; call it every second or so. */
  async tick(reads: (call: LiveCall) => boolean): Promise<void> {
    const waiting = (await this.#deps.calls.list()).filter(
      (call) => call.state === 'queued' && call.callbackId === null && reads(call),
    );
    if (waiting.length === 0) return;
    const present = await this.#present();
    for (const call of waiting) {
      const why = this.#whyToLeave(call, present);
      if (why !== null) await this.leave(call, why);
    }
  }

  /** The same for who has a limit of his own: it may be short, so call it several times a second. */
  async tickLimits(reads: (call: LiveCall) => boolean): Promise<void> {
    for (const callId of await this.#deps.acd.overdueWaits()) {
      const call = await this.#deps.calls.get(callId);
      if (call && reads(call)) await this.leave(call, 'too-long');
    }
  }

  async onKey(call: LiveCall, key: string): Promise<void> {
    if (call.callbackId !== null || !call.queueId) return;
    const action = this.#deps.settings.queueOf(call.queueId)?.leaveKeys[key];
    if (action !== undefined) await this.leave(call, action === 'callback' ? 'callback' : 'key');
  }

  async leave(call: LiveCall, why: Leaving): Promise<void> {
    const { acd, switches, settings } = this.#deps;
    const left = await acd.leaveQueue(call.callId, { why, entry: settings.entry });
    if (left.kind !== 'left') return;
    await settings.backToFlow(call.callId);
    const target = switches.of(call.switchId);
    for (const offer of left.rescinded) {
      await unlessGone(target.hangUp(legOfOffer(offer.offerId), 'ORIGINATOR_CANCEL'));
      await settings.onAgentFreed(offer.agentId);
    }
  }

  #whyToLeave(call: LiveCall, present: ReadonlySet<AgentId>): Leaving | null {
    const queue = call.queueId === null ? undefined : this.#deps.settings.queueOf(call.queueId);
    if (!queue || call.queuedAt === null) return null;
    const waitedS = (Date.now() - call.queuedAt) / 1000;
    if (queue.maxWaitS !== null && waitedS >= queue.maxWaitS) return 'too-long';
    const { nobodyThere } = queue;
    if (nobodyThere.then === 'wait' || waitedS < nobodyThere.afterS) return null;
    return queue.order.some((agentId) => present.has(agentId)) ? null : 'nobody';
  }

  /** Logged in, whatever they do at the moment. */
  async #present(): Promise<ReadonlySet<AgentId>> {
    const agents = await this.#deps.agents.list();
    return new Set(agents.filter(({ presence }) => presence !== 'logged-out').map(({ agentId }) => agentId));
  }
}
