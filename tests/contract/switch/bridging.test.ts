import { expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../support/eventually';
import { MUSIC_HERTZ, SOUNDS } from '../../support/switch-under-test';
import { CALLEE_HERTZ, CALLER_HERTZ, describeSwitch, newLeg, silence, sound } from './suite';

describeSwitch('bridging', (bench) => {
  const pair = async () => {
    const [inbound, out] = [await bench.arrive(), await bench.answeredOut('13900000001')];
    return { caller: inbound, out };
  };
  const bridged = (a: string, b: string) =>
    eventually('bridged is reported', () =>
      bench.attached.seen.find(
        (one) =>
          one.kind === 'bridged' &&
          [one.legId, one.otherLegId].includes(a as never) &&
          [one.legId, one.otherLegId].includes(b as never),
      ),
    );

  it('lets both hear each other, out of music, and reports the bridge', async () => {
    const { caller, out } = await pair();
    await bench.switch.playMusic(caller.leg);
    await bench.hears(caller.call, MUSIC_HERTZ);
    await bench.switch.bridge(caller.leg, out.leg);
    await bridged(caller.leg, out.leg);
    await bench.hears(caller.call, CALLEE_HERTZ);
    await bench.hears(out.call, CALLER_HERTZ);
    expect((await bench.switch.snapshot()).legs.find((one) => one.legId === caller.leg)).toMatchObject({
      bridgedTo: out.leg,
      parked: false,
      answered: true,
      direction: 'inbound',
    });
    await bench.switch.hangUp(caller.leg);
    await bench.switch.hangUp(out.leg);
  });

  it('breaks off playing without reporting an end', async () => {
    const { caller, out } = await pair();
    await bench.switch.play(caller.leg, 'cut', [sound('long'), silence(100)]);
    await bench.switch.play(out.leg, 'cut-too', [silence(5000)]);
    await bench.hears(caller.call, SOUNDS.long.hertz);
    await bench.switch.bridge(caller.leg, out.leg);
    await bridged(caller.leg, out.leg);
    await bench.hears(caller.call, CALLEE_HERTZ);
    await sleep(500);
    expect(bench.all('play-finished', caller.leg)).toHaveLength(0);
    expect(bench.all('play-finished', out.leg)).toHaveLength(0);
    await bench.switch.hangUp(caller.leg);
    await bench.switch.hangUp(out.leg);
  });

  it('lets nothing begin over the talk that was asked for directly before it', async () => {
    const { caller, out } = await pair();
    // Whether the leg gets to it before the bridge is a matter of its ticks.
    for (let round = 1; round <= 10; round += 1) {
      await bench.switch.playTone(caller.leg, 'ringback');
      await bench.switch.bridge(caller.leg, out.leg);
      await bench.hears(caller.call, CALLEE_HERTZ);
      await bench.hears(out.call, CALLER_HERTZ);
      await bench.switch.unbridge(caller.leg);
    }
    await bench.switch.hangUp(caller.leg);
    await bench.switch.hangUp(out.leg);
  });

  it('ends with the talk what is said over it', async () => {
    const { caller, out } = await pair();
    await bench.switch.bridge(caller.leg, out.leg);
    await bridged(caller.leg, out.leg);
    await bench.switch.announceOverSpeech(caller.leg, [sound('long')]);
    // It is no louder than who talks: only that there was time for it to begin.
    await sleep(600);
    await bench.switch.unbridge(out.leg);
    await bench.switch.play(caller.leg, 'question', [sound('short'), silence(400), sound('other')]);
    await bench.hears(caller.call, SOUNDS.short.hertz);
    await bench.hears(caller.call, SOUNDS.other.hertz);
    await bench.switch.hangUp(caller.leg);
    await bench.switch.hangUp(out.leg);
  });

  it('unbridges: both are parked and each can be played to', async () => {
    const { caller, out } = await pair();
    await bench.switch.bridge(caller.leg, out.leg);
    await bridged(caller.leg, out.leg);
    const parks = [bench.all('parked', caller.leg).length, bench.all('parked', out.leg).length] as const;
    await bench.switch.unbridge(caller.leg);
    await bench.event('parked', caller.leg, parks[0] + 1);
    await bench.event('parked', out.leg, parks[1] + 1);
    expect(
      bench.attached.seen.some(
        (one) => one.kind === 'unbridged' && [caller.leg, out.leg].includes(one.legId),
      ),
    ).toBe(true);
    await bench.switch.playMusic(caller.leg);
    await bench.switch.play(out.leg, 'after', [sound('short')]);
    // The sound is over before the music has begun, perhaps.
    await Promise.all([bench.hears(caller.call, MUSIC_HERTZ), bench.hears(out.call, SOUNDS.short.hertz)]);
    expect((await bench.event('play-finished', out.leg)).playId).toBe('after');
    // On parked legs it does nothing, and does not spoil later playing.
    await bench.switch.unbridge(out.leg);
    await bench.switch.play(out.leg, 'again', [sound('other')]);
    await bench.hears(out.call, SOUNDS.other.hertz);
    // And together again.
    await bench.switch.bridge(out.leg, caller.leg);
    await bench.hears(caller.call, CALLEE_HERTZ);
    await bench.switch.hangUp(caller.leg);
    await bench.switch.hangUp(out.leg);
  });

  it('parts once, however often it is told to: what is played afterwards is heard to its end', async () => {
    const { caller, out } = await pair();
    // Whether the second word comes before the leg has parked is a matter of its ticks.
    for (let round = 1; round <= 8; round += 1) {
      await bench.switch.bridge(caller.leg, out.leg);
      await bridged(caller.leg, out.leg);
      await bench.hears(caller.call, CALLEE_HERTZ);
      await Promise.all([bench.switch.unbridge(caller.leg), bench.switch.unbridge(caller.leg)]);
      await bench.switch.play(caller.leg, `round${round}`, [sound('short')]);
      expect((await bench.event('play-finished', caller.leg, round)).playId).toBe(`round${round}`);
    }
    await bench.switch.hangUp(caller.leg);
    await bench.switch.hangUp(out.leg);
  });

  it('moves a leg from one bridge to another, as a consultation does', async () => {
    const { caller, out } = await pair();
    const second = await bench.answeredOut('13900000002');
    await bench.switch.bridge(caller.leg, out.leg);
    await bridged(caller.leg, out.leg);
    const parks = bench.all('parked', caller.leg).length;
    await bench.switch.bridge(out.leg, second.leg);
    await bridged(out.leg, second.leg);
    await bench.event('parked', caller.leg, parks + 1);
    await bench.switch.bridge(caller.leg, second.leg);
    await bridged(caller.leg, second.leg);
    await bench.hears(caller.call, CALLEE_HERTZ);
    for (const leg of [caller.leg, out.leg, second.leg]) await bench.switch.hangUp(leg);
  });

  it('keeps the other leg parked when one hangs up', async () => {
    const { caller, out } = await pair();
    await bench.switch.bridge(caller.leg, out.leg);
    await bridged(caller.leg, out.leg);
    const parks = bench.all('parked', caller.leg).length;
    await out.call.hangUp();
    expect(await bench.event('hung-up', out.leg)).toMatchObject({ by: 'party' });
    await bench.event('parked', caller.leg, parks + 1);
    await bench.switch.play(caller.leg, 'sorry', [sound('short')]);
    await bench.hears(caller.call, SOUNDS.short.hertz);
    await bench.switch.hangUp(caller.leg);
  });

  it('leaves the one leg as it was when the other is gone', async () => {
    const { leg, call } = await bench.arrive();
    await bench.switch.play(leg, 'goes-on', [silence(400)]);
    await expect(bench.switch.bridge(leg, newLeg())).rejects.toMatchObject({ code: 'switch-refused' });
    await bench.event('play-finished', leg);
    expect(call.ended).toBe(false);
    await bench.switch.hangUp(leg);
  });
});
