import type { LiveCall } from '../calls/call-store';
import type { CallId } from '../contract/ids';
import type { AttemptStore } from './attempt-store';

interface CalleeDeps {
  readonly attempts: Pick<AttemptStore, 'reach'>;
  /** Begins the flow at the entry that is written on the call; safe to repeat. */
  readonly enterFlow: (callId: CallId) => Promise<void>;
}

/** Somebody a campaign called has answered: the flow speaks with him. */
export class Callee {
  readonly #deps: CalleeDeps;

  constructor(deps: CalleeDeps) {
    this.#deps = deps;
  }

  /** Safe to repeat: a call that is in its flow by then is left there. */
  async onAnswered({ callId }: Pick<LiveCall, 'callId'>): Promise<void> {
    const moved = await this.#deps.attempts.reach(callId);
    if (moved.kind === 'moved') await this.#deps.enterFlow(callId);
  }
}
