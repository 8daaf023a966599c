import type { RedisStores } from '../../../server/redis';
import type { AcdModel, ModelCall, ModelOffer } from './acd-model';

export const agentIds = ['1001', '1002', '1003', '1004'];
export const queueIds = ['q0', 'q1', 'q2'];

/** The same step on both sides; each answers in the same words, which are compared. */
export interface World {
  readonly model: AcdModel;
  readonly stores: RedisStores;
  readonly clock: { ms: number };
}
export type Outcome = readonly [model: unknown, real: unknown];
export type Play = (world: World, a: number, b: number) => Promise<Outcome | null>;

export const pick = <Item>(items: readonly Item[], index: number): Item | undefined =>
  items[index % items.length];
export const inState = ({ model }: World, ...states: readonly string[]): readonly ModelCall[] =>
  [...model.calls.values()].filter(({ state }) => states.includes(state));

export const shortOffer = (offer: ModelOffer | null | undefined): string =>
  offer ? `${offer.callId} → ${offer.agentId}` : 'none';
export const shortModel = (reply: ModelOffer | string): string =>
  typeof reply === 'string' ? reply : shortOffer(reply);
export const shortReal = (reply: { readonly kind: string; readonly offer?: ModelOffer }): string =>
  reply.kind === 'offered' ? shortOffer(reply.offer) : reply.kind;
