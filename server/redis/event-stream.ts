import type { DomainEvent } from '../contract/events';
import type { EventStream } from '../events/event-stream';
import type { Logger } from '../logging';
import type { RedisConnection, RedisReply } from './client';
import { startConsumer } from './event-consumer';
import { decodeEvent, entriesOf, idOfEntry, isTrimmed } from './event-decode';
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
  return {
    append: (event) => appendEvent(scripts, event),
    lastId,
    readAfter: async (id, limit) => {
      const range = ['XRANGE', keys.events, `(${id}`, '+', 'COUNT', String(limit)];
      return decode(asArray(await connection.command(range)));
    },
    follow: async (handler) => {
      let after = await lastId();
      return startLoop(connection, logger, async (reader) => {
        const read = [
          'XREAD',
          'COUNT',
          String(BATCH),
          'BLOCK',
          String(BLOCK_MS),
          'STREAMS',
          keys.events,
          after,
        ];
        for (const entry of entriesOf(await reader.command(read, BLOCK_MS + 5000))) {
          after = idOfEntry(entry);
          for (const event of decode([entry])) handOver(handler, event, logger);
        }
      });
    },
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

function handOver(handler: (event: DomainEvent) => void, event: DomainEvent, logger: Logger): void {
  try {
    handler(event);
  } catch (err) {
    logger.error({ err, eventId: event.id, type: event.type }, 'event handler failed');
  }
}
