import { callView } from '../../../../softphone/desk/call-view';
import { consultView } from '../../../../softphone/desk/consult-view';
import type { DeskCall } from '../../../../softphone/desk/call-view';
import { aCall, aDesk, phones } from './a-desk';

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

  it.each(['ringing', 'answered', 'held'] as const)('shows who is rung, %s', (state) => {
    const consult = { number, colleague: null, state, failure: null };
    expect(viewOf({ state: 'consulting', consult })).toEqual({ name: state, number });
  });

  it('says why somebody was not reached, back with the caller', () => {
    const consult = { number, colleague: null, state: 'failed', failure: 'USER_BUSY' } as const;
    expect(viewOf({ consult })).toEqual({ name: 'free', last: { number, failure: 'USER_BUSY' } });
  });

  it('says nothing of one the agent took back himself', () => {
    expect(viewOf({ consult: { number, colleague: null, state: 'cancelled', failure: null } })).toEqual({
      name: 'free',
      last: null,
    });
  });

  it('keeps the mute', () => {
    const desk = aDesk({ state: 'on-call' }, aCall({ state: 'consulting' }));
    expect(callView(desk, phones.muted)).toMatchObject({ name: 'consulting', muted: true });
  });
});
