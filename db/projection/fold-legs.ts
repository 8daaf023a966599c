import { count, isUuid, uuid, word } from './event-fields';
import type { StoredEvent } from './stored-event';

export interface LegFacts {
  readonly legId: string;
  readonly role: 'customer' | 'agent' | 'far-party';
  readonly agentId: string | null;
  readonly number: string | null;
  readonly startedAt: Date;
  readonly answeredAt: Date | null;
  readonly endedAt: Date | null;
  readonly hangupCause: string | null;
  readonly sipStatus: number | null;
}

/** @param events of one call, oldest first */
export function foldLegs(events: readonly StoredEvent[]): readonly LegFacts[] {
  const byLeg = new Map<string, StoredEvent[]>();
  for (const event of events) {
    if (!event.type.startsWith('leg.') || event.legId === null || !isUuid(event.legId)) continue;
    const legId = event.legId.toLowerCase();
    byLeg.set(legId, [...(byLeg.get(legId) ?? []), event]);
  }
  return [...byLeg].map(([legId, own]) => foldLeg(legId, own, events));
}

function foldLeg(legId: string, own: readonly StoredEvent[], all: readonly StoredEvent[]): LegFacts {
  const [started, answered, ended] = ['leg.started', 'leg.answered', 'leg.ended'].map((type) =>
    own.find((event) => event.type === type),
  );
  return {
    legId,
    role: roleOf(legId, started, all),
    agentId: own.find((event) => event.agentId !== null)?.agentId ?? null,
    number: (started && word(started.data, 'number')) ?? null,
    startedAt: (started ?? own[0] ?? { at: new Date(0) }).at,
    answeredAt: answered?.at ?? null,
    endedAt: ended?.at ?? null,
    hangupCause: (ended && word(ended.data, 'cause')) ?? null,
    sipStatus: (ended && count(ended.data, 'sipStatus')) ?? null,
  };
}

/** What the leg's start says; without it, what the call's events say of this leg. */
function roleOf(
  legId: string,
  started: StoredEvent | undefined,
  all: readonly StoredEvent[],
): LegFacts['role'] {
  const said = started && word(started.data, 'role');
  if (said === 'customer' || said === 'agent' || said === 'far-party') return said;
  if (started?.agentId) return 'agent';
  if (all.some((event) => uuid(event.data, 'customerLegId') === legId)) return 'customer';
  return all.some((event) => uuid(event.data, 'agentLegId') === legId) ? 'agent' : 'customer';
}
