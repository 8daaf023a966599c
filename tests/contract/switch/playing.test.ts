import { expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../support/eventually';
import { shareOfTone } from '../../support/tone';
import { MUSIC_HERTZ, SOUNDS, STEPS } from '../../support/switch-under-test';
import { CALLEE_HERTZ, describeSwitch, silence, sound } from './suite';

describeSwitch('playing', (bench) => {
  it('plays a list without gaps and reports its end once', async () => {
    const { call, leg } = await bench.arrive();
    const begun = performance.now();
    await bench.switch.play(leg, 'list', [sound('short'), sound('other'), silence(100), sound('short')]);
    await bench.hears(call, SOUNDS.short.hertz);
    await bench.hears(call, SOUNDS.other.hertz);
    const finished = await bench.event('play-finished', leg);
    expect(finished.playId).toBe('list');
    const tookMs = performance.now() - begun;
    expect(tookMs).toBeGreaterThan(900);
    expect(tookMs).toBeLessThan(1500);
    await sleep(200);
    expect(bench.all('play-finished', leg)).toHaveLength(1);
    await bench.switch.hangUp(leg);
  });

  it('times silence, so that its end says that nothing was typed', async () => {
    const { leg } = await bench.arrive();
    const begun = performance.now();
    await bench.switch.play(leg, 'wait', [silence(500)]);
    await bench.event('play-finished', leg);
    expect(Math.abs(performance.now() - begun - 500)).toBeLessThan(200);
    await bench.switch.hangUp(leg);
  });

  it('stops at once, reports no end, and plays the next thing', async () => {
    const { call, leg } = await bench.arrive();
    await bench.switch.play(leg, 'stopped', [sound('long'), sound('long')]);
    await bench.hears(call, SOUNDS.long.hertz);
    await bench.switch.stopPlaying(leg);
    await bench.switch.play(leg, 'next', [sound('short')]);
    await bench.hears(call, SOUNDS.short.hertz);
    expect((await bench.event('play-finished', leg)).playId).toBe('next');
    await sleep(300);
    expect(bench.all('play-finished', leg)).toHaveLength(1);
    await bench.switch.hangUp(leg);
  });

  it('plays one thing instead of another, a list and music too, and reports the end of the last alone', async () => {
    const { call, leg } = await bench.arrive();
    const instead = { replace: true } as const;
    await bench.switch.play(leg, 'list', [sound('long'), sound('long'), silence(5000)]);
    await bench.hears(call, SOUNDS.long.hertz);
    await bench.switch.play(leg, 'second', [sound('other'), silence(5000)], instead);
    await bench.hears(call, SOUNDS.other.hertz);
    await bench.switch.playMusic(leg);
    await bench.switch.announceOverMusic(leg, [sound('long')]);
    await bench.switch.play(leg, 'third', [silence(5000)], instead);
    // As fast as they can be told: only the last is heard.
    await Promise.all([
      bench.switch.play(leg, 'fourth', [sound('other'), sound('other')], instead),
      bench.switch.play(leg, 'last', [sound('short')], instead),
    ]);
    await bench.hears(call, SOUNDS.short.hertz);
    expect((await bench.event('play-finished', leg)).playId).toBe('last');
    await sleep(300);
    expect(bench.all('play-finished', leg)).toHaveLength(1);
    await bench.switch.hangUp(leg);
  });

  it('begins instead of something with its first frame, and leaves none out and gives none twice', async () => {
    const { call, leg } = await bench.arrive();
    const heard: (number | 'before' | 'other')[] = [];
    call.media.listen((frame) => {
      const is = (hertz: number) => shareOfTone(frame, 8000, hertz) > 0.8;
      const step = STEPS.findIndex(is);
      heard.push(step >= 0 ? step : is(SOUNDS.long.hertz) ? 'before' : 'other');
    });
    await bench.switch.play(leg, 'before', [sound('long')]);
    await bench.hears(call, SOUNDS.long.hertz);
    await bench.switch.play(leg, 'steps', [sound('steps'), sound('short')], { replace: true });
    await bench.event('play-finished', leg);
    const first = heard.indexOf(0);
    expect(heard[first - 1]).toBe('before');
    const steps = heard.slice(first, heard.lastIndexOf(STEPS.length - 1) + 1);
    const missing = STEPS.filter((_, step) => !steps.includes(step)).length;
    const tooMany = steps.length - new Set(steps).size;
    // A tick of the switch that falls between two of our commands leaves out a frame or gives one twice: seldom, and one.
    expect({ steps, right: missing + tooMany <= 1 }).toEqual({ steps, right: true });
    await bench.switch.hangUp(leg);
  });

  it('plays instead of nothing', async () => {
    const { leg } = await bench.arrive();
    await bench.switch.play(leg, 'only', [sound('short')], { replace: true });
    expect((await bench.event('play-finished', leg)).playId).toBe('only');
    await bench.switch.hangUp(leg);
  });

  it('can be stopped before it has begun, and when nothing plays', async () => {
    const { leg } = await bench.arrive();
    await bench.switch.stopPlaying(leg);
    await Promise.all([bench.switch.play(leg, 'never', [sound('long')]), bench.switch.stopPlaying(leg)]);
    await bench.switch.play(leg, 'after', [sound('short')]);
    expect((await bench.event('play-finished', leg)).playId).toBe('after');
    expect(bench.all('play-finished', leg)).toHaveLength(1);
    await bench.switch.hangUp(leg);
  });

  it('reports no end for what a hang-up broke off', async () => {
    const { call, leg } = await bench.arrive();
    await bench.switch.play(leg, 'cut', [silence(5000)]);
    await sleep(200);
    await call.hangUp();
    await bench.event('hung-up', leg);
    expect(bench.all('play-finished', leg)).toHaveLength(0);
  });

  it('announces over music, which goes on afterwards, until it is stopped', async () => {
    const { call, leg } = await bench.arrive();
    await bench.switch.playMusic(leg);
    await bench.hears(call, MUSIC_HERTZ);
    await bench.switch.announceOverMusic(leg, [sound('short'), sound('other')]);
    await bench.hears(call, SOUNDS.short.hertz);
    await bench.hears(call, SOUNDS.other.hertz);
    await bench.hears(call, MUSIC_HERTZ);
    await bench.switch.announceOverMusic(leg, [sound('long')]);
    await bench.hears(call, SOUNDS.long.hertz);
    await bench.switch.stopPlaying(leg);
    // Neither the announcement nor the music under it is left.
    await eventually('it is silent', () => call.media.tone(300) === null);
    expect(bench.all('play-finished', leg)).toHaveLength(0);
    await bench.switch.hangUp(leg);
  });

  it('plays tones until stopped', async () => {
    const { call, leg } = await bench.arrive();
    await bench.switch.playTone(leg, 'ringback');
    await bench.hears(call, 450);
    await bench.switch.stopPlaying(leg);
    await bench.switch.playTone(leg, 'busy');
    await sleep(800);
    await bench.hears(call, 450);
    await bench.switch.hangUp(leg);
  });

  it('mixes an announcement into the speech of one leg only', async () => {
    const { call, leg } = await bench.arrive();
    const out = await bench.answeredOut('13900000001');
    await bench.switch.bridge(leg, out.leg);
    await bench.event('bridged', leg).catch(() => bench.event('bridged', out.leg));
    await bench.hears(call, CALLEE_HERTZ);
    await bench.switch.announceOverSpeech(leg, [sound('short'), sound('other'), sound('short')]);
    await sleep(700);
    const caller = call.media.samples(600);
    const callee = out.call.media.samples(600);
    for (const hertz of [SOUNDS.short.hertz, SOUNDS.other.hertz, CALLEE_HERTZ]) {
      expect(shareOfTone(caller, 8000, hertz)).toBeGreaterThan(0.02);
    }
    expect(shareOfTone(callee, 8000, SOUNDS.short.hertz)).toBeLessThan(0.005);
    // It ends by itself, and the talk goes on.
    await sleep(1000);
    expect(shareOfTone(call.media.samples(300), 8000, SOUNDS.short.hertz)).toBeLessThan(0.005);
    await bench.hears(call, CALLEE_HERTZ);
    // It can be given again, and stopped, without harm to the talk.
    await bench.switch.announceOverSpeech(leg, [sound('long')]);
    await sleep(300);
    expect(shareOfTone(call.media.samples(200), 8000, SOUNDS.long.hertz)).toBeGreaterThan(0.02);
    await bench.switch.stopPlaying(leg);
    await sleep(300);
    expect(shareOfTone(call.media.samples(200), 8000, SOUNDS.long.hertz)).toBeLessThan(0.005);
    await bench.hears(call, CALLEE_HERTZ);
    await bench.switch.hangUp(leg);
    await bench.switch.hangUp(out.leg);
  });
});
