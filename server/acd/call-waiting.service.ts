import type { AgentStore } from '../agents/agent-store';
import type { AgentId, CallId } from '../contract/ids';
import { UserError } from '../errors';
import type { AcdStore } from './acd-store';
import type { ParkService } from './park.service';

interface CallWaitingDeps {
  readonly acd: Pick<AcdStore, 'refuseWaiting' | 'waitingFor'>;
  readonly agents: Pick<AgentStore, 'get'>;
  readonly parking: Pick<ParkService, 'park'>;
}

/** A caller waits for an agent who is in a talk: he takes him now, or leaves him to others. */
export class CallWaiting {
  readonly #deps: CallWaitingDeps;

  constructor(deps: CallWaitingDeps) {
    this.#deps = deps;
  }

  /**
   * Parks whom he talks with, so that the first who waits for him is his next, and answered by itself.
   * @throws UserError offer-gone, conflict, and those of parking
   */
  async take(agentId: AgentId, callId: CallId, requestId: string): Promise<void> {
    const [agent, waiting] = await Promise.all([
      this.#deps.agents.get(agentId),
      this.#deps.acd.waitingFor(agentId),
    ]);
    // A second click: he has the caller by now, or his phone rings.
    if (agent?.callId === callId && agent.state !== 'wrap-up') return;
    if (waiting[0]?.callId !== callId) throw gone();
    if (agent?.state !== 'on-call' || !agent.callId)
      throw new UserError('conflict', 'This caller is yours as soon as you are done with what you do.');
    await this.#deps.parking.park(agentId, agent.callId, requestId, true);
  }

  /** @throws UserError offer-gone */
  async refuse(agentId: AgentId, callId: CallId): Promise<void> {
    if ((await this.#deps.acd.refuseWaiting({ agentId, callId })) === 'gone') throw gone();
  }
}

const gone = (): UserError => new UserError('offer-gone', 'This caller does not wait for you any more.');
