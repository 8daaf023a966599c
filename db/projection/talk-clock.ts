import { between, count } from './event-fields';
import type { StoredEvent } from './stored-event';

const MOST_MS = 2_147_483_647;

/** Time the caller had an agent, holds included: from each call.talking to what took the agent away. */
export class TalkClock {
  readonly hasTalked: boolean;
  /** null when nobody talked, or the first talk is not over. */
  readonly totalMs: number | null;

  /** @param events of one call, oldest first */
  constructor(events: readonly StoredEvent[]) {
    let since: Date | null = null;
    let total: number | null = null;
    for (const event of events) {
      if (event.type === 'call.talking') since ??= event.at;
      else if (since && endsTalk(event.type)) {
        total = Math.min((total ?? 0) + between(since, event.at), MOST_MS);
        since = null;
      }
    }
    // The beginning was never seen, the end tells.
    const told = total === null ? toldAtEnd(events) : undefined;
    this.totalMs = total ?? told ?? null;
    this.hasTalked = events.some((event) => event.type === 'call.talking') || told !== undefined;
  }
}

const TALK_ENDS: readonly string[] = [
  'call.agent-lost',
  'call.queued',
  'call.passed',
  'call.taken-over',
  'call.transferred',
  'call.parked',
  'call.connected',
  'call.returned',
  'call.ended',
];
const endsTalk = (type: string): boolean => TALK_ENDS.includes(type);

function toldAtEnd(events: readonly StoredEvent[]): number | undefined {
  const ended = events.find((event) => event.type === 'call.ended');
  return (ended && count(ended.data, 'talkMs')) || undefined;
}
