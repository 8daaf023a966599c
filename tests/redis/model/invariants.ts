import type { RedisConnection } from '../../../server/redis';
import { asFields, asTexts } from '../../../server/redis/script-reply';

interface Waiting {
  readonly callId: string;
  readonly lane: string;
}

/** LANES §6, checked on the keys themselves. Returns what is wrong. */
export async function brokenInvariants(
  connection: RedisConnection,
  prefix: string,
): Promise<readonly string[]> {
  const store = reader(connection, prefix);
  const keys = await store.keys();
  const calls = await store.hashes(keys, 'call:');
  const agents = await store.hashes(keys, 'agent:');
  const waiting: Waiting[] = [];
  for (const key of keys.filter((name) => name.startsWith('w:'))) {
    for (const callId of await store.members(key)) waiting.push({ callId, lane: key.slice(2) });
  }
  const owed = new Set(await store.set('owed'));
  return [
    ...(await summaryFaults(store, keys, 'heads', 'w:')),
    ...(await summaryFaults(store, keys, 'rhi', 'ri:')),
    ...placeFaults(calls, waiting),
    ...bindingFaults(calls, agents),
    ...nextFaults(agents),
    ...(await readyFaults(store, keys, agents, owed)),
    ...(await complementarityFaults(store, agents, waiting, owed)),
    ...(await expiryFaults(store, keys, calls, agents)),
  ];
}

type Store = ReturnType<typeof reader>;
type Hashes = ReadonlyMap<string, ReadonlyMap<string, string>>;

function reader(connection: RedisConnection, prefix: string) {
  const ask = async (...args: readonly string[]) => asTexts(await connection.command(args));
  return {
    keys: async () =>
      (await ask('KEYS', `${prefix.replace(/[{}]/g, '?')}*`)).map((key) => key.slice(prefix.length)),
    members: (key: string) => ask('ZRANGE', prefix + key, '0', '-1'),
    scored: async (key: string) => asFields(await ask('ZRANGE', prefix + key, '0', '-1', 'WITHSCORES')),
    set: (key: string) => ask('SMEMBERS', prefix + key),
    text: async (key: string) => String(await connection.command(['GET', prefix + key])),
    /** Seconds; -1: it stays. */
    ttl: async (key: string) => Number(await connection.command(['TTL', prefix + key])),
    hashes: async (keys: readonly string[], kind: string): Promise<Hashes> => {
      const named = keys.filter((key) => key.startsWith(kind));
      const rows = await Promise.all(named.map((key) => ask('HGETALL', prefix + key)));
      return new Map(named.map((key, i) => [key.slice(kind.length), asFields(rows[i])]));
    },
  };
}

/** 3: a summary holds exactly the first score of each set that is not empty, and its sentinel. */
async function summaryFaults(store: Store, keys: readonly string[], summary: string, kind: string) {
  const summarised = new Map([...(await store.scored(summary))].filter(([name]) => name.length < 70));
  const firsts = new Map<string, string>();
  for (const key of keys.filter((name) => name.startsWith(kind))) {
    const [first] = await store.scored(key);
    if (first !== undefined) firsts.set(key.slice(kind.length), first[1]);
  }
  const names = new Set([...summarised.keys(), ...firsts.keys()]);
  return [...names]
    .filter((name) => summarised.get(name) !== firsts.get(name))
    .map((name) => `${summary}[${name}] is ${summarised.get(name)}, first is ${firsts.get(name)}`);
}

/** 1: a queued call is in exactly one lane, its own; no other call is in any. */
function placeFaults(calls: Hashes, waiting: readonly Waiting[]): readonly string[] {
  return [...calls].flatMap(([callId, call]) => {
    const lanes = waiting.filter((place) => place.callId === callId).map(({ lane }) => lane);
    const expected = call.get('state') === 'queued' ? [call.get('lane')] : [];
    return JSON.stringify(lanes) === JSON.stringify(expected)
      ? []
      : [`call ${callId} (${call.get('state')}) is in lanes ${lanes.join()}`];
  });
}

/** 2: an agent and a call name each other, and nobody else names either. */
function bindingFaults(calls: Hashes, agents: Hashes): readonly string[] {
  const live = [...calls].filter(([, call]) => call.get('state') !== 'ended' && call.has('agentId'));
  const faults = live
    .filter(([callId, call]) => agents.get(call.get('agentId') ?? '')?.get('callId') !== callId)
    .map(([callId]) => `the agent of call ${callId} does not have it`);
  const busy = [...agents].filter(([, agent]) => ['offered', 'on-call'].includes(agent.get('state') ?? ''));
  const idle = [...agents].filter(([, agent]) => agent.get('state') === 'idle' && agent.has('callId'));
  return [
    ...faults,
    ...busy
      .filter(([agentId, agent]) => calls.get(agent.get('callId') ?? '')?.get('agentId') !== agentId)
      .map(([agentId]) => `agent ${agentId} is busy with a call that is not his`),
    ...idle.map(([agentId]) => `idle agent ${agentId} has a call`),
  ];
}

/** Only somebody who is busy has something chosen for afterwards, and it is not what he is already. */
function nextFaults(agents: Hashes): readonly string[] {
  return [...agents].flatMap(([agentId, agent]) => {
    const next = agent.get('next');
    if (next === undefined) return [];
    if (agent.get('state') === 'idle') return [`idle agent ${agentId} has a next presence`];
    const { presence, reason = '' } = JSON.parse(next) as { presence: string; reason?: string };
    const isSame = presence === agent.get('presence') && reason === (agent.get('reason') ?? '');
    return isSame ? [`agent ${agentId} is to become what he is`] : [];
  });
}

const isEligible = (agent: ReadonlyMap<string, string>): boolean =>
  agent.get('presence') === 'ready' && agent.get('state') === 'idle' && agent.get('reachable') === '1';

/** 4: eligible ⇔ in the ready set of his profile, or owed a match; never both. */
async function readyFaults(store: Store, keys: readonly string[], agents: Hashes, owed: ReadonlySet<string>) {
  const faults: string[] = [];
  const sets = keys.filter((key) => key.startsWith('ri:'));
  const members = new Map(
    await Promise.all(sets.map(async (key) => [key, await store.members(key)] as const)),
  );
  for (const [agentId, agent] of agents) {
    const standsIn = sets.filter((key) => members.get(key)?.includes(agentId));
    const expected = isEligible(agent) && !owed.has(agentId) ? [`ri:${agent.get('profile') ?? '0'}`] : [];
    if (standsIn.join() !== expected.join())
      faults.push(`agent ${agentId} stands in ${standsIn.join() || 'no ready set'}`);
    if (owed.has(agentId) && !isEligible(agent)) faults.push(`agent ${agentId} is owed but not eligible`);
  }
  return faults;
}

/** 5: no waiting call in a lane of a ready agent. */
async function complementarityFaults(
  store: Store,
  agents: Hashes,
  waiting: readonly Waiting[],
  owed: ReadonlySet<string>,
) {
  const faults: string[] = [];
  for (const [agentId, agent] of agents) {
    if (!isEligible(agent) || owed.has(agentId)) continue;
    const lanes = await store.set(`pl:${agent.get('profile') ?? '0'}`);
    const left = waiting.find(({ lane }) => lanes.includes(lane));
    if (left !== undefined) faults.push(`call ${left.callId} waits although agent ${agentId} is ready`);
  }
  return faults;
}

/**
 * 6: what is known of a call that ended goes by itself. Only an agent who wraps it up keeps its hash, and that ends.
 * Bills that were spoken stand in there.
 */
async function expiryFaults(store: Store, keys: readonly string[], calls: Hashes, agents: Hashes) {
  const isOver = (callId: string) => (calls.get(callId)?.get('state') ?? 'ended') === 'ended';
  const wrappedUp = new Set(
    [...agents.values()]
      .filter((agent) => agent.get('state') === 'wrap-up')
      .map((agent) => agent.get('callId')),
  );
  const faults: string[] = [];
  for (const callId of calls.keys()) {
    if (isOver(callId) && !wrappedUp.has(callId) && (await store.ttl(`call:${callId}`)) === -1)
      faults.push(`ended call ${callId} stays for ever`);
  }
  for (const key of keys.filter((name) => name.startsWith('leg:'))) {
    const callId = await store.text(key);
    if (isOver(callId) && (await store.ttl(key)) === -1)
      faults.push(`${key} of ended call ${callId} stays for ever`);
  }
  return faults;
}
