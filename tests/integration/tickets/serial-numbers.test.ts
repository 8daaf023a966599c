import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { UserError } from '../../../server/errors';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { DAY, MONDAY_10, orderBench, type OrderBench } from './order-bench';

describe('serial numbers', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startTestPostgres();
  }, 60_000);
  afterAll(() => postgres.stop(), 60_000);

  const counts = (serials: readonly string[]) =>
    serials.map((serial) => Number(serial.slice(5, -1))).sort((a, b) => a - b);

  it('have no gap and no double when two servers race and every third order is refused half-way', async () => {
    const address = await postgres.freshDatabase();
    const servers = [await orderBench(address), await orderBench(address)];
    const PER_SERVER = 150;
    const attempt = async (server: OrderBench, index: number): Promise<string | null> => {
      if (index % 3 !== 0) return (await server.ticket('fault')).serial;
      // Refused after its number was taken: the transaction takes the number back.
      const refused = server.store.create({
        requestId: `refused-${randomUUID()}`,
        contents: 'x',
        day: '2026-11-23',
        build: () => {
          throw new UserError('conflict', 'refused half-way');
        },
      });
      await expect(refused).rejects.toThrow('refused half-way');
      return null;
    };
    // Eight at a time on each server.
    const attempts = servers.flatMap((server) =>
      Array.from({ length: 8 }, async (_, lane) => {
        const made: (string | null)[] = [];
        for (let index = lane; index < PER_SERVER; index += 8) made.push(await attempt(server, index));
        return made;
      }),
    );
    const serials = (await Promise.all(attempts)).flat().filter((serial) => serial !== null);
    expect(serials).toHaveLength(200);
    expect(counts(serials)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
    expect(new Set(serials).size).toBe(200);
    await Promise.all(servers.map((server) => server.close()));
  }, 60_000);

  it('begin with 1 every day, and carry their day', async () => {
    const bench = await orderBench(await postgres.freshDatabase());
    const first = await bench.ticket('fault');
    bench.clock.now = MONDAY_10 + DAY;
    const second = await bench.ticket('suggestion');
    expect([first.serial.slice(0, 8), second.serial.slice(0, 8)]).toEqual(['26327001', '26328001']);
    await bench.close();
  });

  it('are given once to a request, however often and from wherever it comes', async () => {
    const address = await postgres.freshDatabase();
    const servers = [await orderBench(address), await orderBench(address)];
    await fc.assert(
      fc.asyncProperty(fc.uuid(), fc.integer({ min: 2, max: 5 }), async (requestId, times) => {
        const made = await Promise.all(
          Array.from({ length: times }, (_, index) => servers[index % 2]!.ticket('complaint', { requestId })),
        );
        expect(new Set(made.map(({ orderId }) => orderId)).size).toBe(1);
      }),
      { numRuns: 20 },
    );
    const total = await servers[0]!.store.list({
      page: 1,
      pageSize: 50,
      sort: 'created',
      direction: 'asc',
      now: 0,
    });
    expect(counts(total.items.map(({ serial }) => serial))).toEqual(
      Array.from({ length: total.total }, (_, index) => index + 1),
    );
    await expect(servers[0]!.ticket('fault', { requestId: 'once' })).resolves.toBeDefined();
    await expect(servers[1]!.ticket('complaint', { requestId: 'once' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await Promise.all(servers.map((server) => server.close()));
  }, 60_000);
});
