import { expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { agentId, legId, offerId, type LegId } from '../../../server/contract/ids';
import { eventually } from '../../support/eventually';
import { SipParty } from '../../support/sip-party';
import { AGENTS, SOUNDS } from '../../support/switch-under-test';
import { describeSwitch, newCall, newLeg, sound } from './suite';

const OFFER = offerId('0ffe0000-0000-4000-8000-000000000001');

describeSwitch('calls it makes', (bench) => {
  it('calls a customer: answered, then parked, tagged and ready for commands', async () => {
    const [leg, call] = [newLeg(), newCall()];
    await bench.switch.callCustomer({
      legId: leg,
      callId: call,
      number: '13900000001',
      callerNumber: '4001000',
      timeoutS: 20,
    });
    const answered = await bench.event('answered', leg);
    // Sent between answer and park: held until it can be heard.
    await bench.switch.play(leg, 'hello', [sound('short')]);
    const parked = await bench.event('parked', leg);
    expect(answered.tag).toEqual({ role: 'customer', callId: call });
    expect(parked).toMatchObject({ tag: answered.tag, facts: { direction: 'outbound', answered: true } });
    const far = bench.callee.calls.at(-1);
    expect(far?.invited?.header('From')).toContain('4001000');
    if (far) await bench.hears(far, SOUNDS.short.hertz);
    expect((await bench.event('play-finished', leg)).playId).toBe('hello');
    await far?.hangUp();
    expect(await bench.event('hung-up', leg)).toMatchObject({ by: 'party', cause: 'NORMAL_CLEARING' });
  });

  it.each([
    ['busy', '13900000486', 486, 'USER_BUSY'],
    ['refused', '13900000603', 603, 'CALL_REJECTED'],
    ['an unknown number', '13900000404', 404, 'UNALLOCATED_NUMBER'],
  ])('reports %s', async (_name, number, status, cause) => {
    bench.callee.behaviours.set(number, status);
    const leg = await bench.callOut(number);
    expect(await bench.event('hung-up', leg)).toMatchObject({ cause, sipStatus: status, by: 'party' });
    expect(bench.all('answered', leg)).toHaveLength(0);
    await sleep(500);
    expect(bench.all('hung-up', leg)).toHaveLength(1);
  });

  it('reports no answer', async () => {
    bench.callee.behaviours.set('13900000180', 'ring');
    const begun = performance.now();
    const leg = await bench.callOut('13900000180', 2);
    expect(await bench.event('hung-up', leg, 1, 6000)).toMatchObject({ cause: 'NO_ANSWER', by: 'switch' });
    expect(performance.now() - begun).toBeGreaterThan(1900);
    await eventually('it was cancelled', () => bench.callee.calls.at(-1)?.endedBy === 'them');
  }, 10_000);

  it('takes back a call that rings', async () => {
    bench.callee.behaviours.set('13900000181', 'ring');
    const leg = await bench.callOut('13900000181');
    await eventually('it rings', () => bench.callee.calls.at(-1)?.dialed === '13900000181');
    await expect(bench.switch.play(leg, 'early', [sound('short')])).rejects.toMatchObject({
      code: 'switch-refused',
    });
    await bench.switch.hangUp(leg, 'ORIGINATOR_CANCEL');
    expect(await bench.event('hung-up', leg)).toMatchObject({ by: 'switch' });
    await eventually('it was cancelled', () => bench.callee.calls.at(-1)?.endedBy === 'them');
  }, 10_000);

  it('calls once, however often it is told to', async () => {
    const before = bench.callee.calls.length;
    const request = {
      legId: newLeg(),
      callId: newCall(),
      number: '13900000002',
      callerNumber: '',
      timeoutS: 10,
    };
    await Promise.all([bench.switch.callCustomer(request), bench.switch.callCustomer(request)]);
    await bench.event('parked', request.legId);
    await bench.switch.callCustomer(request);
    await sleep(600);
    expect(bench.callee.calls.length - before).toBe(1);
    expect(bench.all('hung-up', request.legId)).toHaveLength(0);
    await bench.switch.hangUp(request.legId);
    await bench.event('hung-up', request.legId);
  });

  it('refuses a number that could mean something else, before anything is dialled', async () => {
    const before = bench.callee.calls.length;
    for (const number of [
      '',
      'abc',
      '1 2',
      '1,origination_uuid=x',
      '139@evil',
      "139'",
      '139}&system(id)',
      '139\n\nexit',
    ]) {
      await expect(bench.callOut(number)).rejects.toMatchObject({ code: 'broken-invariant' });
    }
    expect(bench.callee.calls.length).toBe(before);
  });

  it('reports the end of a call that never came to be', async () => {
    const [leg, call] = [newLeg(), newCall()];
    await bench.switch.callAgent({
      legId: leg,
      callId: call,
      agentId: agentId('1999'),
      sipUser: '1999',
      registeredOn: bench.switch.id,
      timeoutS: 5,
      callerNumber: '13800000001',
      autoAnswer: false,
    });
    const hungUp = await bench.event('hung-up', leg);
    expect(hungUp).toMatchObject({ by: 'switch', tag: { role: 'agent', callId: call, agentId: '1999' } });
    await sleep(500);
    expect(bench.all('hung-up', leg)).toHaveLength(1);
  });

  it('tells who ended an agent’s leg, and tells it once', async () => {
    const phone = await SipParty.open(1000);
    const account = { user: '1001', password: AGENTS['1001'], domain: bench.under.domain };
    expect(await phone.register(bench.under.agentSide, account)).toBe(200);
    const talk = async (end: (leg: LegId) => Promise<void>) => {
      const [leg, before] = [newLeg(), phone.calls.length];
      await bench.switch.callAgent({
        ...{ legId: leg, callId: newCall(), agentId: agentId('1001'), sipUser: '1001' },
        ...{ registeredOn: bench.switch.id, timeoutS: 10, callerNumber: '', autoAnswer: false },
      });
      await bench.event('parked', leg);
      expect(phone.calls).toHaveLength(before + 1);
      await end(leg);
      const ended = await bench.event('hung-up', leg);
      await eventually('it is gone', async () => !(await bench.switch.legExists(leg)));
      await sleep(200);
      expect(bench.all('hung-up', leg)).toHaveLength(1);
      return ended;
    };
    const byPhone = await talk(async () => phone.calls.at(-1)?.hangUp());
    expect(byPhone).toMatchObject({ by: 'party', cause: 'NORMAL_CLEARING', tag: { role: 'agent' } });
    const byUs = await talk((leg) => bench.switch.hangUp(leg));
    expect(byUs).toMatchObject({ by: 'switch', cause: 'NORMAL_CLEARING', tag: { role: 'agent' } });
    expect(await phone.register(bench.under.agentSide, account, 0)).toBe(200);
    phone.close();
  }, 15_000);

  it('registers an agent, calls him with what his phone must know, and notices that he is gone', async () => {
    const phone = await SipParty.open(1000);
    const account = { user: '1001', password: AGENTS['1001'], domain: bench.under.domain };
    const of = (kind: string) =>
      bench.attached.seen.filter((one) => one.kind === kind && 'sipUser' in one && one.sipUser === '1001');
    expect(await phone.register(bench.under.agentSide, account)).toBe(200);
    await eventually('it is reported', () => of('registered').length > 0);
    expect((await bench.switch.snapshot()).registrations).toContain('1001');

    const [leg, call] = [legId(newCall()), newCall()];
    phone.behaviours.set('1001', 'ring');
    await bench.switch.callAgent({
      legId: leg,
      callId: call,
      agentId: agentId('1001'),
      sipUser: '1001',
      registeredOn: bench.switch.id,
      timeoutS: 10,
      callerNumber: '13800000001',
      autoAnswer: true,
      standsFor: OFFER,
    });
    const far = await eventually('the phone rings', () => phone.calls[0]);
    expect(far.invited?.header('X-Kiloline-Call')).toBe(call);
    expect(far.invited?.header('X-Kiloline-Auto-Answer')).toBe('true');
    expect(far.invited?.header('X-Kiloline-Offer')).toBe(OFFER);
    expect(far.invited?.header('From')).toContain('13800000001');
    expect(far.invited?.header('Session-Expires')).toBe('');
    far.pickUp();
    const tag = { role: 'agent', callId: call, agentId: '1001', stands: true };
    expect((await bench.event('parked', leg)).tag).toEqual(tag);
    const there = (await bench.switch.snapshot()).legs.find((each) => each.legId === leg);
    expect(there).toMatchObject({ answered: true, tag });
    await far.hangUp();
    expect(await bench.event('hung-up', leg)).toMatchObject({
      ...{ by: 'party', cause: 'NORMAL_CLEARING' },
      tag,
    });

    expect(await phone.register(bench.under.agentSide, account, 0)).toBe(200);
    await eventually('it is reported', () => of('unregistered').length > 0);
    phone.close();
  }, 15_000);
});
