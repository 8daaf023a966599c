import type { AgentId } from '../contract/ids';
import { describeError } from '../errors';
import type { Logger } from '../logging';
import type { PresenceStore } from './presence-store';

interface LeavingDeps {
  readonly presence: Pick<PresenceStore, 'beginLeaving'>;
  /** People are being called who are to find him free. */
  readonly isCountedOn: (agentId: AgentId) => Promise<boolean>;
  readonly wait: (ms: number) => Promise<void>;
  readonly logger: Logger;
}

/**
 * Longer than it takes until a call that is withdrawn because of it can no longer be answered; that long a pace reckons with 0.3 s
 * (docs/pacing.md).
 */
const LEAVE_MS = 500;

/**
 * A free agent goes in two steps when a campaign calls people for him: nobody is called for him from the moment he asks, and what
 * rings for him is withdrawn; whoever answers in that very moment still has him. Half a second later he goes.
 */
export class Leaving {
  readonly #deps: LeavingDeps;

  constructor(deps: LeavingDeps) {
    this.#deps = deps;
  }

  /** Before he goes on a break or logs out. Nothing that fails here keeps him from it. */
  async before(agentId: AgentId): Promise<void> {
    const { presence, isCountedOn, wait, logger } = this.#deps;
    try {
      if ((await isCountedOn(agentId)) && (await presence.beginLeaving(agentId, LEAVE_MS)))
        await wait(LEAVE_MS);
    } catch (error) {
      logger.warn({ agentId, reason: describeError(error) }, 'an agent goes at once');
    }
  }
}
