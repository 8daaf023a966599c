import type { Offer } from '../acd/acd-store';
import type { LiveAgent } from '../agents/agent-store';
import type { LiveCall } from '../calls/call-store';
import { isCalledByCampaign, isColleagueAway, isMerged, talksWithCaller } from '../calls/own-call';
import type { LegSnapshot } from '../calls/switch';
import { legOfOffer, type AgentId, type CallId, type LegId, type SwitchId } from '../contract/ids';

/** How what should be (Redis) and what is (the switch) can differ; docs/architecture.md says what is done about each. */
export const callDifferenceKinds = [
  'caller-gone',
  'agent-leg-gone',
  'far-leg-gone',
  'not-bridged',
  'offer-not-ringing',
  'answer-not-taken',
  'dial-not-begun',
  'entry-not-begun',
  'leg-left-over',
] as const;
export const lonelyKinds = ['stray-leg', 'caller-not-claimed', 'phone-gone', 'agent-without-call'] as const;
export const differenceKinds = [...callDifferenceKinds, ...lonelyKinds] as const;
export type CallDifferenceKind = (typeof callDifferenceKinds)[number];
export type DifferenceKind = (typeof differenceKinds)[number];

export interface Difference {
  readonly kind: DifferenceKind;
  readonly callId: CallId | null;
  readonly legId: LegId | null;
  readonly agentId: AgentId | null;
  /** Of the call, when it was seen: one that has moved on meanwhile is another matter. */
  readonly state: string | null;
}

export type CallDifference = Difference & { readonly kind: CallDifferenceKind };
export type LegDifference = Difference & { readonly kind: 'stray-leg' | 'caller-not-claimed' };

/** What is known of the legs of a switch. */
export interface Standing {
  has(legId: LegId): boolean;
  /** undefined: gone, or not looked at. */
  seen(legId: LegId): LegSnapshot | undefined;
  readonly legs: readonly LegSnapshot[];
}

export const keyOf = ({ kind, callId, legId, agentId, state }: Difference): string =>
  [kind, callId, legId, agentId, state].join(' ');

/** All legs a call wants to stand on the switch. */
export function wantedLegs(call: LiveCall, offers: readonly Offer[]): LegId[] {
  const ringing = offers.filter((offer) => offer.callId === call.callId);
  return [
    ...(call.callbackId === null || call.state === 'dialing' ? [call.customerLegId] : []),
    ...[call.agentLegId, call.awayLegId, call.farParty?.legId].flatMap((legId) => (legId ? [legId] : [])),
    ...ringing.map((offer) => legOfOffer(offer.offerId)),
  ];
}

/** Where the call stands is not how its legs stand. */
export function callDifferences(
  call: LiveCall,
  legs: Standing,
  offers: readonly Offer[],
): readonly CallDifference[] {
  const found: Found = (kind, legId, agentId = null) => [
    { kind, callId: call.callId, legId, agentId, state: call.state },
  ];
  if (call.state === 'ended') return [];
  if (call.state === 'dialing') return dialling(call, legs, found);
  const own = offers.filter((offer) => offer.callId === call.callId);
  // Nobody is on the line of a callback yet; an agent may be rung for it.
  if (call.callbackId !== null) return ringing(own, legs, found);
  if (!legs.has(call.customerLegId) && !isColleagueAway(call))
    return found('caller-gone', call.customerLegId);
  const leftOver = leftOverLegs(call, legs, offers).flatMap((legId) => found('leg-left-over', legId));
  switch (call.state) {
    case 'in-ivr':
      // While somebody listens to who answered the flow has to wait.
      return [
        ...leftOver,
        ...(call.entry && !call.attempt?.isListenedTo ? found('entry-not-begun', null) : []),
      ];
    case 'queued':
    case 'parked':
      return leftOver;
    case 'offered':
      return [...leftOver, ...ringing(own, legs, found)];
    case 'talking':
    case 'held':
      return [...leftOver, ...talking(call, legs, found)];
    case 'consulting':
      return [...leftOver, ...consulting(call, legs, found)];
    case 'connecting':
    case 'connected':
      return [...leftOver, ...withFarParty(call, legs, found)];
  }
}

type Found = (kind: CallDifferenceKind, legId: LegId | null, agentId?: AgentId | null) => CallDifference[];

function dialling(call: LiveCall, legs: Standing, found: Found): readonly CallDifference[] {
  if (isCalledByCampaign(call)) {
    if (!legs.has(call.customerLegId)) return found('caller-gone', call.customerLegId);
    return legs.seen(call.customerLegId)?.answered ? found('answer-not-taken', call.customerLegId) : [];
  }
  if (!call.agentLegId || !legs.has(call.agentLegId)) return found('agent-leg-gone', call.agentLegId);
  if (legs.seen(call.customerLegId)?.answered) return found('answer-not-taken', call.customerLegId);
  const mayDial = legs.seen(call.agentLegId)?.answered === true && !legs.has(call.customerLegId);
  return mayDial ? found('dial-not-begun', call.customerLegId) : [];
}

function ringing(offers: readonly Offer[], legs: Standing, found: Found): readonly CallDifference[] {
  return offers.flatMap(({ offerId, agentId }) => {
    const legId = legOfOffer(offerId);
    if (!legs.has(legId)) return found('offer-not-ringing', legId, agentId);
    const leg = legs.seen(legId);
    // A standing leg is answered before its agent has said anything.
    return leg?.answered && !leg.tag?.stands ? found('answer-not-taken', legId, agentId) : [];
  });
}

/** Whose audio is gone is waited for: only the leg that brings him back counts, and that of an agent who is left. */
function away(call: LiveCall, legs: Standing, found: Found): readonly CallDifference[] {
  const isAlone = isColleagueAway(call) && !(call.agentLegId && legs.has(call.agentLegId));
  if (isAlone) return found('agent-leg-gone', call.agentLegId);
  if (!call.awayLegId || !legs.seen(call.awayLegId)?.answered) return [];
  return found('answer-not-taken', call.awayLegId, call.awayAgentId);
}

function talking(call: LiveCall, legs: Standing, found: Found): readonly CallDifference[] {
  if (call.awaySince !== null) return away(call, legs, found);
  if (!call.agentLegId || !legs.has(call.agentLegId)) return found('agent-leg-gone', call.agentLegId);
  const agentLeg = legs.seen(call.agentLegId);
  if (call.state === 'held' || !agentLeg || agentLeg.bridgedTo === call.customerLegId) return [];
  return found('not-bridged', call.agentLegId);
}

function consulting(call: LiveCall, legs: Standing, found: Found): readonly CallDifference[] {
  if (call.awaySince !== null) return away(call, legs, found);
  if (!call.agentLegId || !legs.has(call.agentLegId)) return found('agent-leg-gone', call.agentLegId);
  const farLegId = call.farParty?.legId ?? null;
  if (!farLegId || !legs.has(farLegId)) return found('far-leg-gone', farLegId);
  const agentLeg = legs.seen(call.agentLegId);
  const partner = talksWithCaller(call) ? call.customerLegId : farLegId;
  const far = legs.seen(farLegId);
  const isApart =
    (agentLeg !== undefined && agentLeg.bridgedTo !== partner) ||
    (isMerged(call) && far?.joinedTo !== call.customerLegId);
  return far?.answered && isApart ? found('not-bridged', farLegId) : [];
}

function withFarParty(call: LiveCall, legs: Standing, found: Found): readonly CallDifference[] {
  const farLegId = call.farParty?.legId ?? null;
  if (!farLegId || !legs.has(farLegId)) return found('far-leg-gone', farLegId);
  const far = legs.seen(farLegId);
  if (call.state === 'connecting') return far?.answered ? found('answer-not-taken', farLegId) : [];
  return far && far.bridgedTo !== call.customerLegId ? found('not-bridged', farLegId) : [];
}

/** Legs the call has let go of, when the server died before it hung them up. */
function leftOverLegs(call: LiveCall, legs: Standing, offers: readonly Offer[]): LegId[] {
  const wanted = new Set(wantedLegs(call, offers));
  return legs.legs.flatMap(({ legId, tag }) =>
    tag?.callId === call.callId && tag.role !== 'customer' && !wanted.has(legId) ? [legId] : [],
  );
}

/** Legs nobody waits for: a caller whom nobody claimed, a leg without its call. */
export function legDifference(leg: LegSnapshot, call: LiveCall | null): LegDifference | null {
  // Of no call; supervision looks after them itself.
  if (leg.tag?.role === 'supervisor') return null;
  const about = { legId: leg.legId, agentId: null, state: null, callId: leg.tag?.callId ?? null };
  if (call !== null && call.state !== 'ended') return null;
  if (leg.direction === 'inbound' && !leg.tag?.callId) {
    if (call !== null) return { ...about, kind: 'stray-leg' };
    return leg.parked ? { ...about, kind: 'caller-not-claimed' } : null;
  }
  return leg.tag === null ? null : { ...about, kind: 'stray-leg' };
}

/**
 * An agent who cannot be reached on the switch he is registered on, or who is kept busy by nothing. Who is registered and yet unreachable is left alone:
 * his phone failed at its last offer, and its next sign-on says that it is well again.
 */
export function agentDifferences(
  agent: LiveAgent,
  { switchId, registered }: { readonly switchId: SwitchId; readonly registered: ReadonlySet<string> },
  call: LiveCall | null,
): readonly Difference[] {
  const about = { callId: agent.callId, legId: null, agentId: agent.agentId, state: agent.state };
  const isHere = agent.registeredOn === null || agent.registeredOn === switchId;
  const isGone = isHere && agent.sipUser !== null && agent.reachable && !registered.has(agent.sipUser);
  const isBusy = agent.state === 'offered' || agent.state === 'on-call';
  const isAlone = isBusy && (call === null || call.state === 'ended');
  return [
    ...(isGone ? [{ ...about, kind: 'phone-gone' } as const] : []),
    ...(isAlone ? [{ ...about, kind: 'agent-without-call' } as const] : []),
  ];
}
