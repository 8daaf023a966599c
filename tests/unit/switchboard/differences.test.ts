import type { Offer } from '../../../server/acd/acd-store';
import type { LegSnapshot } from '../../../server/calls/switch';
import { agentId, callId, callbackId, legId, offerId, queueId, switchId } from '../../../server/contract/ids';
import {
  agentDifferences,
  callDifferences,
  legDifference,
  type Standing,
} from '../../../server/switchboard/differences';
import { aCall, AGENT, ALICE, aLeg, anAgent, CALLER, FAR } from './a-call';

const BACK = legId('back');
const BOB = agentId('1002');
const all = (...legs: readonly LegSnapshot[]): Standing => ({
  has: (wanted) => legs.some((leg) => leg.legId === wanted),
  seen: (wanted) => legs.find((leg) => leg.legId === wanted),
  legs,
});
const agentLeg = (over: Partial<LegSnapshot> = {}) =>
  aLeg({ legId: AGENT, tag: { role: 'agent', callId: callId('call'), agentId: ALICE }, ...over });
const farLeg = (over: Partial<LegSnapshot> = {}) =>
  aLeg({ legId: FAR, tag: { role: 'far-party', callId: callId('call') }, ...over });
const offer: Offer = {
  ...{ offerId: offerId('agent'), callId: callId('call'), agentId: ALICE },
  ...{ queueId: queueId('general'), deadlineAt: 0 },
};
const farParty = {
  legId: FAR,
  number: '1',
  agentId: null,
  state: 'answered',
  failure: null,
  requestId: null,
} as const;
const kinds = (...input: Parameters<typeof callDifferences>) =>
  callDifferences(...input).map((each) => each.kind);

describe('a call differs from its legs', () => {
  const talking = [aLeg({ bridgedTo: AGENT }), agentLeg({ bridgedTo: CALLER })];

  it('in nothing when two talk, or when its legs were not asked', () => {
    expect(kinds(aCall(), all(...talking), [])).toEqual([]);
    expect(kinds(aCall(), { has: () => true, seen: () => undefined, legs: [] }, [])).toEqual([]);
  });

  it('in nothing while the agent who consults has turned to the caller, and in a bridge when he has not', () => {
    const call = aCall({ state: 'consulting', farParty: { ...farParty, state: 'held' } });
    const far = farLeg({ answered: true });
    expect(kinds(call, all(...talking, far), [])).toEqual([]);
    expect(kinds(call, all(aLeg(), agentLeg({ bridgedTo: FAR }), far), [])).toEqual(['not-bridged']);
  });

  it('in nothing in a talk of three, and in a bridge when they are apart or the third has not joined', () => {
    const call = aCall({ state: 'consulting', farParty: { ...farParty, state: 'merged' } });
    const joined = farLeg({ answered: true, joinedTo: CALLER });
    expect(kinds(call, all(...talking, joined), [])).toEqual([]);
    expect(kinds(call, all(...talking, farLeg({ answered: true })), [])).toEqual(['not-bridged']);
    expect(kinds(call, all(aLeg(), agentLeg({ bridgedTo: FAR }), joined), [])).toEqual(['not-bridged']);
    expect(kinds(call, all(...talking), [])).toEqual(['far-leg-gone']);
  });

  it('in nothing while its agent is away, but for the leg that has brought him back', () => {
    const away = { awaySince: 1, awayAgentId: ALICE, awayLegId: BACK, agentId: ALICE };
    for (const state of ['talking', 'held', 'consulting'] as const) {
      const call = aCall({ ...away, state });
      expect(kinds(call, all(aLeg()), [])).toEqual([]);
      const ringing = agentLeg({ legId: BACK, answered: false });
      expect(kinds(call, all(aLeg(), ringing), [])).toEqual([]);
      expect(callDifferences(call, all(aLeg(), agentLeg({ legId: BACK })), [])).toMatchObject([
        { kind: 'answer-not-taken', legId: BACK, agentId: ALICE },
      ]);
    }
  });

  it('in nothing while the colleague of an internal call is away, unless nobody is left in it', () => {
    const colleague = { ...farParty, legId: CALLER, number: BOB, agentId: BOB };
    const internal = { direction: 'internal', farParty: colleague, agentId: ALICE } as const;
    const away = { ...internal, awaySince: 1, awayAgentId: BOB, awayLegId: BACK };
    for (const state of ['talking', 'held'] as const) {
      const call = aCall({ ...away, state });
      expect(kinds(call, all(agentLeg()), [])).toEqual([]);
      expect(callDifferences(call, all(agentLeg(), agentLeg({ legId: BACK })), [])).toMatchObject([
        { kind: 'answer-not-taken', legId: BACK, agentId: BOB },
      ]);
      expect(kinds(call, all(), [])).toEqual(['agent-leg-gone']);
    }
    expect(kinds(aCall(internal), all(agentLeg()), [])).toEqual(['caller-gone']);
  });

  it.each([
    ['its caller is gone', aCall(), all(agentLeg()), 'caller-gone'],
    ['the agent’s leg is gone', aCall(), all(aLeg()), 'agent-leg-gone'],
    ['the agent’s leg is gone from a held call', aCall({ state: 'held' }), all(aLeg()), 'agent-leg-gone'],
    ['it is dialled without its agent', aCall({ state: 'dialing' }), all(aLeg()), 'agent-leg-gone'],
    ['two who talk are not bridged', aCall(), all(aLeg(), agentLeg()), 'not-bridged'],
    [
      'whom he dialled has answered',
      aCall({ state: 'dialing' }),
      all(aLeg(), agentLeg()),
      'answer-not-taken',
    ],
    ['nobody was dialled', aCall({ state: 'dialing' }), all(agentLeg()), 'dial-not-begun'],
    [
      'the consulted party is gone',
      aCall({ state: 'consulting', farParty }),
      all(aLeg(), agentLeg()),
      'far-leg-gone',
    ],
    [
      'agent and consulted party are apart',
      aCall({ state: 'consulting', farParty }),
      all(aLeg(), agentLeg(), farLeg()),
      'not-bridged',
    ],
    [
      'the flow’s far party has answered',
      aCall({ state: 'connecting', agentLegId: null, farParty }),
      all(aLeg(), farLeg()),
      'answer-not-taken',
    ],
    [
      'caller and far party are apart',
      aCall({ state: 'connected', agentLegId: null, farParty }),
      all(aLeg(), farLeg()),
      'not-bridged',
    ],
    [
      'it has let go of a leg',
      aCall({ state: 'queued', agentLegId: null }),
      all(aLeg(), agentLeg()),
      'leg-left-over',
    ],
    [
      'it is to go on in the flow',
      aCall({ state: 'in-ivr', agentLegId: null, entry: { name: 'afterTalk', variables: {} } }),
      all(aLeg()),
      'entry-not-begun',
    ],
  ] as const)('when %s', (_when, call, legs, kind) => {
    expect(kinds(call, legs, [])).toEqual([kind]);
  });

  it('when an offer does not ring, or was answered', () => {
    const offered = aCall({ state: 'offered', agentLegId: null });
    expect(kinds(offered, all(aLeg()), [offer])).toEqual(['offer-not-ringing']);
    expect(kinds(offered, all(aLeg(), agentLeg({ answered: false })), [offer])).toEqual([]);
    expect(kinds(offered, all(aLeg(), agentLeg()), [offer])).toEqual(['answer-not-taken']);
    const tag = { role: 'agent', callId: offered.callId, agentId: ALICE, stands: true } as const;
    expect(kinds(offered, all(aLeg(), agentLeg({ tag })), [offer])).toEqual([]);
  });

  it('not in its caller while it is a callback: nobody is on the line yet', () => {
    const callback = aCall({ state: 'queued', agentLegId: null, callbackId: callbackId('one') });
    expect(kinds(callback, all(), [])).toEqual([]);
  });
});

describe('a leg', () => {
  it('is stray when its call is over or unknown', () => {
    expect(legDifference(agentLeg(), null)?.kind).toBe('stray-leg');
    expect(legDifference(agentLeg(), aCall({ state: 'ended' }))?.kind).toBe('stray-leg');
    expect(legDifference(agentLeg(), aCall())).toBeNull();
  });

  it('is a caller to be served when it is parked and nobody has claimed it', () => {
    const arrived = aLeg({ legId: legId('new'), tag: { role: 'customer' } });
    expect(legDifference(arrived, null)?.kind).toBe('caller-not-claimed');
    expect(legDifference({ ...arrived, parked: false }, null)).toBeNull();
    expect(legDifference(arrived, aCall({ state: 'ended' }))?.kind).toBe('stray-leg');
  });
});

describe('an agent', () => {
  const phones = { switchId: switchId('fs1'), registered: new Set(['s1001']) };
  const none = { ...phones, registered: new Set<string>() };

  it('is as he should be: idle, in a call that exists, or with a phone that failed at its last offer', () => {
    expect(agentDifferences(anAgent(), phones, null)).toEqual([]);
    const busy = anAgent({ state: 'on-call', callId: callId('call') });
    expect(agentDifferences(busy, phones, aCall())).toEqual([]);
    expect(agentDifferences(anAgent({ reachable: false }), phones, null)).toEqual([]);
    expect(agentDifferences(anAgent({ registeredOn: switchId('fs2') }), none, null)).toEqual([]);
  });

  it('has lost his phone, or is busy with nothing', () => {
    expect(agentDifferences(anAgent(), none, null).map(({ kind }) => kind)).toEqual(['phone-gone']);
    const busy = anAgent({ state: 'on-call', callId: callId('call') });
    for (const call of [null, aCall({ state: 'ended' })])
      expect(agentDifferences(busy, phones, call).map(({ kind }) => kind)).toEqual(['agent-without-call']);
  });
});
