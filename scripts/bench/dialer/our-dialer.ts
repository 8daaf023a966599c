import { measure, type Measured } from '../../../server/outbound/pacing/measured';
import {
  defaultPaceSettings,
  type EndedAttempt,
  type Handled,
  type PaceSettings,
} from '../../../server/outbound/pacing/observed';
import { pace } from '../../../server/outbound/pacing/pace';
import { emptyRecord, noteReached } from '../../../server/outbound/pacing/reached-record';
import type { Dialer, View } from './dialer';

const KEPT = { attempts: 400, handled: 200 };
const MEASURED_EVERY_MS = 5000;

/** The product's pacing, fed as an engine feeds it. */
export class OurDialer implements Dialer {
  readonly #settings: PaceSettings;
  readonly #attempts: EndedAttempt[] = [];
  readonly #handled: Handled[] = [];
  #record;
  #measured: Measured | null = null;
  #measuredAt = 0;

  constructor(settings: Partial<PaceSettings> = {}, windowSize = 2000) {
    this.#settings = { ...defaultPaceSettings, ...settings };
    this.#record = emptyRecord(windowSize);
  }

  decide(view: View): { start: number; withdraw: number } {
    if (this.#measured === null || view.nowMs - this.#measuredAt >= MEASURED_EVERY_MS) {
      const recent = { attempts: this.#attempts, handled: this.#handled };
      this.#measured = measure(recent, this.#settings.agentWithinMs);
      this.#measuredAt = view.nowMs;
    }
    return pace({ ...view, reached: this.#record }, this.#measured, this.#settings);
  }

  attemptEnded(attempt: EndedAttempt): void {
    this.#attempts.push(attempt);
    if (this.#attempts.length > KEPT.attempts) this.#attempts.shift();
  }

  handled(call: Handled): void {
    this.#handled.push(call);
    if (this.#handled.length > KEPT.handled) this.#handled.shift();
  }

  reached(wasAbandoned: boolean): void {
    this.#record = noteReached(this.#record, wasAbandoned);
  }
}
