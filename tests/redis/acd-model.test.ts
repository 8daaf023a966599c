import fc from 'fast-check';
import type { RedisConnection, RedisStores } from '../../server/redis';
import { requires } from '../support/requirements';
import { startTestRedis, testPrefix, type TestRedis } from '../support/redis';
import type { AcdModel } from './model/acd-model';
import { histories, steps, type Step, type World } from './model/history';
import { brokenInvariants } from './model/invariants';
import { openWorld } from './model/open-world';

const RUNS = Number(process.env['MODEL_RUNS'] ?? 60);

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
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(4095), async (history, bits) => {
        const prefix = testPrefix();
        const world = await openWorld(connection, prefix, bits);
        for (const [i, step] of history.entries()) await play(world, step, i, seen, connection, prefix);
        await connection.command(['FLUSHALL']);
      }),
      { numRuns: RUNS },
    );
  }, 300_000);

  it('has taken every kind of step many times', () => {
    for (const kind of Object.keys(steps)) expect([kind, (seen.get(kind) ?? 0) > 2]).toEqual([kind, true]);
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
  world.clock.ms += 10;
  world.model.now = world.clock.ms;
  const outcome = await steps[step.kind](world, step.a, step.b);
  if (outcome === null) return;
  const at = `step ${index} ${step.kind}`;
  count(seen, step.kind, outcome[0]);
  expect([at, outcome[1]]).toEqual([at, outcome[0]]);
  await adoptOfferIds(world);
  expect([at, await realScores(world, connection, prefix)]).toEqual([
    at,
    world.model.waiting().map(({ callId, score }) => [callId, score]),
  ]);
  expect([at, await realState(world.stores)]).toEqual([at, modelState(world.model)]);
  expect([at, await brokenInvariants(connection, prefix)]).toEqual([at, []]);
}

function count(seen: Map<string, number>, kind: string, outcome: unknown): void {
  const add = (name: string) => seen.set(name, (seen.get(name) ?? 0) + 1);
  add(kind);
  if (!String(outcome).includes('→')) return;
  if (kind === 'enqueue') add('offered to an agent who waited');
  if (['ready', 'reachable', 'match', 'finishWrapUp'].includes(kind)) add('offered a call that waited');
}

/** The ids of offers are checked against the store's own list. */
async function adoptOfferIds({ model, stores }: World): Promise<void> {
  const offers = await stores.acd.liveOffers();
  const offered = [...model.calls.values()].filter(({ state }) => state === 'offered');
  expect(
    offers
      .map(({ callId, agentId, offerId, deadlineAt }) => ({ callId, agentId, offerId, deadlineAt }))
      .sort(byCall),
  ).toEqual(
    offered
      .map(({ callId, agentId, offerId, deadlineAt }) => ({ callId, agentId, offerId, deadlineAt }))
      .sort(byCall),
  );
}
const byCall = (a: { readonly callId: string }, b: { readonly callId: string }): number =>
  a.callId.localeCompare(b.callId);

/** Waiting calls in the model's order with the scores Redis has for them. */
async function realScores({ model }: World, connection: RedisConnection, prefix: string): Promise<unknown> {
  const score = async (callId: string) =>
    Number(await connection.command(['HGET', `${prefix}call:${callId}`, 'score']));
  return Promise.all(model.waiting().map(async ({ callId }) => [callId, await score(callId)]));
}

async function realState({ calls, agents, acd }: RedisStores): Promise<unknown> {
  const owed = await acd.owedMatches();
  return {
    calls: (await calls.list())
      .map(({ callId, state, agentId, agentLegId, queueId }) => ({
        callId,
        state,
        agentId,
        agentLegId,
        queueId,
      }))
      .sort(byCall),
    agents: (await agents.list()).map(
      ({ agentId, presence, next, state, reachable, callId, wrapUpUntil }) => ({
        agentId,
        presence,
        next: next?.presence ?? null,
        state,
        reachable,
        callId,
        wrapUpUntil,
        isOwed: owed.includes(agentId),
      }),
    ),
  };
}

function modelState(model: AcdModel): unknown {
  const live = [...model.calls.values()].filter(({ state }) => state !== 'ended');
  const loose = (agentId: string) => {
    const agent = model.agent(agentId);
    return agent.isLoose && agent.presence === 'ready' && agent.state === 'idle' && agent.reachable;
  };
  return {
    calls: live
      .map(({ callId, state, agentId, agentLegId, queueId }) => ({
        callId,
        state,
        agentId,
        agentLegId,
        queueId,
      }))
      .sort(byCall),
    agents: [...model.agents.values()]
      .filter(({ idleSince }) => idleSince > 0)
      .map(({ agentId, presence, next, state, reachable, callId, wrapUpUntil }) => ({
        agentId,
        presence,
        next,
        state,
        reachable,
        callId,
        wrapUpUntil,
        isOwed: loose(agentId),
      })),
  };
}
