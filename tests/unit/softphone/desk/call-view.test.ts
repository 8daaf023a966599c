import { callView, isStale, otherNumber } from '../../../../softphone/desk/call-view';
import { aCall, aDesk, phones } from './a-desk';

const offered = aDesk({ state: 'offered' }, aCall({ state: 'offered' }));
const talking = aDesk({ state: 'on-call' }, aCall());
const held = aDesk({ state: 'on-call' }, aCall({ state: 'held' }));
const dialing = aDesk({ state: 'on-call' }, aCall({ direction: 'outbound', state: 'dialing' }));
const pickingUp = aDesk({ state: 'offered' }, aCall({ state: 'offered', answersItself: 'asked' }));
const wrapUp = aDesk({ state: 'wrap-up' }, aCall({ state: 'ended' }));
const idle = aDesk();

describe('call view', () => {
  it.each([
    ['idle', idle, phones.none],
    ['ringing', offered, phones.ringing],
    ['ringing', offered, phones.none],
    // The INVITE overtook the desk.
    ['ringing', idle, phones.ringing],
    ['connecting', offered, phones.answering],
    ['connecting', offered, phones.active],
    ['connecting', idle, phones.dialled],
    ['idle', offered, phones.declined],
    // A parked caller he picks up: nothing rings.
    ['connecting', pickingUp, phones.none],
    ['connecting', pickingUp, phones.dialled],
    ['ringing', pickingUp, phones.ringing],
    ['talking', talking, phones.active],
    // Another tab has the phone: this one mirrors.
    ['talking', talking, phones.none],
    // Called back after a reload, or about to be.
    ['talking', talking, phones.answering],
    ['talking', talking, phones.failed],
    ['held', held, phones.active],
    ['dialing', dialing, phones.none],
    ['dialing', dialing, phones.answering],
    ['dialing', dialing, phones.active],
    ['wrap-up', wrapUp, phones.none],
    // The BYE is still on its way.
    ['wrap-up', wrapUp, phones.active],
    ['wrap-up', wrapUp, phones.failed],
    ['failed', idle, phones.failed],
    ['failed', offered, phones.failed],
    ['talking', null, phones.active],
    ['idle', null, phones.none],
  ] as const)('is %s', (name, desk, phone) => {
    expect(callView(desk, phone).name).toBe(name);
  });

  it('lets the agent answer only once the phone rings', () => {
    expect(callView(offered, phones.none)).toMatchObject({ canAnswer: false });
    expect(callView(offered, phones.ringing)).toMatchObject({ canAnswer: true });
  });

  it('shows the mute on hold as well', () => {
    expect(callView(held, phones.muted)).toMatchObject({ name: 'held', muted: true });
  });
});

describe('the other number', () => {
  it('is the customer’s, whoever dialled', () => {
    expect(otherNumber(aCall())).toBe('13800138000');
    expect(otherNumber(aCall({ direction: 'outbound', dialedNumber: '02161234567' }))).toBe('02161234567');
  });
});

describe('a stale leg', () => {
  it('is one the server no longer has', () => {
    expect(isStale(idle, phones.active)).toBe(true);
    expect(isStale(wrapUp, phones.active)).toBe(true);
    expect(isStale(aDesk({ state: 'on-call' }, aCall({ callId: 'another' })), phones.active)).toBe(true);
  });
  it('is not the present call, one that only rings, or one with no desk to judge it by', () => {
    expect(isStale(talking, phones.active)).toBe(false);
    expect(isStale(offered, phones.answering)).toBe(false);
    expect(isStale(idle, phones.ringing)).toBe(false);
    expect(isStale(null, phones.active)).toBe(false);
  });
});
