import fc from 'fast-check';
import { foldAgent, nothingTold } from '../../db/projection/fold-agent';
import { toStored } from '../../db/projection/stored-event';
import type { RedisConnection } from '../../server/redis';
import { startTestRedis, testPrefix, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { configs } from './model/configs';
import { histories, steps, type Step } from './model/history';
import { openWorld } from './model/open-world';
import { agentIds, type World } from './model/play';

const TODAY = 1_700_000_000_000;
const RUNS = Number(process.env['MODEL_RUNS'] ?? 20);

/** What an agent was at a moment, as Redis had it. */
interface Sample {
  readonly at: number;
  readonly agentId: string;
  readonly presence: string;
  readonly reason: string | null;
  readonly state: string;
  readonly callId: string | null;
}

requires('redis')('agents’ time', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  it('is told whole by events alone: at every moment of any history they say what Redis had', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.tuple(configs, configs), async (history, several) => {
        const world = await openWorld(connection, testPrefix(), several, TODAY);
        const samples: Sample[] = [];
        for (const step of history) samples.push(...(await play(world, step)));
        const events = (await world.stores.events.readAfter('0-0', 100_000)).map(toStored);
        for (const agentId of agentIds) {
          const own = events.filter((event) => event !== null).filter((event) => event.agentId === agentId);
          const { closed, open } = foldAgent(agentId, nothingTold, own);
          const intervals = [...closed, ...(open === null ? [] : [{ ...open, agentId, untilAt: null }])];
          for (const { at, ...sample } of samples.filter((one) => one.agentId === agentId)) {
            const here = intervals.filter(
              ({ fromAt, untilAt }) => fromAt.getTime() <= at && (untilAt === null || at < untilAt.getTime()),
            );
            const told = here.map(({ presence, reason, state, callId }) => ({
              ...{ agentId, presence, reason, state, callId },
            }));
            expect([at, told]).toEqual([at, sample.presence === 'logged-out' ? [] : [sample]]);
          }
        }
        await connection.command(['FLUSHALL']);
      }),
      { numRuns: RUNS },
    );
  }, 300_000);
});

async function play(world: World, step: Step): Promise<readonly Sample[]> {
  world.clock.ms += 10;
  world.model.now = world.clock.ms;
  await steps[step.kind](world, step.a, step.b);
  const agents = await world.stores.agents.list();
  return agents.map(({ agentId, presence, reason, state, callId }) => ({
    at: world.clock.ms,
    ...{ agentId, presence, reason, state, callId },
  }));
}
