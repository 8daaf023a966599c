import { fieldsOf, hashesOf, membersOf, namesOf, type Fields, type Hashes, type LiveKeys } from './live-keys';

interface Waiting {
  readonly callId: string;
  readonly lane: string;
}

/** By call: the agents it rings at. */
type Ringing = ReadonlyMap<string, ReadonlySet<string>>;

/** What the checks have in common. */
interface Live extends LiveKeys {
  readonly calls: Hashes;
  readonly agents: Hashes;
  readonly waiting: readonly Waiting[];
  readonly ringing: Ringing;
  readonly owed: ReadonlySet<string>;
}

/** What is wrong by docs/acd.md, "Invariants". Nothing is in flight: the keys are of one moment between two scripts. */
export function brokenInvariants(keys: LiveKeys): readonly string[] {
  const live = liveOf(keys);
  return [
    ...summaryFaults(live, 'heads', 'w:'),
    ...orders.flatMap((kind) => summaryFaults(live, `rh${kind}`, `r${kind}:`)),
    ...placeFaults(live),
    ...personalFaults(live),
    ...bindingFaults(live),
    ...nextFaults(live),
    ...deadlineFaults(live),
    ...parkedFaults(live),
    ...campaignFaults(live),
    ...awayFaults(live),
    ...colleagueFaults(live),
    ...readyFaults(live),
    ...complementarityFaults(live),
    ...expiryFaults(live),
  ];
}

/** Orders of the ready sets that have a summary. */
const orders = ['i', 'c', 't', 'x'];

function liveOf(keys: LiveKeys): Live {
  const calls = hashesOf(keys, 'call:');
  const lanes = namesOf(keys, 'w:');
  const ringing = [...calls].map(([callId, call]) => {
    const one = call.get('state') === 'offered' && !call.has('ring') ? [call.get('agentId') ?? ''] : [];
    return [callId, new Set([...membersOf(keys, `o:${callId}`), ...one])] as const;
  });
  return {
    ...keys,
    calls,
    agents: hashesOf(keys, 'agent:'),
    waiting: lanes.flatMap((name) =>
      membersOf(keys, name).map((callId) => ({ callId, lane: name.slice(2) })),
    ),
    ringing: new Map(ringing),
    owed: new Set(membersOf(keys, 'owed')),
  };
}

/** 3: a summary holds exactly the first score of each set that is not empty, and its sentinel. */
function summaryFaults(live: Live, summary: string, kind: string): readonly string[] {
  const summarised = new Map([...fieldsOf(live, summary)].filter(([name]) => name.length < 70));
  const firsts = new Map<string, string>();
  for (const key of namesOf(live, kind).filter((name) => !name.startsWith('w:@'))) {
    const [first] = fieldsOf(live, key);
    if (first !== undefined) firsts.set(key.slice(kind.length), first[1]);
  }
  const names = new Set([...summarised.keys(), ...firsts.keys()]);
  return [...names]
    .filter((name) => summarised.get(name) !== firsts.get(name))
    .map((name) => `${summary}[${name}] is ${summarised.get(name)}, first is ${firsts.get(name)}`);
}

const wantsMore = (call: Fields, ringing: number): boolean =>
  call.get('state') === 'queued' ||
  (call.get('state') === 'offered' && call.has('ring') && ringing < Number(call.get('ring')));

/** 1: a call that wants an agent is in exactly one lane, its own; no other call is in any. */
function placeFaults({ calls, waiting, ringing }: Live): readonly string[] {
  return [...calls].flatMap(([callId, call]) => {
    const lanes = waiting.filter((place) => place.callId === callId).map(({ lane }) => lane);
    const expected = wantsMore(call, ringing.get(callId)?.size ?? 0) ? [call.get('lane')] : [];
    return JSON.stringify(lanes) === JSON.stringify(expected)
      ? []
      : [`call ${callId} (${call.get('state')}) is in lanes ${lanes.join()}`];
  });
}

/** How many of a queue's calls wait for one agent alone is counted right. */
function personalFaults(live: Live): readonly string[] {
  const { calls, waiting } = live;
  const counted = fieldsOf(live, 'personal');
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
function bindingFaults({ calls, agents, ringing }: Live): readonly string[] {
  const live = [...calls].filter(([, call]) => call.get('state') !== 'ended');
  const named = live.flatMap(([callId, call]) =>
    [
      ...new Set([
        ...(call.has('agentId') ? [call.get('agentId') ?? ''] : []),
        ...(call.has('farLegId') && call.has('farAgentId') ? [call.get('farAgentId') ?? ''] : []),
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
function deadlineFaults(live: Live): readonly string[] {
  const { calls, agents, ringing } = live;
  const [offers, steps, rings] = ['dl:offer', 'dl:step', 'dl:ring'].map((name) => fieldsOf(live, name)) as [
    Fields,
    Fields,
    Fields,
  ];
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
      ...(fieldsOf(live, `queue:${call.get('queueId')}`).get('steps') ?? '').matchAll(
        /(\d+):\d+:\d+:\d+:\d/g,
      ),
    ];
    const hasStepsLeft = all.some(([, afterMs]) => Number(afterMs) > Number(call.get('stepMs') ?? 0));
    if ((isPersonal || hasStepsLeft) !== steps.has(callId))
      faults.push(`call ${callId} waits without its next step`);
  }
  return faults;
}

/** 9: calls of campaigns in progress are counted once for all and once for their campaign, and no others are. */
function campaignFaults(live: Live): readonly string[] {
  const own = [...live.calls].filter(([, call]) => call.has('attemptId') && call.get('state') !== 'ended');
  const counted = (name: string): string => [...membersOf(live, name)].sort().join();
  const callsOf = (campaignId: string | null): string =>
    own
      .filter(([, call]) => campaignId === null || call.get('campaignId') === campaignId)
      .map(([callId]) => callId)
      .sort()
      .join();
  const campaigns = new Set([
    ...own.map(([, call]) => call.get('campaignId') ?? ''),
    ...namesOf(live, 'dial:live:').map((name) => name.slice('dial:live:'.length)),
  ]);
  return [null, ...campaigns].flatMap((campaignId) => {
    const name = campaignId === null ? 'dial:live' : `dial:live:${campaignId}`;
    const [there, expected] = [counted(name), callsOf(campaignId)];
    return there === expected ? [] : [`${name} holds ${there}, in progress are ${expected}`];
  });
}

/** 8: parked calls, and no others, have a slot each, and are due to go back. */
function parkedFaults(live: Live): readonly string[] {
  const bySlot = [...fieldsOf(live, 'parked')];
  const parked = [...live.calls].filter(([, call]) => call.get('state') === 'parked');
  const sorted = (callIds: Iterable<string>): string => [...callIds].sort().join();
  const expected = sorted(parked.map(([callId]) => callId));
  const faults = [
    ['slots', sorted(bySlot.map(([, callId]) => callId))],
    ['dl:park', sorted(fieldsOf(live, 'dl:park').keys())],
    ['dl:park-comfort', sorted(fieldsOf(live, 'dl:park-comfort').keys())],
  ].flatMap(([what, there]) =>
    there === expected ? [] : [`${what} holds ${there}, parked are ${expected}`],
  );
  const wrong = bySlot.filter(([slot, callId]) => live.calls.get(callId)?.get('parkSlot') !== slot);
  return [...faults, ...wrong.map(([slot, callId]) => `slot ${slot} is not that of call ${callId}`)];
}

/** 10: calls in which one of those who talk is away, and no others, are due for comfort and for giving him up. */
function awayFaults(live: Live): readonly string[] {
  const away = [...live.calls].filter(([, call]) => call.has('awaySince'));
  const expected = away
    .map(([callId]) => callId)
    .sort()
    .join();
  const unlike = ['dl:away', 'dl:away-comfort'].flatMap((name) => {
    const there = [...fieldsOf(live, name).keys()].sort().join();
    return there === expected ? [] : [`${name} holds ${there}, away are those of ${expected}`];
  });
  const strangers = away.filter(([, call]) => {
    const colleague = call.get('direction') === 'internal' ? call.get('farAgentId') : undefined;
    return ![call.get('agentId'), colleague].includes(call.get('awayAgentId') ?? '');
  });
  return [
    ...unlike,
    ...strangers.map(([callId, call]) => `${call.get('awayAgentId')}, who is away, is not in call ${callId}`),
  ];
}

/** 11: of an internal call the customer's leg and the far party's are one, the colleague's, and it finds the call. */
function colleagueFaults({ calls, keys }: Live): readonly string[] {
  return [...calls]
    .filter(([, call]) => call.get('direction') === 'internal' && call.get('state') !== 'ended')
    .flatMap(([callId, call]) => {
      const [customer, far] = [call.get('customerLegId'), call.get('farLegId')];
      const isFound = keys.get(`leg:${far}`)?.fields.get('') === callId;
      return customer === far && isFound
        ? []
        : [`the colleague of call ${callId} has legs ${customer}, ${far}`];
    });
}

/** Only somebody who is busy has something chosen for afterwards, and it is not what he is already. */
function nextFaults({ agents }: Live): readonly string[] {
  return [...agents].flatMap(([agentId, agent]) => {
    const next = agent.get('next');
    if (next === undefined) return [];
    if (agent.get('state') === 'idle') return [`idle agent ${agentId} has a next presence`];
    const { presence, reason = '' } = JSON.parse(next) as { presence: string; reason?: string };
    const isSame = presence === agent.get('presence') && reason === (agent.get('reason') ?? '');
    return isSame ? [`agent ${agentId} is to become what he is`] : [];
  });
}

const isEligible = (agent: Fields): boolean =>
  agent.get('presence') === 'ready' && agent.get('state') === 'idle' && agent.get('reachable') === '1';

/** 4: eligible ⇔ in the ready sets of his profile and orders, or owed a match; never both. */
function readyFaults(live: Live): readonly string[] {
  const { agents, owed } = live;
  const faults: string[] = [];
  const sets = namesOf(live, 'r').filter((key) => /^r[ictx]:/.test(key));
  const byPosition = fieldsOf(live, 'rp');
  for (const [agentId, agent] of agents) {
    const standsIn = sets.filter((key) => fieldsOf(live, key).has(agentId)).sort();
    if (byPosition.has(agentId)) standsIn.push('rp');
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
function complementarityFaults(live: Live): readonly string[] {
  const { agents, waiting, owed } = live;
  const faults: string[] = [];
  for (const [agentId, agent] of agents) {
    if (!isEligible(agent) || owed.has(agentId)) continue;
    const lanes = [...membersOf(live, `pl:${agent.get('profile') ?? '0'}`), `@${agentId}`];
    const left = waiting.find(({ lane }) => lanes.includes(lane));
    if (left !== undefined) faults.push(`call ${left.callId} waits although agent ${agentId} is ready`);
  }
  return faults;
}

/**
 * 6: what is known of a call that ended goes by itself. Only an agent who wraps it up keeps its hash, and that ends.
 * Bills that were spoken stand in there.
 */
function expiryFaults(live: Live): readonly string[] {
  const { calls, agents, keys } = live;
  const isOver = (callId: string) => (calls.get(callId)?.get('state') ?? 'ended') === 'ended';
  const wrappedUp = new Set(
    [...agents.values()]
      .filter((agent) => agent.get('state') === 'wrap-up')
      .map((agent) => agent.get('callId')),
  );
  const faults: string[] = [];
  for (const callId of calls.keys()) {
    if (isOver(callId) && !wrappedUp.has(callId) && keys.get(`call:${callId}`)?.ttl === -1)
      faults.push(`ended call ${callId} stays for ever`);
  }
  for (const key of namesOf(live, 'leg:')) {
    const callId = fieldsOf(live, key).get('') ?? '';
    if (isOver(callId) && keys.get(key)?.ttl === -1)
      faults.push(`${key} of ended call ${callId} stays for ever`);
  }
  return faults;
}
