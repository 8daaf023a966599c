import fc from 'fast-check';
import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { foldAgent, nothingTold } from '../../../db/projection/fold-agent';
import { toStored } from '../../../db/projection/stored-event';
import type { DomainEvent } from '../../../server/contract/events';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../support/postgres';

const FROM = 1_763_800_000_000;
const agents = ['1001', '1002', '1003'];

const changes: readonly Pick<DomainEvent, 'type' | 'data'>[] = [
  ...['break', 'ready', 'not-responding', 'logged-out'].map((presence) => ({
    type: 'agent.presence-changed' as const,
    data: { presence, reason: presence === 'break' ? 'lunch' : null },
  })),
  ...['idle', 'offered', 'on-call', 'wrap-up'].map((state) => ({
    type: 'agent.state-changed' as const,
    data: { state },
  })),
];

const histories = fc
  .array(
    fc.record({ agent: fc.constantFrom(...agents), passes: fc.nat(4), change: fc.constantFrom(...changes) }),
    { minLength: 1, maxLength: 40 },
  )
  .map((steps) => {
    let at = FROM;
    return steps.map(({ agent, passes, change }, i): DomainEvent => {
      at += passes;
      return { id: `${at}-${i}`, at, agentId: agent, ...change };
    });
  });

describe('agent intervals', () => {
  let postgres: TestPostgres;
  let address: TestAddress;
  let database: Database;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    address = await postgres.freshDatabase();
    database = await createDatabase({ address, logger: pino({ level: 'silent' }) });
    await database.migrate();
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await postgres.stop();
  });
  const forget = () => postgres.run(address.database, 'TRUNCATE agent_intervals, call_events');

  const stored = async () => {
    const rows = await postgres.run(
      address.database,
      `SELECT agent_id, presence, reason, state, from_at, until_at FROM agent_intervals
       ORDER BY agent_id, stream_ms, stream_seq`,
    );
    return rows.map(({ agent_id, presence, reason, state, from_at, until_at }) => ({
      ...{ agentId: agent_id, presence, reason, state },
      fromAt: from_at === null ? null : Number(from_at),
      untilAt: until_at === null ? null : Number(until_at),
    }));
  };

  const expected = (events: readonly DomainEvent[]) =>
    agents.flatMap((agentId) => {
      const own = events.filter((event) => event.agentId === agentId).map(toStored);
      const { closed, open } = foldAgent(
        agentId,
        nothingTold,
        own.filter((event) => event !== null),
      );
      return [...closed, ...(open === null ? [] : [{ ...open, agentId, untilAt: null }])].map((one) => ({
        ...{ agentId, presence: one.presence, reason: one.reason, state: one.state },
        fromAt: Number(one.fromAt),
        untilAt: one.untilAt === null ? null : Number(one.untilAt),
      }));
    });

  it('are the same in whatever batches and order events arrive, however often, and after a rebuild', async () => {
    const deliveries = fc.record({
      events: histories,
      size: fc.integer({ min: 1, max: 12 }),
      isReversed: fc.boolean(),
      isDoubled: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ events, size, isReversed, isDoubled }) => {
        await forget();
        const batches = Array.from({ length: Math.ceil(events.length / size) }, (_unused, i) =>
          events.slice(i * size, (i + 1) * size),
        );
        if (isReversed) batches.reverse();
        for (const batch of isDoubled ? [...batches, ...batches] : batches)
          await database.projector.apply(batch);
        expect(await stored()).toEqual(expected(events));
        await database.projector.rebuild();
        expect(await stored()).toEqual(expected(events));
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
