import fc from 'fast-check';
import { canBeOffered } from '../../server/agents/agent.machine';
import type { RedisConnection, RedisStores } from '../../server/redis';
import { requires } from '../support/requirements';
import { startTestRedis, testPrefix, type TestRedis } from '../support/redis';
import type { AcdModel } from './model/acd-model';
import { configs } from './model/configs';
import { histories, steps, type Step } from './model/history';
import { openWorld } from './model/open-world';
import type { World } from './model/play';

/** Small clocks and today's: what cuts digits shows at one of them. */
const clocks = [1_000_000, 1_700_000_000_000];
const someConfigs = fc.tuple(configs, configs, configs);
const RUNS = Number(process.env['MODEL_RUNS'] ?? 60);
/** Rare steps are a matter of luck: more histories are tried until each was taken, at most so many times as many. */
const MOST_ROUNDS = 6;

requires('redis')('the live ACD against a naive model', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  const seen = new Map<string, number>();

  it('is the same after every step of any history, and keeps its invariants', async () => {
    const property = fc.asyncProperty(
      histories,
      someConfigs,
      fc.constantFrom(...clocks),
      async (history, several, begin) => {
        const prefix = testPrefix();
        const world = await openWorld(connection, prefix, several, begin);
        for (const [i, step] of history.entries()) await play(world, step, i, seen, connection, prefix);
        await connection.command(['FLUSHALL']);
      },
    );
    for (let round = 0; round < MOST_ROUNDS && (round === 0 || rare().length > 0); round += 1) {
      await fc.assert(property, { numRuns: RUNS });
    }
  }, 600_000);

  const rare = () => Object.keys(steps).filter((kind) => (seen.get(kind) ?? 0) <= 2);

  it('has taken every kind of step many times', () => {
    expect(rare()).toEqual([]);
    // Both sides of the match: a call that finds an agent, an agent who finds a call.
    expect(seen.get('offered to an agent who waited')).toBeGreaterThan(5);
    expect(seen.get('offered a call that waited')).toBeGreaterThan(5);
  });
});

async function play(
  world: World,
  step: Step,
  index: number,
  seen: Map<string, number>,
  connection: RedisConnection,
  prefix: string,
): Promise<void> {
  // Coprime to a second, so that no two calls ever have one score, whatever bonuses they have.
  world.clock.ms += 7;
  world.model.now = world.clock.ms;
  const outcome = await steps[step.kind](world, step.a, step.b);
  if (outcome === null) return;
  const at = `step ${index} ${step.kind}`;
  count(seen, step.kind, outcome[0]);
  expect([at, outcome[1]]).toEqual([at, outcome[0]]);
  await adoptOfferIds(world);
  expect([at, await realScores(world, connection, prefix)]).toEqual([
    at,
    world.model.wanting().map(({ callId, score }) => [callId, score]),
  ]);
  expect([at, await realState(world.stores)]).toEqual([at, modelState(world.model)]);
  expect([at, await world.stores.acd.brokenInvariants()]).toEqual([at, []]);
}

function count(seen: Map<string, number>, kind: string, outcome: unknown): void {
  const add = (name: string) => seen.set(name, (seen.get(name) ?? 0) + 1);
  add(kind);
  if (!String(outcome).includes('→')) return;
  if (kind === 'enqueue') add('offered to an agent who waited');
  if (['ready', 'reachable', 'match', 'finishWrapUp'].includes(kind)) add('offered a call that waited');
}

/** Offers are checked against the store's own list; ids of further ones of a step are the real one's to choose. */
async function adoptOfferIds({ model, stores }: World): Promise<void> {
  const offers = await stores.acd.liveOffers();
  const ringing = [...model.agents.values()].filter(({ state }) => state === 'offered');
  const row = (each: {
    readonly agentId: string;
    readonly callId: string | null;
    readonly deadlineAt: number;
  }) => [each.agentId, each.callId, each.deadlineAt].join();
  expect(offers.map(row).sort()).toEqual(ringing.map(row).sort());
  for (const { agentId, offerId } of offers) {
    expect(offerId.slice(0, 32)).toBe(model.agent(agentId).offerId?.slice(0, 32));
    model.agent(agentId).offerId = offerId;
  }
}
const byCall = (a: { readonly callId: string }, b: { readonly callId: string }): number =>
  a.callId.localeCompare(b.callId);

/** Waiting calls in the model's order with the scores Redis has for them. */
async function realScores({ model }: World, connection: RedisConnection, prefix: string): Promise<unknown> {
  const score = async (callId: string) =>
    Number(await connection.command(['HGET', `${prefix}call:${callId}`, 'score']));
  return Promise.all(model.wanting().map(async ({ callId }) => [callId, await score(callId)]));
}

async function realState({ calls, agents, acd }: RedisStores): Promise<unknown> {
  const owed = await acd.owedMatches();
  return {
    calls: (await calls.list())
      .map(({ callId, state, agentId, agentLegId, queueId }) => ({
        ...{ callId, state, agentLegId, queueId },
        agentId: state === 'offered' ? null : agentId,
      }))
      .sort(byCall),
    agents: (await agents.list()).map((agent) => {
      const { agentId, presence, next, state, reachable, callId, wrapUpUntil } = agent;
      const chosen = next?.presence ?? null;
      return {
        agentId,
        presence,
        next: chosen,
        state,
        reachable,
        callId,
        wrapUpUntil,
        isOwed: owed.includes(agentId),
      };
    }),
  };
}

function modelState(model: AcdModel): unknown {
  return {
    calls: [...model.calls.values()]
      .filter(({ state }) => state !== 'ended')
      .map(({ callId, state, agentId, agentLegId, queueId }) => ({
        ...{ callId, state, agentId, agentLegId, queueId },
      }))
      .sort(byCall),
    agents: [...model.agents.values()]
      .filter(({ idleSince }) => idleSince > 0)
      .map((agent) => {
        const { agentId, presence, next, state, reachable, callId, wrapUpUntil } = agent;
        const isOwed = agent.isOwed && canBeOffered(agent);
        return { agentId, presence, next, state, reachable, callId, wrapUpUntil, isOwed };
      }),
  };
}
