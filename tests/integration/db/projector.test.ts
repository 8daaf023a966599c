import fc from 'fast-check';
import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import type { DomainEvent, EventType } from '../../../server/contract/events';
import { callId } from '../../../server/contract/ids';
import { aCallId, eventsOf, lives } from '../../support/call-events';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../support/postgres';

const FROM = 1_763_800_000_000;
const lines: Record<string, unknown>[] = [];
const logger = pino(
  { level: 'warn' },
  { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) },
);
const everyLife = Object.values(lives);

/** The stream as it was: several calls interleaved, ids ascending. */
const history = (shift = 0): DomainEvent[] =>
  everyLife
    .flatMap((steps, index) => eventsOf(aCallId(index + 1 + shift), FROM + index * 137 + shift * 1000, steps))
    .sort((one, other) => one.at - other.at);

describe('projector', () => {
  let postgres: TestPostgres;
  let address: TestAddress;
  let database: Database;

  beforeAll(async () => {
    postgres = await startTestPostgres();
    address = await postgres.freshDatabase();
    database = await createDatabase({ address, logger });
    await database.migrate();
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await postgres.stop();
  });
  beforeEach(async () => {
    lines.length = 0;
    await postgres.run(address.database, 'TRUNCATE calls, call_legs, call_events');
  });

  const tables = async () => ({
    calls: await postgres.run(address.database, 'SELECT * FROM calls ORDER BY call_id'),
    legs: await postgres.run(address.database, 'SELECT * FROM call_legs ORDER BY call_id, leg_id'),
    events: await postgres.run(address.database, 'SELECT * FROM call_events ORDER BY event_id'),
  });

  it('records every call of a batch', async () => {
    await database.projector.apply(history());
    const page = await database.callHistory.list({ page: 1, pageSize: 50 });
    expect(page.total).toBe(everyLife.length);
    const outcomes = page.items.map((call) => call.outcome).sort();
    expect(outcomes).toEqual(
      [
        'answered',
        'answered',
        'answered',
        'answered',
        'answered',
        'answered',
        'abandoned',
        'abandoned',
        'abandoned',
        'self-served',
        'self-served',
        'not-reached',
        'lost',
        'in-progress',
      ].sort(),
    );
    const timeline = (await database.callHistory.get(callId(aCallId(1))))?.timeline ?? [];
    expect(timeline.map((entry) => entry.type)).toEqual(lives['answered']?.map(([type]) => type));
  });

  it('names the recordings of a call on its record', async () => {
    const recordingId = '11111111-1111-4111-8111-111111111111';
    const recorded = (type: EventType, data: Record<string, unknown> = {}) =>
      [type, { data: { recordingId, ...data } }] as const;
    const steps = [
      ...(lives['answered'] ?? []),
      recorded('call.recording-started', { by: 'rule' }),
      recorded('call.recording-paused'),
      recorded('call.recording-resumed'),
      recorded('call.recording-finished', { ms: 60_000 }),
      recorded('call.recording-played', { listener: 'Wang' }),
    ];
    await database.projector.apply(eventsOf(aCallId(1), FROM, steps));
    expect(await database.callHistory.get(callId(aCallId(1)))).toMatchObject({
      recordings: [{ recordingId, ms: 60_000, paused: [{ fromMs: 1000, toMs: 2000 }], fault: null }],
    });
  });

  it('gives the same tables for any prefix redelivered, doubled, shuffled or split in batches', async () => {
    const events = history();
    await database.projector.apply(events);
    const expected = await tables();
    const deliveries = fc.record({
      cuts: fc.uniqueArray(fc.integer({ min: 1, max: events.length - 1 }), { maxLength: 6 }),
      redelivered: fc.integer({ min: 0, max: events.length }),
      doubled: fc.boolean(),
      shuffled: fc.option(fc.shuffledSubarray(events, { minLength: events.length })),
    });
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ cuts, redelivered, doubled, shuffled }) => {
        await postgres.run(address.database, 'TRUNCATE calls, call_legs, call_events');
        const stream = shuffled ?? events;
        const edges = [0, ...cuts.sort((a, b) => a - b), stream.length];
        for (const [index, edge] of edges.slice(1).entries()) {
          const batch = stream.slice(edges[index], edge);
          await database.projector.apply(doubled ? [...batch, ...batch] : batch);
        }
        await database.projector.apply(stream.slice(0, redelivered));
        expect(await tables()).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('gives the same tables when two servers project at once', async () => {
    await database.projector.apply(history());
    const expected = await tables();
    await postgres.run(address.database, 'TRUNCATE calls, call_legs, call_events');
    const other = await createDatabase({ address, logger });
    const events = history();
    const odd = events.filter((_, index) => index % 2 === 1);
    const even = events.filter((_, index) => index % 2 === 0);
    await Promise.all([
      database.projector.apply(odd),
      other.projector.apply(even),
      database.projector.apply(even),
      other.projector.apply([...odd].reverse()),
    ]);
    expect(await tables()).toEqual(expected);
    await other.close();
  });

  it('rebuilds calls and legs from the log', async () => {
    for (let shift = 0; shift < 800; shift += 100) await database.projector.apply(history(shift));
    const expected = await tables();
    await postgres.run(address.database, 'TRUNCATE calls, call_legs');
    expect(await database.projector.rebuild()).toBe(expected.calls.length);
    expect(await tables()).toEqual(expected);
    await postgres.run(address.database, `UPDATE calls SET outcome = 'lost', talk_ms = 1`);
    await database.projector.rebuild();
    expect(await tables()).toEqual(expected);
  });

  it('stores malformed data as it came and says so', async () => {
    await database.projector.apply(eventsOf(aCallId(1), FROM, lives['malformed'] ?? []));
    const told = lines.filter((line) => line['msg'] === 'malformed event data, stored as it came');
    expect(told.map((line) => line['fields'])).toContainEqual(['callerNumber']);
    const [started] = (await database.callHistory.get(callId(aCallId(1))))?.timeline ?? [];
    expect(started?.data).toMatchObject({ callerNumber: 42, surprise: { deep: [''] } });
  });

  it('keeps events of agents, switches and unheard-of calls in the log only', async () => {
    await database.projector.apply([
      { id: '1-1', type: 'switch.up', at: FROM, data: { switchId: 'fs1' } },
      { id: '1-2', type: 'agent.logged-in', at: FROM, agentId: '1001', data: {} },
      { id: '1-3', type: 'call.ended', at: FROM, callId: 'not-a-uuid', data: {} },
    ]);
    expect(await tables()).toMatchObject({ calls: [], events: { length: 3 } });
  });

  it('leaves out an event that cannot be stored and keeps its neighbours', async () => {
    const [first, ...rest] = eventsOf(aCallId(1), FROM, lives['answered'] ?? []);
    // A subject the database cannot take, since the type of the event says it is text.
    const broken = { ...first!, id: '7-7', data: { number: 10n } } as unknown as DomainEvent;
    const nameless = { ...first!, id: 'nameless' };
    await database.projector.apply([first!, nameless, broken, ...rest]);
    expect((await tables()).events).toHaveLength(rest.length + 1);
    expect(lines.filter((line) => line['level'] === 50).map((line) => line['eventId'])).toEqual([
      'nameless',
      '7-7',
    ]);
    expect((await database.callHistory.get(callId(aCallId(1))))?.outcome).toBe('answered');
  });

  it('takes a batch larger than a statement', async () => {
    const many = Array.from({ length: 9000 }, (_, index): DomainEvent => ({
      id: `${FROM + index}-0`,
      type: index % 3 === 0 ? 'call.started' : index % 3 === 1 ? 'call.talking' : 'call.ended',
      at: FROM + index,
      callId: aCallId(Math.floor(index / 3)),
      data: {},
    }));
    await database.projector.apply(many);
    expect((await database.callHistory.list({ page: 1, pageSize: 1 })).total).toBe(3000);
  }, 30_000);
});
