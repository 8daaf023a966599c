import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { agentId, callId, legId, offerId } from '../../../server/contract/ids';
import type { OfferKey } from '../../../server/acd/acd-store';
import { aBreak, aCaller, FS1, newOfferId } from '../call-centre';
import type { ModelAgent } from './model-agents';
import { agentAt, enter, newModelCall } from './enter';
import { farPartySteps } from './far-party-steps';
import { parkSteps } from './park-steps';
import { transferSteps } from './transfer-steps';
import {
  agentIds,
  chanceOf,
  inState,
  pick,
  queueIds,
  shortModel,
  shortOffer,
  shortOffers,
  shortReal,
  type Play,
  type World,
} from './play';

export interface Step {
  readonly kind: keyof typeof steps;
  /** Which agent, call or queue: taken modulo how many there are. */
  readonly a: number;
  readonly b: number;
}

const sipUser = (agent: string): string => `s${agent}`;
const enqueue: Play = async (world, a, b) => {
  const queue = queueIds[a % queueIds.length] ?? '';
  if (!world.model.takesCalls(queue)) return null;
  const call = newModelCall(world, null);
  await world.stores.calls.startInbound(aCaller(callId(call.callId)));
  return enter(world, call, queue, b);
};

const logIn: Play = async ({ model, stores }, a) => {
  const agent = model.agent(agentAt(a));
  if (agent.presence !== 'logged-out') return null;
  model.setPresence(agent, 'break');
  Object.assign(agent, { state: 'idle', idleSince: model.now, calls: 0, talkMs: 0 });
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
    Object.assign(agent, { next: null, state: 'idle', callId: null, wrapUpUntil: null });
    model.setReachable(agent, false);
    model.setPresence(agent, 'logged-out');
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
  model.setPresence(agent, 'ready');
  return [shortModel(model.serve(agent, offer)), real];
};

const unready: Play = async ({ model, stores }, a) => {
  const agent = model.agent(agentAt(a));
  const { kind } = await stores.presence.takeBreak(agentId(agent.agentId), aBreak());
  if (agent.presence === 'logged-out') return ['logged-out', kind];
  if (agent.state === 'idle') model.setPresence(agent, 'break');
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
  const real = shortReal(await stores.acd.agentReachable(sipUser(agent.agentId), offer, FS1));
  if (agent.presence === 'logged-out') return ['unknown', real];
  model.setReachable(agent, true);
  return [shortModel(model.serve(agent, offer)), real];
};

const unreachable: Play = async ({ model, stores }, a) => {
  const agent = model.agent(agentAt(a));
  if (agent.presence !== 'logged-out') model.setReachable(agent, false);
  const answer = await stores.acd.agentUnreachable(sipUser(agent.agentId), FS1);
  return [agent.presence === 'logged-out', answer === null];
};

const match: Play = async ({ model, stores }, a) => {
  const offer = newOfferId();
  const real = shortReal(await stores.acd.matchAgent(agentId(agentAt(a)), offer));
  return [shortModel(model.serve(model.agent(agentAt(a)), offer)), real];
};

const ringing = ({ model }: World): readonly ModelAgent[] =>
  [...model.agents.values()].filter(({ state }) => state === 'offered');

const offerOf = (agent: ModelAgent): OfferKey => ({
  offerId: offerId(agent.offerId ?? ''),
  callId: callId(agent.callId ?? ''),
  agentId: agentId(agent.agentId),
});

const accept: Play = async (world, a) => {
  const agent = pick(ringing(world), a);
  if (agent === undefined) return null;
  const [offer, next] = [offerOf(agent), newOfferId()];
  const others = ringing(world).filter((each) => each !== agent && each.callId === agent.callId);
  const real = await world.stores.acd.acceptOffer(offer, next);
  const served = world.model.accept(world.model.call(offer.callId), agent, offer.offerId, next);
  if (real.kind !== 'accepted') return ['accepted', real.kind];
  return [
    [others.map(({ agentId: each }) => each).sort(), shortOffers(served)],
    [real.rescinded.map(({ agentId: each }) => each).sort(), shortOffers(real.next)],
  ];
};

/** An answer to an offer that no longer is, by the very agent who may have another one of the same call. */
const acceptLate: Play = async (world, a) => {
  const agent = pick(ringing(world), a);
  if (agent === undefined) return null;
  const late = { ...offerOf(agent), offerId: newOfferId() };
  return ['stale', (await world.stores.acd.acceptOffer(late, newOfferId())).kind];
};

const lose: Play = async (world, a, b) => {
  const agent = pick(ringing(world), a);
  if (agent === undefined) return null;
  const reason = (['missed', 'declined', 'unreachable', 'failed'] as const)[b % 4] ?? 'missed';
  const next = newOfferId();
  const real = await world.stores.acd.loseOffer(offerOf(agent), reason, next);
  if (real.kind !== 'lost') return ['lost', real.kind];
  world.model.chance = chanceOf(real.next);
  return [shortOffers(world.model.lose(agent, reason, next)), shortOffers(real.next)];
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
const end = endOneOf(
  'in-ivr',
  'queued',
  'offered',
  'dialing',
  'talking',
  'held',
  'consulting',
  'connecting',
  'connected',
  'parked',
);
/** Among many waiting calls the few that talk would hardly ever be the one that ends. */
const endTalk = endOneOf('talking', 'held', 'consulting', 'connecting', 'connected', 'parked');

const agentLost: Play = async (world, a) => {
  const call = pick(inState(world, 'talking', 'held', 'consulting'), a);
  if (call === undefined) return null;
  const offer = newOfferId();
  const agentLegId = legId(call.agentLegId ?? '');
  // The two have heard each other or not: nobody tells the script otherwise.
  const neverHeard = call.state === 'talking' && a % 2 === 0;
  const input = { callId: callId(call.callId), agentLegId, reason: 'hung up', neverHeard, offerId: offer };
  const real = await world.stores.acd.agentLost(input);
  world.model.chance = chanceOf(real.kind === 'offered' ? real.offers : []);
  const offers = world.model.agentLost(call, neverHeard, offer);
  return [typeof offers === 'string' ? offers : shortOffers(offers), shortReal(real)];
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
  call.talkingAt = world.model.now;
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
    ...due.missed.map(({ offer, next }) => `missed ${shortOffer(offer)}, ${shortOffers(next)}`),
    ...due.wrapUpsEnded.map(({ agentId: agent, next }) => `ended ${agent}, ${shortOffer(next)}`),
  ].join();
  model.chance = chanceOf(due.missed[0]?.next);
  const missed = model.dueOffer();
  if (missed !== undefined) {
    const offer = shortOffer({ callId: missed.callId ?? '', agentId: missed.agentId });
    return [`missed ${offer}, ${shortOffers(model.lose(missed, 'missed', id))}`, real];
  }
  const agent = model.dueWrapUp();
  if (agent === undefined) return ['', real];
  const reply = model.finishWrapUp(agent, id);
  return [`ended ${agent.agentId}, ${typeof reply === 'string' ? 'none' : shortOffer(reply)}`, real];
};

/** Time passes, and some of the calls whose queue changes something for them by now are looked at. */
const advanceSteps: Play = async ({ model, stores, clock }, a, b) => {
  clock.ms += (a % 3) * 5000;
  model.now = clock.ms;
  const id = newOfferId();
  const real = await stores.acd.advanceSteps(1 + (b % 3), id);
  model.chance = chanceOf(real.offers);
  return [shortOffers(model.advanceSteps(1 + (b % 3), id)), shortOffers(real.offers)];
};

const apply: Play = async ({ model, stores, configs }, a) => {
  const compiled = pick(configs, a);
  if (compiled === undefined) return null;
  await stores.acd.applyQueues(compiled);
  model.apply(compiled);
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
  advanceSteps,
  apply,
  ...farPartySteps,
  ...transferSteps,
  ...parkSteps,
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
  accept: 14,
  acceptLate: 2,
  lose: 2,
  agentLost: 2,
  endTalk: 4,
  finishWrapUp: 5,
  unreachable: 1,
  deadline: 2,
  advanceSteps: 4,
  apply: 1,
  holdOrResume: 5,
  dial: 1,
  answerDial: 3,
  logOut: 1,
  leaveAfterwards: 1,
  consult: 9,
  endConsult: 4,
  connect: 10,
  askColleague: 12,
  answerAsked: 16,
  pass: 10,
  returnToFlow: 6,
  enqueueAgain: 12,
  transferToQueue: 2,
  transferToAgent: 4,
  transferToNumber: 4,
  requeue: 10,
  park: 4,
  pickUp: 5,
  unpark: 6,
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
