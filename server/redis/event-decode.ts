import { domainEventSchema, type DomainEvent } from '../contract/events';
import { UnexpectedError } from '../errors';
import type { RedisReply } from './client';
import { asArray, asFields, asText } from './script-reply';

/** One stream entry, `[id, [field, value, …]]`. A field without a value is left out. */
export function decodeEvent(entry: RedisReply): DomainEvent {
  const [id, flat] = asArray(entry);
  const fields = asFields(flat);
  const about = ['callId', 'agentId', 'queueId', 'legId']
    .map((name) => [name, fields.get(name)] as const)
    .filter(([, value]) => value !== undefined && value !== '');
  const parsed = domainEventSchema.safeParse({
    id: asText(id),
    type: fields.get('type'),
    at: Number(fields.get('at')),
    data: jsonOf(fields.get('data') ?? '{}'),
    ...Object.fromEntries(about),
  });
  if (parsed.success) return parsed.data;
  throw new UnexpectedError('unparsable', 'An event in the stream cannot be read', {
    cause: parsed.error,
    details: { id: asText(id), type: fields.get('type') ?? '' },
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The entries of one stream in a reply of XREAD or XREADGROUP; none when it timed out. Trimmed entries are left out. */
export function entriesOf(reply: RedisReply): readonly RedisReply[] {
  if (reply === null) return [];
  const [stream] = asArray(reply);
  return stream === undefined ? [] : asArray(asArray(stream)[1]);
}

export const idOfEntry = (entry: RedisReply): string => asText(asArray(entry)[0]);

/** An entry trimmed from the stream while it was pending has an id and nothing else. */
export const isTrimmed = (entry: RedisReply): boolean => asArray(entry)[1] === null;
