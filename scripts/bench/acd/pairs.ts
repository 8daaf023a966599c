import type { TracedMessage } from './sipp-trace';

export interface Spread {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly most: number;
}

/** A caller's first INVITE sent → the first INVITE of that caller's number at any agent's telephone, ms. */
export function joinDelays(callers: readonly TracedMessage[], agents: readonly TracedMessage[]): number[] {
  const rang = firstBy(agents.filter(isInvitation), ({ from }) => from);
  return [...firstBy(callers.filter(isCall), ({ from }) => from)].flatMap(([number, called]) => {
    const ring = rang.get(number);
    return ring === undefined ? [] : [ring.at - called.at];
  });
}

/**
 * An agent's telephone says BYE → its next INVITE, ms, for as long as callers wait. The agent is known by the address
 * that was called, his call by its Call-ID.
 */
export function idleDelays(agents: readonly TracedMessage[], until: number): number[] {
  const agentOf = new Map<string, string>();
  const freedAt = new Map<string, number>();
  const delays: number[] = [];
  for (const message of agents) {
    if (isInvitation(message) && !agentOf.has(message.callId)) {
      agentOf.set(message.callId, message.to);
      const freed = freedAt.get(message.to);
      if (freed !== undefined && message.at <= until) delays.push(message.at - freed);
      freedAt.delete(message.to);
    } else if (message.what === 'BYE' && message.direction === 'sent') {
      const agent = agentOf.get(message.callId);
      if (agent !== undefined && !freedAt.has(agent)) freedAt.set(agent, message.at);
    }
  }
  return delays;
}

/** An agent's INVITE → the ACK of his answer, ms. */
export function setUpDelays(agents: readonly TracedMessage[]): number[] {
  const rang = firstBy(agents.filter(isInvitation), ({ callId }) => callId);
  const acked = firstBy(
    agents.filter(({ what }) => what === 'ACK'),
    ({ callId }) => callId,
  );
  return [...acked].flatMap(([callId, ack]) => {
    const ring = rang.get(callId);
    return ring === undefined ? [] : [ack.at - ring.at];
  });
}

/** How often a caller's number rang at agents' telephones: more than once is a call offered again. */
export function rings(agents: readonly TracedMessage[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  for (const message of agents.filter(isInvitation)) {
    if (seen.has(message.callId)) continue;
    seen.add(message.callId);
    counts.set(message.from, (counts.get(message.from) ?? 0) + 1);
  }
  return counts;
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN);
  return {
    count: sorted.length,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    most: round(sorted.at(-1) ?? Number.NaN),
  };
}

const isInvitation = ({ what, direction }: TracedMessage): boolean =>
  what === 'INVITE' && direction === 'received';
const isCall = ({ what, direction }: TracedMessage): boolean => what === 'INVITE' && direction === 'sent';
const round = (value: number): number => Math.round(value * 10) / 10;

function firstBy(
  messages: readonly TracedMessage[],
  key: (message: TracedMessage) => string,
): Map<string, TracedMessage> {
  const first = new Map<string, TracedMessage>();
  for (const message of messages) if (!first.has(key(message))) first.set(key(message), message);
  return first;
}
