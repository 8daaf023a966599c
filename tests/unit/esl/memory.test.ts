import { describe, expect, it, jest } from '@jest/globals';
import type { LegEvent, ParkedFacts } from '../../../server/calls/switch';
import { legId, switchId } from '../../../server/contract/ids';
import { Backoff } from '../../../server/esl/backoff';
import { Digits } from '../../../server/esl/digits';
import { FsEvent } from '../../../server/esl/fs-event';
import { Legs } from '../../../server/esl/legs';
import { Nudger } from '../../../server/esl/nudger';
import { Pending } from '../../../server/esl/pending';
import { Plays } from '../../../server/esl/plays';
import { Registrations } from '../../../server/esl/registrations';
import { OperationalError } from '../../../server/errors';
import { eventually } from '../../support/eventually';

const [A, B] = [legId('a'), legId('b')];

describe('plays', () => {
  const make = () => {
    const clock = { now: 0 };
    return { clock, plays: new Plays(() => clock.now) };
  };

  it('tells what was heard from what was broken off', () => {
    const { plays } = make();
    plays.begin(A, 'one');
    plays.begin(B, 'two');
    plays.stop(A);
    plays.begin(A, 'three');
    expect([plays.finish(A, 'one'), plays.finish(B, 'two'), plays.finish(A, 'three')]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('knows whether something plays on a leg', () => {
    const { plays } = make();
    plays.begin(A, 'one');
    expect([plays.isPlaying(A), plays.isPlaying(B)]).toEqual([true, false]);
    plays.stop(A)();
    expect(plays.isPlaying(A)).toBe(true);
    plays.stop(A);
    expect(plays.isPlaying(A)).toBe(false);
    plays.begin(A, 'two');
    plays.finish(A, 'two');
    expect(plays.isPlaying(A)).toBe(false);
  });

  it('forgets a stop the switch refused', () => {
    const { plays } = make();
    plays.begin(A, 'one');
    plays.stop(A)();
    expect(plays.finish(A, 'one')).toBe(true);
    expect(plays.finish(A, "somebody else's")).toBe(true);
  });

  it("counts another server's play, unless the leg was stopped just now", () => {
    const { plays, clock } = make();
    expect(plays.finish(A, 'theirs')).toBe(true);
    plays.stop(A);
    clock.now = 500;
    expect(plays.finish(A, 'theirs')).toBe(false);
    clock.now = 5000;
    expect(plays.finish(A, 'theirs')).toBe(true);
  });
});

describe('digits', () => {
  const key = (digit: string, source: string) =>
    new FsEvent({ 'Event-Name': 'DTMF', 'DTMF-Digit': digit, 'DTMF-Source': source });

  it('drops the second report of one key, and only that', () => {
    const digits = new Digits();
    const reports: [string, string, number][] = [
      ['5', 'RTP', 0],
      ['5', 'ENDPOINT', 50],
      ['5', 'RTP', 200],
      ['5', 'ENDPOINT', 210],
      ['5', 'RTP', 400],
      ['5', 'RTP', 500],
      ['6', 'ENDPOINT', 510],
      ['6', 'RTP', 2000],
    ];
    const doubles = reports.map(([digit, source, at]) => digits.isDouble(A, key(digit, source), at));
    expect(doubles).toEqual([false, true, false, true, false, false, false, false]);
    expect(digits.isDouble(B, key('6', 'ENDPOINT'), 2010)).toBe(false);
  });
});

describe('registrations', () => {
  const about = (sipCallId: string) => new FsEvent({ 'call-id': sipCallId });

  it('end only with the newest one', () => {
    const registrations = new Registrations();
    registrations.registered('1001', about('old'));
    registrations.registered('1001', about('new'));
    expect(registrations.unregistered('1001', about('old'))).toBe(false);
    expect(registrations.unregistered('1001', about('new'))).toBe(true);
    registrations.load([{ sipUser: '1002', sipCallId: 'x' }]);
    expect(registrations.unregistered('1002', about('y'))).toBe(false);
    expect(registrations.unregistered('1003', about('unheard of'))).toBe(true);
    expect(registrations.unregistered('1002', new FsEvent({}))).toBe(true);
  });
});

describe('pending', () => {
  it('settles everybody who waits, once', async () => {
    const pending = new Pending<string>('it');
    const waits = [pending.wait('a', 1000), pending.wait('a', 1000)];
    expect(pending.settle('a', 'yes')).toBe(true);
    expect(await Promise.all(waits)).toEqual(['yes', 'yes']);
    expect(pending.settle('a', 'again')).toBe(false);
  });

  it('fails by time, by its end, and with the connection', async () => {
    const pending = new Pending<string>('it');
    await expect(pending.wait('a', 10)).rejects.toMatchObject({ code: 'switch-timeout' });
    const error = new OperationalError('switch-unavailable', 'gone');
    const waits = [pending.wait('b', 1000), pending.wait('c', 1000)];
    pending.fail('b', error);
    pending.failAll(error);
    for (const one of waits) await expect(one).rejects.toBe(error);
    expect(pending.size).toBe(0);
  });
});

describe('legs', () => {
  const base = { switchId: switchId('fs1'), at: 0, tag: null };
  const parked = (leg: typeof A): LegEvent => ({
    ...base,
    legId: leg,
    kind: 'parked',
    facts: {} as ParkedFacts,
  });

  it('holds commands for a leg that is not parked yet, and no other', async () => {
    const legs = new Legs(1000);
    expect(legs.whenParked(A)).toBeNull();
    legs.expect(A);
    const wait = legs.whenParked(A);
    legs.apply(parked(A));
    await expect(wait).resolves.toBeUndefined();
    expect(legs.whenParked(A)).toBeNull();
  });

  it('holds them between the end of a bridge and the park after it', async () => {
    const legs = new Legs(1000);
    for (const leg of [A, B]) legs.apply(parked(leg));
    legs.apply({ ...base, legId: A, kind: 'bridged', otherLegId: B });
    expect(legs.whenParked(A)).toBeNull();
    // The other leg's park may be told before the end of the bridge.
    legs.apply(parked(B));
    legs.apply({ ...base, legId: A, kind: 'unbridged', otherLegId: B });
    expect(legs.whenParked(B)).toBeNull();
    const wait = legs.whenParked(A);
    legs.apply(parked(A));
    await wait;
  });

  it('lets nobody wait for a leg that is gone', async () => {
    const legs = new Legs(1000);
    legs.expect(A);
    const wait = legs.whenParked(A);
    legs.apply({ ...base, legId: A, kind: 'hung-up', cause: 'USER_BUSY', by: 'party' });
    await expect(wait).rejects.toMatchObject({ code: 'switch-refused' });
    expect([legs.wasSeenToEnd(A), legs.count]).toEqual([true, 0]);
  });
});

describe('backoff', () => {
  it('grows to its most, jittered, and starts over', () => {
    const backoff = new Backoff(200, 5000, () => 1);
    expect(Array.from({ length: 7 }, () => backoff.next())).toEqual([200, 400, 800, 1600, 3200, 5000, 5000]);
    backoff.reset();
    expect(backoff.next()).toBe(200);
    const low = new Backoff(200, 5000, () => 0);
    expect([low.next(), low.next(), low.next()]).toEqual([200, 200, 400]);
  });
});

describe('the nudger', () => {
  it('nudges while there is something to hear, and a while after', async () => {
    const nudge = jest.fn();
    let now = 0;
    let busy = true;
    const nudger = new Nudger(
      nudge,
      () => busy,
      1,
      () => now,
    );
    expect(nudger.running).toBe(false);
    nudger.touch();
    const nudgedAgain = (before: number) =>
      eventually('it nudges', () => nudge.mock.calls.length > before + 2);
    await nudgedAgain(0);
    now = 60_000;
    await nudgedAgain(nudge.mock.calls.length);
    expect(nudger.running).toBe(true);
    busy = false;
    now = 70_000;
    await eventually('it has stopped', () => !nudger.running);
  });
});
