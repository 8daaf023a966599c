import type { DomainEvent } from '../contract/events';
import type { EventStream } from '../events/event-stream';
import type { Logger } from '../logging';
import type { RedisConnection, RedisReply } from './client';
import { eventsBehind, startConsumer } from './event-consumer';
import { decodeEvent, entriesOf, idOfEntry, isTrimmed } from './event-decode';
import { EventFollowers } from './event-followers';
import type { Keys } from './keys';
import { asArray } from './script-reply';
import type { Scripts } from './scripts';
import { appendEvent } from './scripts/append-event';
import { startLoop } from './stream-loop';

const BLOCK_MS = 5000;
const BATCH = 500;

export function createEventStream(
  scripts: Scripts,
  connection: RedisConnection,
  keys: Keys,
  logger: Logger,
): EventStream {
  const decode = (entries: readonly RedisReply[]) => decodeAll(entries, logger);
  const lastId = async (): Promise<string> => {
    const newest = asArray(await connection.command(['XREVRANGE', keys.events, '+', '-', 'COUNT', '1']));
    return newest[0] === undefined ? '0-0' : idOfEntry(newest[0]);
  };
  /** Every event from now on. */
  const read = async (tell: (event: DomainEvent) => void): Promise<() => Promise<void>> => {
    let after = await lastId();
    const options = ['COUNT', String(BATCH), 'BLOCK', String(BLOCK_MS)];
    return startLoop(connection, logger, async (reader) => {
      const command = ['XREAD', ...options, 'STREAMS', keys.events, after];
      for (const entry of entriesOf(await reader.command(command, BLOCK_MS + 5000))) {
        after = idOfEntry(entry);
        for (const event of decode([entry])) tell(event);
      }
    });
  };
  const followers = new EventFollowers({ read, logger });
  return {
    append: (event) => appendEvent(scripts, event),
    lastId,
    readAfter: async (id, limit) => {
      const range = ['XRANGE', keys.events, `(${id}`, '+', 'COUNT', String(limit)];
      return decode(asArray(await connection.command(range)));
    },
    follow: (handler) => followers.add(handler),
    behind: (group) => eventsBehind(connection, keys.events, group),
    consume: (group, consumer, handler) =>
      startConsumer({ connection, stream: keys.events, group, consumer, logger, decode, handler }),
  };
}

/** An entry nobody can read must not hold up those behind it. */
function decodeAll(entries: readonly RedisReply[], logger: Logger): readonly DomainEvent[] {
  return entries
    .filter((entry) => !isTrimmed(entry))
    .flatMap((entry) => {
      try {
        return [decodeEvent(entry)];
      } catch (err) {
        logger.error({ err }, 'event skipped');
        return [];
      }
    });
}
