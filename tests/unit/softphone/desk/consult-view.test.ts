import { callView } from '../../../../softphone/desk/call-view';
import { missedCall } from '../../../../softphone/desk/audio-away';
import { colleagueFailure, consultView } from '../../../../softphone/desk/consult-view';
import type { DeskCall } from '../../../../softphone/desk/call-view';
import { aCall, aDesk, callId, phones } from './a-desk';

const number = '02163340100';
const viewOf = (over: Partial<DeskCall>) =>
  consultView(callView(aDesk({ state: 'on-call' }, aCall(over)), phones.active));

describe('ringing somebody for the caller', () => {
  it('is possible while talking and on hold', () => {
    expect(viewOf({})).toEqual({ name: 'free', last: null });
    expect(viewOf({ state: 'held' })).toEqual({ name: 'free', last: null });
  });

  it('is not possible without a call, or while dialling', () => {
    expect(consultView(callView(aDesk(), phones.none))).toEqual({ name: 'unavailable' });
    expect(viewOf({ state: 'dialing', direction: 'outbound' })).toEqual({ name: 'unavailable' });
  });

  it.each(['ringing', 'answered', 'held', 'merged'] as const)('shows who is rung, %s', (state) => {
    const consult = { number, colleague: null, state, failure: null };
    expect(viewOf({ state: 'consulting', consult })).toEqual({ name: state, number, colleague: null });
  });

  it('says why somebody was not reached, back with the caller', () => {
    const consult = { number, colleague: null, state: 'failed', failure: 'USER_BUSY' } as const;
    expect(viewOf({ consult })).toEqual({
      name: 'free',
      last: { number, colleague: null, failure: 'USER_BUSY', hasLeft: false },
    });
  });

  it('says nothing of one the agent took back himself, and who has left of one who had answered', () => {
    const consult = { number, colleague: null, failure: null } as const;
    expect(viewOf({ consult: { ...consult, state: 'cancelled' } })).toEqual({ name: 'free', last: null });
    const failure = 'NORMAL_CLEARING';
    expect(viewOf({ consult: { ...consult, state: 'left', failure } })).toEqual({
      ...{ name: 'free', last: { number, colleague: null, failure, hasLeft: true } },
    });
  });

  it('keeps the mute', () => {
    const desk = aDesk({ state: 'on-call' }, aCall({ state: 'consulting' }));
    expect(callView(desk, phones.muted)).toMatchObject({ name: 'consulting', muted: true });
  });

  const bob = { agentId: '1002', displayName: 'Bob' };

  it('names a colleague who is asked, and says why he is not any more', () => {
    const consult = { number: '1002', colleague: bob, state: 'answered', failure: null } as const;
    expect(viewOf({ state: 'consulting', consult })).toMatchObject({ name: 'answered', colleague: bob });
    expect(viewOf({ consult: { ...consult, state: 'failed', failure: 'NO_ANSWER' } })).toMatchObject({
      last: { colleague: bob, failure: 'NO_ANSWER' },
    });
    const causes = ['NO_ANSWER', 'CALL_REJECTED', 'NORMAL_CLEARING', 'SUBSCRIBER_ABSENT', null];
    expect(causes.map(colleagueFailure)).toEqual(['missed', 'declined', 'left', 'gone', 'gone']);
  });
});

describe('being called by a colleague', () => {
  it('is a call to be called back into, once it is a talk', () => {
    const registered = { name: 'registered' } as const;
    const internal = (state: 'dialing' | 'talking' | 'held') =>
      aDesk(
        { state: 'on-call' },
        aCall({ direction: 'internal', state, askedBy: { agentId: '1001', displayName: 'Alice' } }),
      );
    expect(missedCall(internal('dialing'), phones.none, registered)).toBeNull();
    expect(missedCall(internal('talking'), phones.none, registered)).toBe(callId);
    expect(missedCall(internal('held'), phones.none, registered)).toBe(callId);
    expect(missedCall(internal('talking'), phones.active, registered)).toBeNull();
  });
});

describe('being asked by a colleague', () => {
  const askedBy = { agentId: '1001', displayName: 'Alice' };
  const me = { agentId: '1002', displayName: 'Bob' };
  const askedIn = (state: 'ringing' | 'answered' | 'held') => {
    const consult = { number: '1002', colleague: me, state, failure: null };
    return aDesk({ state: 'on-call' }, aCall({ state: 'consulting', askedBy, consult }));
  };

  it.each([
    ['ringing', phones.ringing, { name: 'ringing', canAnswer: true }],
    ['ringing', phones.none, { name: 'ringing', canAnswer: false }],
    ['ringing', phones.answering, { name: 'connecting' }],
    ['ringing', phones.declined, { name: 'idle' }],
    ['answered', phones.active, { name: 'asked', muted: false }],
    ['held', phones.muted, { name: 'asked', muted: true }],
  ] as const)('%s: the phone panel shows it', (state, phone, view) => {
    expect(callView(askedIn(state), phone)).toMatchObject(view);
  });

  it('leaves him nobody to ask, and no call to be called back into', () => {
    expect(consultView(callView(askedIn('answered'), phones.active))).toEqual({ name: 'unavailable' });
    const registered = { name: 'registered' } as const;
    expect(missedCall(askedIn('ringing'), phones.none, registered)).toBeNull();
    expect(missedCall(askedIn('answered'), phones.none, registered)).toBeNull();
    expect(
      missedCall(aDesk({ state: 'on-call' }, aCall({ state: 'consulting' })), phones.none, registered),
    ).toBe(callId);
  });
});
