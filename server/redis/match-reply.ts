import type { EnqueueResult, MatchResult } from '../acd/acd-store';
import type { RedisReply } from './client';
import { asOffer, asOffers, unknownReply, wordReply } from './script-reply';

/** The replies of serveAgent, shared by every script that ends with it. */
export function asMatch(script: string, reply: RedisReply): MatchResult {
  const { word, rest } = wordReply(reply);
  switch (word) {
    case 'offered':
      return { kind: 'offered', offer: asOffer(rest) };
    case 'idle':
    case 'not-eligible':
      return { kind: word };
    default:
      return unknownReply(script, reply);
  }
}

/** The replies of scripts that place a call. */
export function asEnqueued(script: string, reply: RedisReply): EnqueueResult {
  const { word, rest } = wordReply(reply);
  switch (word) {
    case 'offered':
      return { kind: 'offered', offers: asOffers(rest) };
    case 'waiting':
    case 'exists':
    case 'gone':
      return { kind: word };
    case 'not-allowed':
      return { kind: 'not-allowed', state: String(rest[0]) };
    default:
      return unknownReply(script, reply);
  }
}
