import { dialFailureOf } from '../../../../softphone/desk/dial-failure';
import { compareEventIds, createDeskStore } from '../../../../softphone/desk/desk-store';
import { formatDuration } from '../../../../softphone/desk/duration';
import { cleanDialString, formatPhoneNumber } from '../../../../softphone/desk/phone-number';
import { createDraftStore, emptyDraft } from '../../../../softphone/desk/wrap-up-draft';
import { aDesk } from './a-desk';

describe('desk store', () => {
  const withId = (eventId: string, serverTime = 10_000) => ({ ...aDesk(), eventId, serverTime });

  it('shows the newest desk, in whatever order they arrive', () => {
    const store = createDeskStore();
    store.offer(withId('100-2'));
    store.offer(withId('100-1'));
    store.offer(withId('99-9'));
    expect(store.desk.get()?.eventId).toBe('100-2');
    store.offer(withId('100-10'));
    expect(store.desk.get()?.eventId).toBe('100-10');
  });

  it('tells two pictures of one position apart by the server’s time', () => {
    const store = createDeskStore();
    store.offer(withId('100-0', 20_000));
    store.offer(withId('100-0', 15_000));
    expect(store.desk.get()?.serverTime).toBe(20_000);
  });

  it('takes any picture after the stream began anew', () => {
    const store = createDeskStore();
    store.offer(withId('100-0'));
    store.forget();
    store.offer(withId('5-0'));
    expect(store.desk.get()?.eventId).toBe('5-0');
  });

  it('counts by the server’s clock', () => {
    let local = 1_000;
    const store = createDeskStore(() => local);
    store.offer(withId('100-0', 61_000));
    local = 3_500;
    expect(store.now()).toBe(63_500);
  });

  it('orders event ids as numbers', () => {
    expect(compareEventIds('9-0', '10-0')).toBeLessThan(0);
    expect(compareEventIds('10-2', '10-10')).toBeLessThan(0);
    expect(compareEventIds('10-2', '10-2')).toBe(0);
  });
});

describe('durations', () => {
  it.each([
    [-500, '0:00'],
    [999, '0:00'],
    [42_000, '0:42'],
    [725_000, '12:05'],
    [3_723_000, '1:02:03'],
  ])('%d ms is %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe('phone numbers', () => {
  it.each([
    ['13800138000', '138 0013 8000'],
    ['+8613800138000', '+86 138 0013 8000'],
    ['057188001234', '0571 8800 1234'],
    ['02161234567', '021 6123 4567'],
    ['01061234567', '010 6123 4567'],
    ['+862161234567', '+86 21 6123 4567'],
    ['88001234', '8800 1234'],
    ['6123456', '612 3456'],
    ['1000', '1000'],
    ['+12025550123', '+1 202 555 0123'],
    ['+442071234567', '+442071234567'],
    ['KD0571', 'KD0571'],
    ['anonymous', 'anonymous'],
    ['', ''],
  ])('%s reads %s', (number, text) => expect(formatPhoneNumber(number)).toBe(text));

  it('are dialled without the marks people write in them', () => {
    expect(cleanDialString(' (0571) 8800-1234 ')).toBe('057188001234');
    expect(cleanDialString('+86 138.0013.8000')).toBe('+8613800138000');
  });
});

describe('a call that was dialled in vain', () => {
  const event = (cause: string, over = {}) => ({
    id: '1-0',
    type: 'call.dial-failed' as const,
    at: 100_000,
    callId: 'call-1',
    agentId: '1001',
    data: { cause },
    ...over,
  });
  it('is told to the agent who dialled it', () => {
    expect(dialFailureOf(event('USER_BUSY'), '1001', 101_000)).toEqual({
      callId: 'call-1',
      cause: 'USER_BUSY',
      lostColleague: null,
    });
    expect(dialFailureOf(event('USER_BUSY'), '1002', 101_000)).toBeNull();
  });
  it('is not told twice when events are replayed, nor when he took it back himself', () => {
    expect(dialFailureOf(event('USER_BUSY'), '1001', 200_000)).toBeNull();
    expect(dialFailureOf(event('ORIGINATOR_CANCEL'), '1001', 101_000)).toBeNull();
    expect(dialFailureOf(event('', { type: 'call.ended' }), '1001', 101_000)).toBeNull();
  });
});

describe('a talk with a colleague who did not come back', () => {
  const event = (data: Readonly<Record<string, unknown>>) => ({
    ...{ id: '1-0', type: 'call.ended' as const, at: 100_000, callId: 'call-1', agentId: '1001' },
    data: { cause: 'AGENT_LOST', colleagueId: '1002', ...data },
  });
  const told = (data: Readonly<Record<string, unknown>>, me: string) =>
    dialFailureOf(event(data), me, 101_000)?.lostColleague ?? null;

  it('is told to who is left, whoever called whom, and to nobody else', () => {
    expect(told({ awayAgentId: '1002' }, '1001')).toBe('1002');
    expect(told({ awayAgentId: '1001' }, '1002')).toBe('1001');
    expect(told({ awayAgentId: '1002' }, '1002')).toBeNull();
    expect(told({ awayAgentId: '1002' }, '2001')).toBeNull();
  });
  it('is one with a colleague, and one that ended by it', () => {
    expect(told({ awayAgentId: '1002', cause: 'NORMAL_CLEARING' }, '1001')).toBeNull();
    expect(told({}, '1001')).toBeNull();
    expect(told({ awayAgentId: '1002', colleagueId: undefined }, '1001')).toBeNull();
  });
});

describe('drafts', () => {
  it('survive, per call, and are gone when removed', () => {
    const stored = new Map<string, string>();
    const drafts = createDraftStore({
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    });
    drafts.write('a', { dispositionCode: 'resolved', note: 'n' });
    expect(drafts.read('a')).toEqual({ dispositionCode: 'resolved', note: 'n' });
    expect(drafts.read('b')).toEqual(emptyDraft);
    drafts.remove('a');
    expect(drafts.read('a')).toEqual(emptyDraft);
    stored.set('kiloline.draft.c', '{broken');
    expect(drafts.read('c')).toEqual(emptyDraft);
  });
});
