import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { agentId, callId, legId, offerId, queueId } from '../../../server/contract/ids';
import { aBreak, aCaller, aQueue, compiled, newOfferId } from '../call-centre';
import type { ModelCall } from './acd-model';
import { farPartySteps } from './far-party-steps';
import {
  agentIds,
  inState,
  pick,
  queueIds,
  shortModel,
  shortOffer,
  shortReal,
  type Play,
  type World,
} from './play';

export { agentIds } from './play';
export type { World } from './play';

export interface Step {
  readonly kind: keyof typeof steps;
  /** Which agent, call or queue: taken modulo how many there are. */
  readonly a: number;
  readonly b: number;
}

const sipUser = (agent: string): string => `s${agent}`;
const agentAt = (index: number): string => agentIds[index % agentIds.length] ?? '';
function newModelCall(world: World, agent: string | null): ModelCall {
  const id = `c${String(world.model.calls.size).padStart(3, '0')}`;
  const call: ModelCall = {
    callId: id,
    state: agent === null ? 'in-ivr' : 'dialing',
    agentId: agent,
    offerId: null,
    agentLegId: agent === null ? null : `a-${id}`,
    queueId: null,
    score: 0,
    atHead: false,
    deadlineAt: 0,
  };
  world.model.calls.set(id, call);
  return call;
}

const enqueue: Play = async (world, a, b) => {
  const { model, stores } = world;
  const call = newModelCall(world, null);
  await stores.calls.startInbound(aCaller(callId(call.callId)));
  const offer = newOfferId();
  // Not a multiple of the clock's step, so that no two calls ever have one score.
  const bonusMs = b % 3 === 0 ? 10_003 : 0;
  const queue = queueIds[a % queueIds.length] ?? '';
  const input = {
    callId: callId(call.callId),
    queueId: queueId(queue),
    topic: null,
    bonusMs,
    offerId: offer,
  };
  return [
    shortModel(model.enqueue(call.callId, queue, bonusMs, offer)),
    shortReal(await stores.acd.enqueueCall(input)),
  ];
};

const logIn: Play = async ({ model, stores }, a) => {
  const agent = model.agent(agentAt(a));
  if (agent.presence !== 'logged-out') return null;
  Object.assign(agent, { presence: 'break', state: 'idle', reachable: false, idleSince: model.now });
  const login = {
    displayName: agent.agentId,
    sessionId: `x${agent.agentId}`,
    sipUser: sipUser(agent.agentId),
    takeOver: false,
  };
  const { kind } = await stores.agents.logIn({ agentId: agentId(agent.agentId), ...login });
  return ['logged-in', kind];
};

const logOut: Play = async ({ model, stores }, a) => {
  const agent = model.agent(agentAt(a));
  if (agent.presence === 'logged-out') return null;
  const isBusy = agent.state === 'offered' || agent.state === 'on-call';
  if (!isBusy) {
    if (agent.state === 'wrap-up') agent.idleSince = model.now;
    Object.assign(agent, {
      presence: 'logged-out',
      next: null,
      state: 'idle',
      reachable: false,
      callId: null,
      wrapUpUntil: null,
    });
  }
  return [isBusy ? 'on-call' : 'ok', await stores.agents.logOut(agentId(agent.agentId), `x${agent.agentId}`)];
};

const ready: Play = async ({ model, stores }, a) => {
  const agent = model.agent(agentAt(a));
  const offer = newOfferId();
  const real = shortReal(await stores.acd.agentReady(agentId(agent.agentId), offer));
  if (agent.presence === 'logged-out') return ['logged-out', real];
  if (agent.state !== 'idle') {
    model.choose(agent, 'ready');
    return ['noted', real];
  }
  if (agent.presence !== 'ready') agent.idleSince = model.now;
  agent.presence = 'ready';
  return [shortModel(model.serve(agent, offer)), real];
};

const unready: Play = async ({ model, stores }, a) => {
  const agent = model.agent(agentAt(a));
  const { kind } = await stores.presence.takeBreak(agentId(agent.agentId), aBreak());
  if (agent.presence === 'logged-out') return ['logged-out', kind];
  if (agent.state === 'idle') agent.presence = 'break';
  else model.choose(agent, 'break');
  return [agent.state === 'idle' ? 'ok' : 'noted', kind];
};

const leaveAfterwards: Play = async ({ model, stores }, a) => {
  const agent = model.agent(agentAt(a));
  const real = await stores.presence.logOutAfterwards(agentId(agent.agentId));
  if (agent.presence === 'logged-out') return ['logged-out', real];
  if (agent.state === 'idle') return ['idle', real];
  model.choose(agent, 'logged-out');
  return ['noted', real];
};

const reachable: Play = async ({ model, stores }, a) => {
  const agent = model.agent(agentAt(a));
  const offer = newOfferId();
  const real = shortReal(await stores.acd.agentReachable(sipUser(agent.agentId), offer));
  if (agent.presence === 'logged-out') return ['unknown', real];
  agent.reachable = true;
  return [shortModel(model.serve(agent, offer)), real];
};

const unreachable: Play = async ({ model, stores }, a) => {
  const agent = model.agent(agentAt(a));
  if (agent.presence !== 'logged-out') agent.reachable = false;
  const answer = await stores.acd.agentUnreachable(sipUser(agent.agentId));
  return [agent.presence === 'logged-out', answer === null];
};

const match: Play = async ({ model, stores }, a) => {
  const offer = newOfferId();
  const real = shortReal(await stores.acd.matchAgent(agentId(agentAt(a)), offer));
  return [shortModel(model.serve(model.agent(agentAt(a)), offer)), real];
};

const offerOf = (call: ModelCall) => ({
  offerId: offerId(call.offerId ?? ''),
  callId: callId(call.callId),
  agentId: agentId(call.agentId ?? ''),
});

const accept: Play = async (world, a) => {
  const call = pick(inState(world, 'offered'), a);
  if (call === undefined) return null;
  const real = await world.stores.acd.acceptOffer(offerOf(call));
  Object.assign(call, { state: 'talking', agentLegId: call.offerId, offerId: null });
  world.model.agent(call.agentId ?? '').state = 'on-call';
  return ['accepted', real];
};

/** An answer to an offer that no longer is, by the very agent who may have another one of the same call. */
const acceptLate: Play = async (world, a) => {
  const call = pick(inState(world, 'offered'), a);
  if (call === undefined) return null;
  return ['stale', await world.stores.acd.acceptOffer({ ...offerOf(call), offerId: newOfferId() })];
};

const lose: Play = async (world, a, b) => {
  const call = pick(inState(world, 'offered'), a);
  if (call === undefined) return null;
  const reason = (['missed', 'declined', 'unreachable', 'failed'] as const)[b % 4] ?? 'missed';
  const next = newOfferId();
  const real = await world.stores.acd.loseOffer(offerOf(call), reason, next);
  return [
    shortOffer(world.model.lose(call, reason, next)),
    real.kind === 'lost' ? shortOffer(real.next) : real.kind,
  ];
};

const endOneOf =
  (...states: readonly string[]): Play =>
  async (world, a, b) => {
    const call = pick(inState(world, ...states), a);
    if (call === undefined) return null;
    const wrapUpMs = b % 4 === 0 ? 0 : 30_000;
    const from = call.state;
    world.model.end(call, wrapUpMs);
    const facts = { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs } as const;
    const real = await world.stores.calls.end(callId(call.callId), facts);
    return [from, real.kind === 'ended' ? real.from : real.kind];
  };
const end = endOneOf('in-ivr', 'queued', 'offered', 'dialing', 'talking', 'held', 'consulting', 'connected');
/** Among many waiting calls the few that talk would hardly ever be the one that ends. */
const endTalk = endOneOf('talking', 'held', 'consulting', 'connected');

const agentLost: Play = async (world, a) => {
  const call = pick(inState(world, 'talking', 'held', 'consulting'), a);
  if (call === undefined) return null;
  const offer = newOfferId();
  const agentLegId = legId(call.agentLegId ?? '');
  const input = { callId: callId(call.callId), agentLegId, reason: 'tab closed', offerId: offer };
  return [shortModel(world.model.agentLost(call, offer)), shortReal(await world.stores.acd.agentLost(input))];
};

const dial: Play = async (world, a) => {
  const { model, stores } = world;
  const agent = model.agent(agentAt(a));
  const mayDial =
    agent.presence !== 'logged-out' && agent.reachable && ['idle', 'wrap-up'].includes(agent.state);
  const id = mayDial ? newModelCall(world, agent.agentId).callId : `x-${randomUUID()}`;
  const outbound = {
    direction: 'outbound' as const,
    agentId: agentId(agent.agentId),
    agentLegId: legId(`a-${id}`),
    customerId: null,
  };
  const real = await stores.calls.startOutbound({ ...aCaller(callId(id)), ...outbound });
  if (mayDial) {
    const { callId: wrappedUp, wrapUpUntil } = agent;
    if (agent.state === 'wrap-up') agent.idleSince = model.now;
    const left =
      wrapUpUntil === null ? null : { callId: wrappedUp ?? '', ms: Math.max(0, wrapUpUntil - model.now) };
    Object.assign(agent, { state: 'on-call', callId: id, wrapUpUntil: null, left });
  }
  return [mayDial ? 'started' : 'agent-busy', real.kind];
};

const answerDial: Play = async (world, a) => {
  const call = pick(inState(world, 'dialing'), a);
  if (call === undefined) return null;
  call.state = 'talking';
  return ['moved', (await world.stores.calls.startTalk(callId(call.callId), [])).kind];
};

const holdOrResume: Play = async (world, a) => {
  const call = pick(inState(world, 'talking', 'held'), a);
  if (call === undefined) return null;
  const move = call.state === 'talking' ? 'hold' : 'resume';
  call.state = move === 'hold' ? 'held' : 'talking';
  return ['moved', (await world.stores.calls[move](callId(call.callId), agentId(call.agentId ?? ''))).kind];
};

const finishWrapUp: Play = async ({ model, stores }, a) => {
  const agent = pick(
    [...model.agents.values()].filter(({ state }) => state === 'wrap-up'),
    a,
  );
  if (agent === undefined) return null;
  const offer = newOfferId();
  const input = { agentId: agentId(agent.agentId), callId: callId(agent.callId ?? ''), offerId: offer };
  const real = shortReal(await stores.acd.finishWrapUp(input));
  return [shortModel(model.finishWrapUp(agent, offer)), real];
};

/** Time passes and one deadline is handled: the soonest offer first. */
const deadline: Play = async ({ model, stores, clock }, a) => {
  clock.ms += (a % 3) * 10_000;
  model.now = clock.ms;
  const id = newOfferId();
  const due = await stores.acd.advanceDeadlines([id]);
  const real = [
    ...due.missed.map(({ offer, next }) => `missed ${shortOffer(offer)}, ${shortOffer(next)}`),
    ...due.wrapUpsEnded.map(({ agentId: agent, next }) => `ended ${agent}, ${shortOffer(next)}`),
  ].join();
  const call = model.dueOffer();
  if (call !== undefined) {
    const offer = { callId: call.callId, agentId: call.agentId ?? '' };
    return [`missed ${shortOffer(offer)}, ${shortOffer(model.lose(call, 'missed', id))}`, real];
  }
  const agent = model.dueWrapUp();
  if (agent === undefined) return ['', real];
  const reply = model.finishWrapUp(agent, id);
  return [`ended ${agent.agentId}, ${typeof reply === 'string' ? 'none' : shortOffer(reply)}`, real];
};

/** Queues of each agent, as bits: three per agent. */
export function assignmentsOf(bits: number): ReadonlyMap<string, ReadonlySet<string>> {
  const queuesAt = (i: number) => queueIds.filter((_queue, q) => (bits >> (i * queueIds.length + q)) & 1);
  return new Map(agentIds.map((agent, i) => [agent, new Set(queuesAt(i))]));
}

export const settingsOf = (assignments: ReadonlyMap<string, ReadonlySet<string>>) =>
  compiled(
    queueIds.map((queue) =>
      aQueue(
        queue,
        agentIds.filter((agent) => assignments.get(agent)?.has(queue)),
      ),
    ),
  );

const reassign: Play = async ({ model, stores }, a, b) => {
  const assignments = assignmentsOf(a * 37 + b);
  model.reassign(assignments);
  await stores.acd.applyQueues(settingsOf(assignments));
  return ['', ''];
};

export const steps = {
  enqueue,
  logIn,
  logOut,
  ready,
  unready,
  leaveAfterwards,
  reachable,
  unreachable,
  match,
  accept,
  acceptLate,
  lose,
  end,
  endTalk,
  agentLost,
  dial,
  answerDial,
  holdOrResume,
  finishWrapUp,
  deadline,
  reassign,
  ...farPartySteps,
} satisfies Record<string, Play>;

const weights = (entries: Readonly<Partial<Record<Step['kind'], number>>>) =>
  fc.oneof(
    ...Object.entries(entries).map(([kind, weight]) => ({
      weight,
      arbitrary: fc.constant(kind as Step['kind']),
    })),
  );

const always = {
  match: 3,
  accept: 9,
  acceptLate: 2,
  lose: 2,
  agentLost: 2,
  endTalk: 4,
  finishWrapUp: 5,
  unreachable: 1,
  deadline: 2,
  reassign: 1,
  holdOrResume: 2,
  dial: 1,
  answerDial: 3,
  logOut: 1,
  leaveAfterwards: 1,
  consult: 5,
  endConsult: 4,
  connect: 2,
  returnToFlow: 2,
  enqueueAgain: 2,
};
/** Callers come faster than agents: queues grow. */
const rush = weights({ ...always, enqueue: 16, ready: 3, end: 1, unready: 2 });
/** Agents get free and nobody calls: ready sets grow. */
const lull = weights({ ...always, enqueue: 2, logIn: 4, reachable: 10, ready: 16, end: 6, finishWrapUp: 5 });

const stepsOf = (kind: fc.Arbitrary<Step['kind']>) =>
  fc.array(fc.record({ kind, a: fc.nat(4095), b: fc.nat(11) }), { minLength: 5, maxLength: 30 });

/** Phases of rush and lull: a steady mixture of both leaves queues and ready sets near empty, where faults hide. */
export const histories: fc.Arbitrary<readonly Step[]> = fc
  .array(fc.oneof(stepsOf(rush), stepsOf(lull)), { minLength: 3, maxLength: 8 })
  .map((phases) => [...opening, ...phases.flat()]);

/** Everybody is at work from the beginning. */
const opening: readonly Step[] = agentIds.flatMap((_agent, a) => [
  { kind: 'logIn', a, b: 0 },
  { kind: 'reachable', a, b: 0 },
]);
