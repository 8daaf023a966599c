import { setTimeout as sleep } from 'node:timers/promises';
import type { DomainEvent } from '../contract/events';
import type { Logger } from '../logging';
import type { RedisConnection, RedisReply } from './client';
import { refusalWord } from './command-error';
import { entriesOf, idOfEntry } from './event-decode';
import { asArray } from './script-reply';
import { startLoop } from './stream-loop';

const BLOCK_MS = 5000;
const BATCH = 200;
/**
 * A call makes some thirty events one after the other: handed over one by one they were thirty transactions, and cost the
 * server more than the call. What is read next has gathered that long.
 */
const GATHER_MS = 50;
/** A batch that was not acknowledged for this long belongs to a consumer that died. */
const TAKE_OVER_AFTER_MS = 60_000;

export interface ConsumerOptions {
  readonly connection: RedisConnection;
  readonly stream: string;
  readonly group: string;
  readonly consumer: string;
  readonly logger: Logger;
  readonly decode: (entries: readonly RedisReply[]) => readonly DomainEvent[];
  readonly handler: (events: readonly DomainEvent[]) => Promise<void>;
}

/**
 * Reads as one of a group, from the oldest event the stream still has. First what this consumer was given before
 * and never acknowledged (it may have died in between), then what other dead consumers left, then new events.
 */
export async function startConsumer(options: ConsumerOptions): Promise<() => Promise<void>> {
  await createGroup(options);
  let phase: 'own-pending' | 'new' = 'own-pending';
  let lookedForDeadAt = 0;
  return startLoop(options.connection, options.logger, async (reader, stopping) => {
    if (Date.now() - lookedForDeadAt > TAKE_OVER_AFTER_MS) {
      await takeOver(reader, options);
      lookedForDeadAt = Date.now();
      phase = 'own-pending';
    }
    const entries = await readGroup(reader, options, phase === 'own-pending' ? '0' : '>');
    if (entries.length === 0) {
      phase = 'new';
      return;
    }
    const before = phase;
    // If this rejects, the batch stays pending and is read again as such.
    phase = 'own-pending';
    await handle(options, entries);
    phase = before;
    if (entries.length < BATCH)
      await sleep(GATHER_MS, undefined, { signal: stopping }).catch(() => undefined);
  });
}

/** Read and not acknowledged, and not read yet; a group that nobody has made yet is behind by all. */
export async function eventsBehind(
  connection: RedisConnection,
  stream: string,
  group: string,
): Promise<number> {
  const length = Number(await connection.command(['XLEN', stream]));
  // Before the first event there is no stream to ask about.
  if (length === 0) return 0;
  const groups = asArray(await connection.command(['XINFO', 'GROUPS', stream]));
  const fields = groups.map((each) => factsOf(asArray(each))).find((each) => each.get('name') === group);
  if (!fields) return length;
  return Number(fields.get('pending') ?? 0) + Number(fields.get('lag') ?? 0);
}

/** Names and values one after the other, some of them numbers or nothing. */
const factsOf = (reply: readonly RedisReply[]): ReadonlyMap<string, RedisReply> =>
  new Map(reply.flatMap((name, i) => (i % 2 === 0 ? [[String(name), reply[i + 1] ?? null] as const] : [])));

/** Acknowledged on the common connection: stopping closes the reader, and what was handled must count as handled. */
async function handle(
  { connection, stream, group, decode, handler }: ConsumerOptions,
  entries: readonly RedisReply[],
): Promise<void> {
  const events = decode(entries);
  if (events.length > 0) await handler(events);
  await connection.command(['XACK', stream, group, ...entries.map(idOfEntry)]);
}

async function readGroup(
  reader: RedisConnection,
  options: ConsumerOptions,
  from: '0' | '>',
): Promise<readonly RedisReply[]> {
  const { stream, group, consumer } = options;
  const block = from === '>' ? ['BLOCK', String(BLOCK_MS)] : [];
  const read = ['XREADGROUP', 'GROUP', group, consumer, 'COUNT', String(BATCH), ...block];
  try {
    return entriesOf(await reader.command([...read, 'STREAMS', stream, from], BLOCK_MS + 5000));
  } catch (error) {
    // Redis came back without its data: the group is made again.
    if (refusalWord(error) === 'NOGROUP') await createGroup(options);
    throw error;
  }
}

/** Makes entries of consumers that died our own; they are then read as pending. */
async function takeOver(reader: RedisConnection, options: ConsumerOptions): Promise<void> {
  const { stream, group, consumer } = options;
  let cursor = '0-0';
  do {
    const claim = ['XAUTOCLAIM', stream, group, consumer, String(TAKE_OVER_AFTER_MS), cursor, 'COUNT', '100'];
    const reply = asArray(await reader.command([...claim, 'JUSTID']));
    cursor = String(reply[0]);
  } while (cursor !== '0-0');
}

async function createGroup({ connection, stream, group }: ConsumerOptions): Promise<void> {
  try {
    await connection.command(['XGROUP', 'CREATE', stream, group, '0', 'MKSTREAM']);
  } catch (error) {
    if (refusalWord(error) !== 'BUSYGROUP') throw error;
  }
}
