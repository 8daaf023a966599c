import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { FakeSwitch, settle } from './fakes';

describe('legs', () => {
  let fake: FakeSwitch;
  beforeEach(() => {
    fake = new FakeSwitch();
  });
  afterEach(() => fake.stop());

  it('parks a call that arrives, unanswered and in silence', async () => {
    const { call, uuid } = await fake.arrive();
    expect(fake.story(uuid)).toEqual(['CREATE', 'EXECUTE park', 'PARK']);
    expect(fake.event(uuid, 'CHANNEL_PARK')?.header('Answer-State')).toBe('ringing');
    expect(call.accepted).toBeNull();
  });

  it('ends with the caller, and says who it was', async () => {
    const { call, uuid } = await fake.arrive();
    call.cancel();
    await settle();
    const end = fake.event(uuid, 'CHANNEL_HANGUP_COMPLETE');
    expect(end?.header('Hangup-Cause')).toBe('ORIGINATOR_CANCEL');
    expect(end?.header('variable_sip_hangup_disposition')).toBe('recv_cancel');
    expect(call.rejected).toBeNull();
    expect(await fake.api(`uuid_exists ${uuid}`)).toBe('false');
  });

  it('closes the sound of a call that was given up while it was answered', async () => {
    const { call, uuid } = await fake.arrive();
    let ready: () => void = () => undefined;
    fake.media.ready = new Promise((resolve) => (ready = resolve));
    fake.execute(uuid, 'answer', '');
    await settle();
    call.cancel();
    ready();
    await settle();
    expect(fake.media.legs.map((leg) => leg.closed)).toEqual([true]);
    expect(fake.story(uuid)).not.toContain('ANSWER');
    expect(fake.core.context.sessions.size).toBe(0);
  });

  it('ends a leg whose far party has sent nothing for its media_timeout', async () => {
    const { uuid } = await fake.arrive();
    await fake.api(`uuid_setvar ${uuid} media_timeout 3000`);
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
    try {
      fake.execute(uuid, 'answer', '');
      await settle();
      jest.advanceTimersByTime(2500);
      await settle();
      expect(fake.event(uuid, 'CHANNEL_HANGUP')).toBeUndefined();
      jest.advanceTimersByTime(1000);
      await settle();
    } finally {
      jest.useRealTimers();
    }
    expect(fake.event(uuid, 'CHANNEL_HANGUP_COMPLETE')?.header('Hangup-Cause')).toBe('MEDIA_TIMEOUT');
  });

  it('keeps the leg of a browser whose socket is gone, as FreeSWITCH does', async () => {
    const { call, uuid } = await fake.answered();
    call.dialog.lose('socket-disconnection');
    await settle();
    expect(await fake.api(`uuid_exists ${uuid}`)).toBe('true');
    call.dialog.lose('no-answer-to-refresh');
    await settle();
    expect(await fake.api(`uuid_exists ${uuid}`)).toBe('false');
  });

  it.each([
    [486, 'USER_BUSY', undefined],
    [603, 'CALL_REJECTED', undefined],
    [480, 'NO_USER_RESPONSE', undefined],
    [404, 'UNALLOCATED_NUMBER', undefined],
    [408, 'RECOVERY_ON_TIMER_EXPIRE', undefined],
    [503, 'NORMAL_TEMPORARY_FAILURE', undefined],
    [486, 'NORMAL_CIRCUIT_CONGESTION', 'Q.850;cause=34;text="x"'],
  ])('reports a call refused with %d as %s', async (status, cause, reason) => {
    const uuid = randomUUID();
    const reply = fake.originate(uuid);
    await settle();
    fake.sip.calls[0]?.fail(status, reason);
    expect(await reply).toBe(`-ERR ${cause}\n`);
    const end = fake.event(uuid, 'CHANNEL_HANGUP_COMPLETE');
    expect(end?.header('variable_sip_invite_failure_status')).toBe(String(status));
    expect(end?.header('variable_sip_hangup_disposition')).toBe('recv_refuse');
    expect(fake.story(uuid).at(-1)).toBe('DESTROY');
  });

  it('cancels a call that nobody answers in time', async () => {
    const uuid = randomUUID();
    const reply = fake.originate(uuid, undefined, 1);
    await settle();
    fake.sip.calls[0]?.ring();
    expect(await reply).toBe('-ERR NO_ANSWER\n');
    expect(fake.sip.calls[0]?.cancelled).toContain('487');
  });

  it('builds the path that is offered while it rings, is answered all the same later, and misses silence on it', async () => {
    const uuid = randomUUID();
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
    try {
      const consume = 'ignore_early_media=consume,media_timeout=3000';
      void fake.originate(uuid, 'sofia/trunk/139@127.0.0.1:5062', 20, consume);
      await settle();
      const call = fake.sip.calls.at(-1);
      call?.ring('v=0 early');
      await settle();
      expect(fake.media.legs.at(-1)?.remote).toBe('v=0 early');
      expect(fake.story(uuid)).toEqual(['CREATE']);
      jest.advanceTimersByTime(2500);
      call?.answer('v=0 early');
      await settle();
      expect(fake.story(uuid)).toContain('ANSWER');
      const silent = randomUUID();
      void fake.originate(silent, 'sofia/trunk/139@127.0.0.1:5062', 20, consume);
      await settle();
      fake.sip.calls.at(-1)?.ring('v=0 early');
      await settle();
      jest.advanceTimersByTime(3500);
      await settle();
      const end = fake.event(silent, 'CHANNEL_HANGUP_COMPLETE');
      expect(end?.header('Hangup-Cause')).toBe('MEDIA_TIMEOUT');
    } finally {
      jest.useRealTimers();
    }
  });

  it('lets the sound of who rings be, unless told to consume it', async () => {
    void fake.originate(randomUUID());
    await settle();
    fake.sip.calls.at(-1)?.ring('v=0 early');
    await settle();
    expect(fake.media.legs.at(-1)?.remote).toBeNull();
  });

  it('hangs up an answer that crossed its cancel', async () => {
    const uuid = randomUUID();
    const reply = fake.originate(uuid);
    await settle();
    await fake.api(`uuid_kill ${uuid} ORIGINATOR_CANCEL`);
    fake.sip.calls[0]?.answer();
    expect(await reply).toBe('-ERR ORIGINATOR_CANCEL\n');
    expect(fake.sip.calls[0]?.dialog.byes).toHaveLength(1);
    expect(fake.story(uuid)).not.toContain('ANSWER');
  });

  it('calls nobody when it is taken back before it was sent', async () => {
    const uuid = randomUUID();
    const reply = fake.originate(uuid);
    void fake.core.api(`uuid_kill ${uuid}`);
    expect(await reply).toBe('-ERR NORMAL_CLEARING\n');
    expect(fake.sip.calls).toHaveLength(0);
    expect(fake.media.legs.every((leg) => leg.closed)).toBe(true);
  });

  it('ends a call whose answer cannot be served', async () => {
    const uuid = randomUUID();
    const reply = fake.originate(uuid);
    await settle();
    fake.sip.calls[0]?.answer('bad');
    expect(await reply).toBe('-ERR INCOMPATIBLE_DESTINATION\n');
    expect(fake.sip.calls[0]?.dialog.byes).toEqual([88]);
  });

  it('makes a leg once, however often and however fast it is told to', async () => {
    const uuid = randomUUID();
    const [first, second] = [fake.originate(uuid), fake.originate(uuid)];
    expect(await second).toBe('-ERR DESTINATION_OUT_OF_ORDER\n');
    fake.sip.calls[0]?.answer();
    expect(await first).toBe(`+OK ${uuid}\n`);
    expect(fake.sip.calls).toHaveLength(1);
  });

  it('calls only who is registered', async () => {
    const target = 'sofia/webrtc/1001%kiloline.test';
    expect(await fake.originate(randomUUID(), target)).toBe('-ERR USER_NOT_REGISTERED\n');
    fake.sip.registered = ['1001'];
    const reply = fake.originate(randomUUID(), target);
    await settle();
    expect(fake.sip.calls[0]?.request.target).toEqual({ kind: 'registered', user: '1001' });
    fake.sip.calls[0]?.fail(480);
    await reply;
  });

  it('leaves nothing behind after many calls', async () => {
    for (let round = 0; round < 300; round += 1) {
      const { call, uuid } = round % 2 === 0 ? await fake.answered() : await fake.arrive();
      if (round % 3 === 0) await fake.api(`uuid_kill ${uuid}`);
      else if (round % 2 === 0) (call as { dialog: { hangUp: () => void } }).dialog.hangUp();
      else call.cancel();
      await settle();
    }
    expect(fake.core.context.sessions.size).toBe(0);
    expect(fake.core.context.scheduler.size).toBe(0);
    expect(fake.media.legs.every((leg) => leg.closed && leg.source === null)).toBe(true);
    expect(fake.warnings).toEqual([]);
  });
});
