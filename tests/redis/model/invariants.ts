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
  const ringing: Ringing = new Map();
  for (const [callId, call] of calls) {
    const several = await store.set(`o:${callId}`);
    const one = call.get('state') === 'offered' && !call.has('ring') ? [call.get('agentId') ?? ''] : [];
    ringing.set(callId, new Set([...several, ...one]));
  }
  return [
    ...(await summaryFaults(store, keys, 'heads', 'w:')),
    ...(await Promise.all(orders.map((kind) => summaryFaults(store, keys, `rh${kind}`, `r${kind}:`)))).flat(),
    ...placeFaults(calls, waiting, ringing),
    ...(await personalFaults(store, calls, waiting)),
    ...bindingFaults(calls, agents, ringing),
    ...nextFaults(agents),
    ...(await deadlineFaults(store, calls, agents, ringing)),
    ...(await readyFaults(store, keys, agents, owed)),
    ...(await complementarityFaults(store, agents, waiting, owed)),
    ...(await expiryFaults(store, keys, calls, agents)),
  ];
}

/** Orders of the ready sets that have a summary. */
const orders = ['i', 'c', 't', 'x'];

type Ringing = Map<string, ReadonlySet<string>>;
type Store = ReturnType<typeof reader>;
type Hashes = ReadonlyMap<string, ReadonlyMap<string, string>>;

function reader(connection: RedisConnection, prefix: string) {
  const ask = async (...args: readonly string[]) => asTexts(await connection.command(args));
  return {
    keys: async () =>
      (await ask('KEYS', `${prefix.replace(/[{}]/g, '?')}*`)).map((key) => key.slice(prefix.length)),
    members: (key: string) => ask('ZRANGE', prefix + key, '0', '-1'),
    scored: async (key: string) => asFields(await ask('ZRANGE', prefix + key, '0', '-1', 'WITHSCORES')),
    hash: (key: string) => ask('HGETALL', prefix + key),
    hashField: async (key: string, name: string) =>
      (await connection.command(['HGET', prefix + key, name])) as string | null,
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
  for (const key of keys.filter((name) => name.startsWith(kind) && !name.startsWith('w:@'))) {
    const [first] = await store.scored(key);
    if (first !== undefined) firsts.set(key.slice(kind.length), first[1]);
  }
  const names = new Set([...summarised.keys(), ...firsts.keys()]);
  return [...names]
    .filter((name) => summarised.get(name) !== firsts.get(name))
    .map((name) => `${summary}[${name}] is ${summarised.get(name)}, first is ${firsts.get(name)}`);
}

const wantsMore = (call: ReadonlyMap<string, string>, ringing: number): boolean =>
  call.get('state') === 'queued' ||
  (call.get('state') === 'offered' && call.has('ring') && ringing < Number(call.get('ring')));

/** 1: a call that wants an agent is in exactly one lane, its own; no other call is in any. */
function placeFaults(calls: Hashes, waiting: readonly Waiting[], ringing: Ringing): readonly string[] {
  return [...calls].flatMap(([callId, call]) => {
    const lanes = waiting.filter((place) => place.callId === callId).map(({ lane }) => lane);
    const expected = wantsMore(call, ringing.get(callId)?.size ?? 0) ? [call.get('lane')] : [];
    return JSON.stringify(lanes) === JSON.stringify(expected)
      ? []
      : [`call ${callId} (${call.get('state')}) is in lanes ${lanes.join()}`];
  });
}

/** How many of a queue's calls wait for one agent alone is counted right. */
async function personalFaults(store: Store, calls: Hashes, waiting: readonly Waiting[]) {
  const counted = asFields(await store.hash('personal'));
  const personal = waiting.filter(({ lane }) => lane.startsWith('@'));
  const queueOf = (callId: string) => calls.get(callId)?.get('queueId') ?? '';
  const queues = new Set([...counted.keys(), ...personal.map(({ callId }) => queueOf(callId))]);
  return [...queues].flatMap((queueId) => {
    const there = personal.filter(({ callId }) => queueOf(callId) === queueId).length;
    const said = Number(counted.get(queueId) ?? 0);
    return there === said ? [] : [`${there} calls of ${queueId} wait for one agent, counted are ${said}`];
  });
}

/** 2: an agent and a call name each other, and nobody else names either. */
function bindingFaults(calls: Hashes, agents: Hashes, ringing: Ringing): readonly string[] {
  const live = [...calls].filter(([, call]) => call.get('state') !== 'ended');
  const named = live.flatMap(([callId, call]) =>
    [
      ...new Set([
        ...(call.has('agentId') ? [call.get('agentId') ?? ''] : []),
        ...(ringing.get(callId) ?? []),
      ]),
    ].map((agentId) => [callId, agentId] as const),
  );
  const faults = named
    .filter(([callId, agentId]) => agents.get(agentId)?.get('callId') !== callId)
    .map(([callId, agentId]) => `agent ${agentId} does not have the call ${callId} that names him`);
  const busy = [...agents].filter(([, agent]) => ['offered', 'on-call'].includes(agent.get('state') ?? ''));
  const idle = [...agents].filter(
    ([, agent]) => agent.get('state') === 'idle' && (agent.has('callId') || agent.has('offerId')),
  );
  const rings = [...agents].filter(
    ([, agent]) => (agent.get('state') === 'offered') !== agent.has('offerId'),
  );
  const unrung = live.filter(
    ([callId, call]) => (call.get('state') === 'offered') !== (ringing.get(callId)?.size ?? 0) > 0,
  );
  return [
    ...faults,
    ...busy
      .filter(
        ([agentId, agent]) =>
          !named.some(([callId, each]) => each === agentId && callId === agent.get('callId')),
      )
      .map(([agentId]) => `agent ${agentId} is busy with a call that is not his`),
    ...idle.map(([agentId]) => `idle agent ${agentId} has a call`),
    ...rings.map(([agentId, agent]) => `agent ${agentId} is ${agent.get('state')} with an offer or without`),
    ...unrung.map(
      ([callId, call]) => `call ${callId} is ${call.get('state')}, but what rings says otherwise`,
    ),
  ];
}

/** Every offer has its deadline, every waiting call the time of its next step, every ring that grows its next time. */
async function deadlineFaults(store: Store, calls: Hashes, agents: Hashes, ringing: Ringing) {
  const [offers, steps, rings] = await Promise.all([
    store.scored('dl:offer'),
    store.scored('dl:step'),
    store.scored('dl:ring'),
  ]);
  const offered = [...agents]
    .filter(([, agent]) => agent.get('state') === 'offered')
    .map(([agentId]) => agentId);
  const onTheWay = [...calls].filter(([, call]) => ['queued', 'offered'].includes(call.get('state') ?? ''));
  const stray = [...steps.keys(), ...rings.keys()].filter(
    (id) => !onTheWay.some(([callId]) => callId === id),
  );
  const faults = stray.map((callId) => `call ${callId} has a deadline and is not on its way to an agent`);
  if ([...offers.keys()].sort().join() !== offered.sort().join())
    faults.push(`offers are due of ${[...offers.keys()].join()}, ringing are ${offered.join()}`);
  for (const callId of rings.keys())
    if ((ringing.get(callId)?.size ?? 0) === 0)
      faults.push(`call ${callId} is to ring more and does not ring`);
  for (const [callId, call] of onTheWay) {
    if (call.get('state') !== 'queued') continue;
    const isPersonal = call.get('lane')?.startsWith('@') === true;
    const all = [
      ...((await store.hashField(`queue:${call.get('queueId')}`, 'steps')) ?? '').matchAll(
        /(\d+):\d+:\d+:\d+:\d/g,
      ),
    ];
    const hasStepsLeft = all.some(([, afterMs]) => Number(afterMs) > Number(call.get('stepMs') ?? 0));
    if ((isPersonal || hasStepsLeft) !== steps.has(callId))
      faults.push(`call ${callId} waits without its next step`);
  }
  return faults;
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

/** 4: eligible ⇔ in the ready sets of his profile and orders, or owed a match; never both. */
async function readyFaults(store: Store, keys: readonly string[], agents: Hashes, owed: ReadonlySet<string>) {
  const faults: string[] = [];
  const sets = keys.filter((key) => /^r[ictx]:/.test(key));
  const members = new Map(
    await Promise.all(sets.map(async (key) => [key, await store.members(key)] as const)),
  );
  const byPosition = await store.set('rp');
  for (const [agentId, agent] of agents) {
    const standsIn = sets.filter((key) => members.get(key)?.includes(agentId)).sort();
    if (byPosition.includes(agentId)) standsIn.push('rp');
    const kinds = ['i', ...Array.from(agent.get('kinds') ?? '')];
    const his = kinds.filter((kind) => kind !== 'p').map((kind) => `r${kind}:${agent.get('profile') ?? '0'}`);
    if (kinds.includes('p')) his.push('rp');
    const expected = isEligible(agent) && !owed.has(agentId) ? his : [];
    if (standsIn.sort().join() !== expected.sort().join())
      faults.push(`agent ${agentId} stands in ${standsIn.join() || 'no ready set'}, not ${expected.join()}`);
    if (owed.has(agentId) && !isEligible(agent)) faults.push(`agent ${agentId} is owed but not eligible`);
  }
  return faults;
}

/** 5: no call that wants an agent in a lane of a ready agent, nor in his personal one. */
async function complementarityFaults(
  store: Store,
  agents: Hashes,
  waiting: readonly Waiting[],
  owed: ReadonlySet<string>,
) {
  const faults: string[] = [];
  for (const [agentId, agent] of agents) {
    if (!isEligible(agent) || owed.has(agentId)) continue;
    const lanes = [...(await store.set(`pl:${agent.get('profile') ?? '0'}`)), `@${agentId}`];
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
