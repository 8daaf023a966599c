import { expect, it } from '@jest/globals';
import { agentId } from '../../../server/contract/ids';
import { eventually } from '../../support/eventually';
import { findRequirement } from '../../support/requirements';
import { runSipp } from '../../support/run-sipp';
import { makeTemporaryDirectory } from '../../support/temporary-directory';
import { describeSwitch, newCall, newLeg, sound, silence } from './suite';

describeSwitch('calls that arrive', (bench) => {
  it('reports an arriving call as parked, unanswered and unclaimed', async () => {
    const { call, leg, parked } = await bench.arrive(false);
    expect(parked).toMatchObject({
      switchId: 'fs1',
      tag: null,
      facts: {
        direction: 'inbound',
        answered: false,
        callerNumber: '13800000001',
        callerName: 'Carol',
        dialedNumber: '1000',
      },
    });
    expect(Math.abs(parked.at - Date.now())).toBeLessThan(2000);
    expect(call.answered).toBe(false);
    expect(await bench.switch.legExists(leg)).toBe(true);
    await bench.switch.hangUp(leg);
    await eventually('the caller is told', () => call.ended);
  });

  const itWithSipp = findRequirement('sipp') === null ? it.skip : it;
  itWithSipp(
    'takes a call from SIPp, and reports that the caller gave up',
    async () => {
      const temporary = makeTemporaryDirectory();
      const before = bench.attached.seen.length;
      const target = bench.under.carrierSide;
      const sipp = runSipp({
        scenario: 'gives-up',
        target,
        dialedNumber: '1000',
        dir: temporary.path,
        timeoutSeconds: 10,
      });
      const hungUp = await eventually(
        'the hang-up is reported',
        () => bench.attached.seen.slice(before).find((one) => one.kind === 'hung-up'),
        8000,
      );
      expect(hungUp).toMatchObject({ by: 'party', cause: 'ORIGINATOR_CANCEL' });
      expect(await sipp).toMatchObject({ status: 0 });
      temporary.remove();
    },
    15_000,
  );

  it('cleans what a caller writes about himself', async () => {
    const before = bench.attached.seen.length;
    const name = `Zoë 小王 %E9 ${'x'.repeat(100)}`;
    const call = await bench.caller.call(bench.under.carrierSide, '1000', { number: '13800000002', name });
    const parked = await eventually('it arrives', () =>
      bench.attached.seen.slice(before).find((one) => one.kind === 'parked'),
    );
    expect(parked.facts.callerName.startsWith('Zoë 小王')).toBe(true);
    expect(parked.facts.callerName.length).toBeLessThanOrEqual(64);
    await bench.switch.hangUp(parked.legId);
    await eventually('it ends', () => call.ended);
  });

  it('answers, and answering twice does no harm', async () => {
    const { call, leg } = await bench.arrive();
    await bench.switch.answer(leg);
    expect(call.status).toBe(200);
    await bench.switch.hangUp(leg);
    await eventually('the caller is told', () => call.ended);
    expect(bench.all('answered', leg)).toHaveLength(1);
  });

  it('writes the tag on the leg, and every later event carries it', async () => {
    const { leg } = await bench.arrive();
    const tag = { role: 'customer' as const, callId: newCall(), agentId: agentId('1001') };
    await bench.switch.tag(leg, tag);
    await bench.switch.play(leg, 'p1', [silence(40)]);
    expect((await bench.event('play-finished', leg)).tag).toEqual(tag);
    await bench.switch.hangUp(leg);
    expect((await bench.event('hung-up', leg)).tag).toEqual(tag);
  });

  it.each([
    ['CALL_REJECTED', 603],
    ['USER_BUSY', 486],
  ] as const)('refuses a call with %s as %d', async (cause, status) => {
    const { call, leg } = await bench.arrive(false);
    await bench.switch.hangUp(leg, cause);
    expect(await bench.event('hung-up', leg)).toMatchObject({ cause, by: 'switch' });
    await eventually('the caller is told', () => call.status === status);
  });

  it('tells a hang-up by the caller from one by us', async () => {
    const first = await bench.arrive();
    await first.call.hangUp();
    expect(await bench.event('hung-up', first.leg)).toMatchObject({ cause: 'NORMAL_CLEARING', by: 'party' });
    const second = await bench.arrive();
    await bench.switch.hangUp(second.leg);
    expect(await bench.event('hung-up', second.leg)).toMatchObject({
      cause: 'NORMAL_CLEARING',
      by: 'switch',
    });
    expect(await bench.switch.legExists(second.leg)).toBe(false);
  });

  it('reports each key once, in order, however it was sent', async () => {
    const { call, leg } = await bench.arrive();
    await bench.switch.play(leg, 'listen', [silence(10_000)]);
    await eventually('audio flows', () => call.media.packetsHeard > 5);
    for (const key of ['1', '9', '*', '#']) await call.press(key);
    await eventually('they came', () => bench.all('digit', leg).length >= 4);
    await call.press('5', 'info');
    await eventually('all keys came', () => bench.all('digit', leg).length >= 5);
    // A phone that sends a key both ways presses it once.
    await Promise.all([call.press('7'), call.press('7', 'info')]);
    await call.press('7');
    await eventually('the last key came', () => bench.all('digit', leg).length >= 7);
    expect(bench.all('digit', leg).map((one) => one.digit)).toEqual(['1', '9', '*', '#', '5', '7', '7']);
    // '*' must not end what is played.
    expect(bench.all('play-finished', leg)).toHaveLength(0);
    await bench.switch.hangUp(leg);
  });

  it('refuses commands for a leg that is gone', async () => {
    const gone = newLeg();
    const refused = { code: 'switch-refused' };
    await expect(bench.switch.answer(gone)).rejects.toMatchObject(refused);
    await expect(bench.switch.play(gone, 'x', [sound('short')])).rejects.toMatchObject(refused);
    await expect(bench.switch.stopPlaying(gone)).rejects.toMatchObject(refused);
    await expect(bench.switch.hangUp(gone)).rejects.toMatchObject(refused);
    await expect(bench.switch.bridge(gone, newLeg())).rejects.toMatchObject(refused);
    await expect(bench.switch.unbridge(gone)).rejects.toMatchObject(refused);
    await expect(bench.switch.tag(gone, { role: 'customer' })).rejects.toMatchObject(refused);
    await expect(bench.switch.armFallback(gone, 5)).rejects.toMatchObject(refused);
    expect(await bench.switch.legExists(gone)).toBe(false);
  });
});
