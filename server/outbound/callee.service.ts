import type { LiveCall } from '../calls/call-store';
import type { CallId } from '../contract/ids';
import type { AttemptStore } from './attempt-store';
import { isToBeListenedTo, type Listening } from './listening.service';

interface CalleeDeps {
  readonly attempts: Pick<AttemptStore, 'reach'>;
  readonly listening: Pick<Listening, 'begin' | 'goOn' | 'stop'>;
  /** Begins the flow at the entry that is written on the call; safe to repeat. */
  readonly enterFlow: (callId: CallId) => Promise<void>;
}

/** Somebody a campaign called has answered: the flow speaks with him, when it is known that he is a person where that is asked. */
export class Callee {
  readonly #deps: CalleeDeps;

  constructor(deps: CalleeDeps) {
    this.#deps = deps;
  }

  /** Safe to repeat: a call that is in its flow by then is left there. */
  async onAnswered(call: LiveCall): Promise<void> {
    const moved = await this.#deps.attempts.reach(call.callId);
    if (moved.kind !== 'moved') return;
    if (isToBeListenedTo(call)) await this.#deps.listening.begin(call);
    else await this.#deps.enterFlow(call.callId);
  }

  /** After a gap, of one that is listened to. */
  async goOn(call: LiveCall): Promise<void> {
    if (isToBeListenedTo(call)) await this.#deps.listening.goOn(call);
  }

  onGone({ callId }: Pick<LiveCall, 'callId'>): void {
    this.#deps.listening.stop(callId);
  }
}
