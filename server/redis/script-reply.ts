import type { Offer } from '../acd/acd-store';
import { agentId, callId, offerId, queueId } from '../contract/ids';
import { UnexpectedError } from '../errors';
import type { RedisReply } from './client';

/** A reply's leading word and what follows it. */
export interface WordReply {
  readonly word: string;
  readonly rest: readonly RedisReply[];
}

export function wordReply(reply: RedisReply): WordReply {
  const [word, ...rest] = asArray(reply);
  return { word: asText(word), rest };
}

/** For scripts whose reply is one of a few words. */
export function oneOf<const Word extends string>(
  script: string,
  reply: RedisReply,
  words: readonly Word[],
): Word {
  const { word } = wordReply(reply);
  const known = words.find((candidate) => candidate === word);
  return known ?? unknownReply(script, reply);
}

export function unknownReply(script: string, reply: RedisReply): never {
  throw new UnexpectedError('unknown-reply', `Script ${script} answered something unknown`, {
    details: { script, reply: JSON.stringify(reply).slice(0, 200) },
  });
}

export function asArray(reply: RedisReply | undefined): readonly RedisReply[] {
  if (Array.isArray(reply)) return reply as readonly RedisReply[];
  throw new UnexpectedError('unknown-reply', 'Redis answered no list');
}

export function asText(reply: RedisReply | undefined): string {
  if (typeof reply === 'string') return reply;
  throw new UnexpectedError('unknown-reply', 'Redis answered no text');
}

export const asTexts = (reply: RedisReply | undefined): readonly string[] => asArray(reply).map(asText);

/** Name and value in turn, as HGETALL answers in RESP 2. */
export function asFields(reply: RedisReply | undefined): ReadonlyMap<string, string> {
  const flat = asTexts(reply);
  const fields = new Map<string, string>();
  for (let i = 0; i + 1 < flat.length; i += 2) fields.set(flat[i] ?? '', flat[i + 1] ?? '');
  return fields;
}

/** The five strings of makeOffer. */
export function asOffer(reply: readonly RedisReply[]): Offer {
  const [offer, call, agent, queue, deadline] = reply.map(asText);
  if (!offer || !call || !agent || !queue || !deadline) return unknownReply('makeOffer', reply);
  return {
    offerId: offerId(offer),
    callId: callId(call),
    agentId: agentId(agent),
    queueId: queueId(queue),
    deadlineAt: Number(deadline),
  };
}

/** Replies that list offers, five strings each. */
export const asOffers = (replies: readonly RedisReply[]): readonly Offer[] =>
  replies.map((reply) => asOffer(asArray(reply)));

/** An empty list stands for no offer. */
export function asOfferOrNull(reply: RedisReply | undefined): Offer | null {
  const rows = asArray(reply);
  return rows.length === 0 ? null : asOffer(rows);
}
