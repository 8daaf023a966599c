/**
 * The order's events as a chain: each one's hash covers the one before, so that a changed, inserted or missing event
 * shows, and where. The hash is keyed with the installation's secret: who can write to the database alone cannot
 * make a chain that fits. The order's row is compared with what its last event says of it.
 */
import type { AuditResult } from '../contract/tickets';
import type { OrderActor, WorkOrder } from './work-order';

export interface ChainLink {
  readonly orderId: string;
  /** 1 for the first. */
  readonly seq: number;
  /** Unix ms. */
  readonly at: number;
  readonly actor: OrderActor;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface StoredLink extends ChainLink {
  readonly previousHash: string;
  readonly hash: string;
}

/** A keyed SHA-256, hex. */
export type Digest = (text: string) => string;

export const FIRST_HASH = '0'.repeat(64);

export const hashOf = (link: ChainLink, previousHash: string, digest: Digest): string =>
  digest(`${previousHash}\n${canonicalJson({ ...pick(link) })}`);

const pick = ({ orderId, seq, at, actor, type, data }: ChainLink) => ({
  orderId,
  seq,
  at,
  actor,
  type,
  data,
});

/** Keys in order, no spaces: what PostgreSQL gives back of a jsonb is written the same again. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/** What the order's row holds of the chain, and what it says of itself. */
export interface ChainHead {
  readonly orderId: string;
  readonly events: number;
  readonly seal: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Every event carries the order's facts after it under this name. */
export const FACTS = 'after';

/** @param links by seq */
export function verifyChain(links: readonly StoredLink[], head: ChainHead, digest: Digest): AuditResult {
  const faults: AuditResult['faults'] = [];
  let previous = FIRST_HASH;
  let expected = 1;
  for (const link of links) {
    for (; expected < link.seq; expected += 1)
      faults.push({ seq: expected, kind: 'missing', what: 'the event is gone' });
    const isLinked = link.previousHash === previous || faults.at(-1)?.kind === 'missing';
    if (!isLinked || link.hash !== hashOf(link, link.previousHash, digest))
      faults.push({
        seq: link.seq,
        kind: 'changed',
        what: isLinked ? 'its contents' : 'its place in the chain',
      });
    previous = link.hash;
    expected = link.seq + 1;
  }
  for (; expected <= head.events; expected += 1)
    faults.push({ seq: expected, kind: 'missing', what: 'the event is gone' });
  const last = links.at(-1);
  const seal = sealOf(head.orderId, links.length, last?.hash ?? FIRST_HASH, digest);
  if (seal !== head.seal) faults.push({ seq: null, kind: 'order-changed', what: 'the head of the chain' });
  faults.push(...differences(last?.data[FACTS], head.facts));
  return { intact: faults.length === 0, events: links.length, head: last?.hash ?? null, faults };
}

function differences(said: unknown, facts: ChainHead['facts']): AuditResult['faults'] {
  const record = typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {};
  return Object.keys(facts)
    .filter((name) => canonicalJson(record[name]) !== canonicalJson(facts[name]))
    .map((name) => ({ seq: null, kind: 'order-changed' as const, what: name }));
}

/** What every event says of the order after it: short things as they are, what people wrote as a digest. */
export function factsOf(order: WorkOrder, digest: Digest): ChainHead['facts'] {
  const { subject, text, fields, documents, result, contactName, customerName, updatedAt, ...facts } = order;
  const contents = { subject, text, fields, documents, result, contactName, customerName };
  return { ...facts, updatedAt, contents: digest(canonicalJson(contents)) };
}

/** Kept in the order's row: without the key nobody can shorten the chain and make the row agree. */
export const sealOf = (orderId: string, events: number, hash: string, digest: Digest): string =>
  digest(`head\n${orderId}\n${String(events)}\n${hash}`);
