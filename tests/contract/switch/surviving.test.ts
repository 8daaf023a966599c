import { expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../support/eventually';
import { describeSwitch, newCall, silence } from './suite';

/** Prompt 12 as writeTestSounds makes it, zh-CN first. */
const OVERFLOW_HERTZ = 440;

describeSwitch('what happens without a server', (bench) => {
  it('sends a leg to the overflow when nobody renews its guard', async () => {
    const { call, leg } = await bench.arrive();
    await bench.switch.playMusic(leg);
    await bench.switch.armFallback(leg, 1);
    const begun = performance.now();
    await bench.hears(call, OVERFLOW_HERTZ, 5000);
    const tookMs = performance.now() - begun;
    expect(tookMs).toBeGreaterThan(500);
    expect(tookMs).toBeLessThan(3500);
    await bench.event('hung-up', leg);
    await eventually('his telephone was told', () => call.endedBy === 'them');
  }, 10_000);

  it('does not, as long as it is renewed, nor once it is taken away', async () => {
    const { call, leg } = await bench.arrive();
    for (let round = 0; round < 3; round += 1) {
      await bench.switch.armFallback(leg, 1);
      await sleep(800);
    }
    await bench.switch.disarmFallback(leg);
    await sleep(3000);
    expect(call.ended).toBe(false);
    await bench.switch.play(leg, 'still', [silence(40)]);
    await bench.event('play-finished', leg);
    await bench.switch.hangUp(leg);
  }, 15_000);

  it('keeps calls through the loss of the server, and says how they stand', async () => {
    const waiting = await bench.arrive();
    await bench.switch.armFallback(waiting.leg, 60);
    const ringing = await bench.arrive(false);
    const talking = await bench.arrive();
    const out = await bench.answeredOut('13900000001');
    bench.callee.behaviours.set('13900000180', 'ring');
    const dialling = await bench.callOut('13900000180');
    const tag = { role: 'customer' as const, callId: newCall() };
    await bench.switch.tag(waiting.leg, tag);
    await bench.switch.playMusic(waiting.leg);
    await bench.switch.bridge(talking.leg, out.leg);
    await eventually('they talk', () => bench.attached.seen.some((one) => one.kind === 'bridged'));

    await bench.attached.stop();
    expect(bench.attached.downs).toEqual(['stopped']);
    await expect(bench.switch.answer(ringing.leg)).rejects.toMatchObject({ code: 'switch-unavailable' });
    bench.attached = await bench.under.attach({ trunk: bench.callee.address });
    const legs = new Map(bench.attached.ups[0]?.snapshot.legs.map((one) => [one.legId, one]));
    expect(legs.size).toBe(5);
    expect(legs.get(waiting.leg)).toMatchObject({
      tag,
      parked: true,
      bridgedTo: null,
      answered: true,
      callerNumber: '13800000001',
      dialedNumber: '1000',
    });
    expect(legs.get(ringing.leg)).toMatchObject({
      tag: null,
      parked: true,
      answered: false,
      direction: 'inbound',
    });
    expect(legs.get(talking.leg)).toMatchObject({ bridgedTo: out.leg, parked: false });
    expect(legs.get(out.leg)).toMatchObject({
      bridgedTo: talking.leg,
      parked: false,
      direction: 'outbound',
      tag: { role: 'customer' },
    });
    expect(legs.get(dialling)).toMatchObject({ parked: false, answered: false, direction: 'outbound' });

    for (const leg of legs.keys()) await bench.switch.hangUp(leg);
    for (const leg of legs.keys()) await bench.event('hung-up', leg);
    expect((await bench.switch.snapshot()).legs).toEqual([]);
  }, 20_000);
});
