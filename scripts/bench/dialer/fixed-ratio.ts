import type { Dialer, View } from './dialer';

/** So many calls on their way for each agent who is free, and rounded down. 1 is one call for each free agent. */
export class FixedRatio implements Dialer {
  constructor(private readonly ratio: number) {}

  decide({ agents, inbound, calls }: View): { start: number; withdraw: number } {
    const free = Math.max(0, agents.free - inbound.waiting - calls.waiting);
    return { start: Math.max(0, Math.floor(free * this.ratio) - calls.ringing.length), withdraw: 0 };
  }

  attemptEnded(): void {}
  handled(): void {}
  reached(): void {}
}
