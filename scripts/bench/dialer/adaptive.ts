import type { Dialer, View } from './dialer';

const EVERY_MS = 15_000;
const HIGHEST_LEVEL = 20;
/** Fewer say nothing of a rate. */
const LEAST_TODAY = 50;
const LEAST_LAST_MINUTE = 20;

/**
 * The adaptive rule as VICIdial publishes it (docs/PREDICTIVE.txt and what AST_VDadapt does, in our words): lines per agent
 * in talk or free. Every 15 seconds the level grows or shrinks by the part of the agents who were free on average, waiting
 * calls taken off; over the dropped percentage of the day it is halved (`average`) or 1 (`hard-limit`), and halved when more
 * than half of the last minute's calls were dropped. It is never below 1.
 */
export class Adaptive implements Dialer {
  #level = 1;
  #countedAt = 0;
  #adjustedAt = 0;
  #samples: { difference: number; agents: number }[] = [];
  #today = { calls: 0, dropped: 0 };
  #lastMinute: { at: number; dropped: boolean }[] = [];
  #now = 0;

  constructor(
    private readonly target: number,
    private readonly over: 'average' | 'hard-limit',
  ) {}

  decide(view: View): { start: number; withdraw: number } {
    const { agents, calls, inTalk, nowMs } = view;
    this.#now = nowMs;
    if (nowMs - this.#countedAt >= 1000) {
      this.#countedAt = nowMs;
      this.#samples.push({ difference: agents.free - calls.waiting, agents: inTalk + agents.free });
    }
    if (nowMs - this.#adjustedAt >= EVERY_MS) this.#adjust(nowMs);
    return { start: linesToStart(view, this.#level), withdraw: 0 };
  }

  #adjust(nowMs: number): void {
    this.#adjustedAt = nowMs;
    const sum = (of: 'difference' | 'agents') => this.#samples.reduce((all, sample) => all + sample[of], 0);
    const agents = sum('agents');
    if (agents > 0) this.#level *= 1 + sum('difference') / agents;
    this.#samples = [];
    this.#level = Math.min(HIGHEST_LEVEL, Math.max(1, this.#level));
    this.#lastMinute = this.#lastMinute.filter(({ at }) => at > nowMs - 60_000);
    const dropped = this.#lastMinute.filter((call) => call.dropped).length;
    if (this.#lastMinute.length > LEAST_LAST_MINUTE && dropped > this.#lastMinute.length / 2)
      this.#level /= 2;
    if (this.#today.calls > LEAST_TODAY && this.#today.dropped > this.target * this.#today.calls)
      this.#level = this.over === 'average' ? this.#level / 2 : 1;
    this.#level = Math.max(1, this.#level);
  }

  attemptEnded(): void {}
  handled(): void {}

  reached(wasAbandoned: boolean): void {
    this.#today.calls += 1;
    if (wasAbandoned) this.#today.dropped += 1;
    this.#lastMinute.push({ at: this.#now, dropped: wasAbandoned });
  }
}

/** Lines are calls on their way and calls in talk, those that talk included. */
function linesToStart({ agents, calls, inTalk }: View, level: number): number {
  const lines = inTalk + calls.ringing.length + calls.listening + calls.waiting;
  return Math.max(0, Math.floor(level * (inTalk + agents.free)) - lines);
}
