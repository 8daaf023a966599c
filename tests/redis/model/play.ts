import type { RedisStores } from '../../../server/redis';
import type { CompiledQueues } from '../../../server/acd/queue-settings';
import type { AcdModel } from './acd-model';
import type { ModelCall, ModelOffer } from './model-calls';

export const agentIds = ['1001', '1002', '1003', '1004', '1005'];
export const queueIds = ['q0', 'q1', 'q2'];

/** The same step on both sides; each answers in the same words, which are compared. */
export interface World {
  readonly model: AcdModel;
  readonly stores: RedisStores;
  readonly clock: { ms: number };
  /** Configurations that may be applied in this history. */
  readonly configs: readonly CompiledQueues[];
}
export type Outcome = readonly [model: unknown, real: unknown];
export type Play = (world: World, a: number, b: number) => Promise<Outcome | null>;

export const pick = <Item>(items: readonly Item[], index: number): Item | undefined =>
  items[index % items.length];
export const inState = ({ model }: World, ...states: readonly string[]): readonly ModelCall[] =>
  [...model.calls.values()].filter(({ state }) => states.includes(state));

export const shortOffer = (offer: ModelOffer | null | undefined): string =>
  offer ? `${offer.callId} → ${offer.agentId}` : 'none';
export const shortOffers = (offers: readonly ModelOffer[]): string =>
  offers.map(shortOffer).join(', ') || 'none';
export const shortModel = (reply: ModelOffer | string): string =>
  typeof reply === 'string' ? reply : shortOffer(reply);
export const shortReal = (reply: {
  readonly kind: string;
  readonly offer?: ModelOffer;
  readonly offers?: readonly ModelOffer[];
}): string => {
  if (reply.kind === 'waiting') return 'none';
  if (reply.kind !== 'offered') return reply.kind;
  return reply.offers ? shortOffers(reply.offers) : shortOffer(reply.offer);
};
/** What the real one chose is the chance the model has. */
export const chanceOf = (offers: readonly ModelOffer[] | undefined): readonly string[] =>
  (offers ?? []).map(({ agentId }) => agentId);
