import { expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { recordingFileName } from '../../../server/calls/switch';
import type { LegId } from '../../../server/contract/ids';
import { shareOfTone } from '../../support/tone';
import { wavChannels } from '../../support/wav-channels';
import { CALLEE_HERTZ, CALLER_HERTZ, describeSwitch, silence, type Bench } from './suite';

const BEEP_HERTZ = 1000;
/** Samples of 200 ms from there on. */
const part = (samples: Float32Array | undefined, fromMs: number): Float32Array =>
  (samples ?? new Float32Array()).subarray(fromMs * 8, (fromMs + 200) * 8);
const loudest = (samples: Float32Array): number => Math.max(...samples.map(Math.abs));

describeSwitch('recordings', (bench) => {
  const fileOf = (id: string) => join(bench.under.recordingsDir, recordingFileName(id));
  const finished = (leg: LegId, id: string) => recordingFinished(bench, leg, id);

  it('takes a message after the beep, and ends it when told', async () => {
    const { call, leg } = await bench.arrive();
    await bench.switch.play(leg, 'beep', [{ kind: 'beep' }]);
    await bench.hears(call, BEEP_HERTZ);
    await bench.event('play-finished', leg);
    await bench.switch.play(leg, 'listening', [silence(20_000)]);
    const id = randomUUID();
    await bench.switch.startRecording(leg, { recordingId: id, maxS: 30 });
    await bench.switch.startRecording(leg, { recordingId: id, maxS: 30 });
    await sleep(1500);
    await bench.switch.stopRecording(leg, id);
    const { ms } = await finished(leg, id);
    expect(Math.abs(ms - 1500)).toBeLessThan(400);
    const [heard, other] = wavChannels(fileOf(id));
    expect(other).toBeUndefined();
    expect(shareOfTone(part(heard, 600), 8000, CALLER_HERTZ)).toBeGreaterThan(0.5);
    // Over is over, and said twice it does no harm.
    await bench.switch.startRecording(leg, { recordingId: id, maxS: 30 });
    await bench.switch.stopRecording(leg, id);
    await sleep(300);
    expect(bench.all('recording-finished', leg)).toHaveLength(1);
    await call.hangUp();
    await bench.event('hung-up', leg);
  });

  it('ends at its limit, and with the leg', async () => {
    const { call, leg } = await bench.arrive();
    await bench.switch.playMusic(leg);
    const [short, long] = [randomUUID(), randomUUID()];
    await bench.switch.startRecording(leg, { recordingId: short, maxS: 2 });
    await bench.switch.startRecording(leg, { recordingId: long, maxS: 600 });
    const { ms } = await finished(leg, short);
    // FreeSWITCH counts whole seconds of the clock: the first may be over at once.
    expect(ms).toBeGreaterThan(900);
    expect(ms).toBeLessThan(3500);
    await call.hangUp();
    expect((await finished(leg, long)).ms).toBeGreaterThan(ms - 100);
  });

  it('masks every recording of the leg while keys are secret, and still tells the keys', async () => {
    const { call, leg } = await bench.arrive();
    const { call: far, leg: farLeg } = await bench.answeredOut('13900000001');
    await bench.switch.bridge(leg, farLeg);
    await bench.hears(call, CALLEE_HERTZ);
    await bench.hears(far, CALLER_HERTZ);
    const [stereo, mono] = [randomUUID(), randomUUID()];
    await bench.switch.startRecording(leg, { recordingId: stereo, stereo: true, maxS: 60 });
    await bench.switch.startRecording(leg, { recordingId: mono, maxS: 60 });
    // FreeSWITCH masks what its writer has not written yet, too: up to the last half second.
    await sleep(1500);
    await bench.switch.setSensitiveKeys(leg, true);
    await sleep(300);
    await call.press('7');
    expect((await bench.event('digit', leg)).digit).toBe('7');
    await sleep(300);
    await bench.switch.setSensitiveKeys(leg, false);
    await sleep(500);
    await bench.switch.maskRecording(leg);
    await bench.switch.unmaskRecording(leg);
    await call.hangUp();
    await finished(leg, stereo);
    await finished(leg, mono);
    const [left, right] = wavChannels(fileOf(stereo));
    expect(shareOfTone(part(left, 300), 8000, CALLER_HERTZ)).toBeGreaterThan(0.5);
    expect(shareOfTone(part(right, 300), 8000, CALLEE_HERTZ)).toBeGreaterThan(0.5);
    const [mixed] = wavChannels(fileOf(mono));
    for (const samples of [left, right, mixed]) expect(loudest(part(samples, 1650))).toBe(0);
    await bench.switch.hangUp(farLeg);
  });

  it('writes what is said within half a second, for who reads along, and another one after it', async () => {
    const { leg } = await bench.answeredOut('13900000001');
    const [along, later] = [randomUUID(), randomUUID()];
    const began = performance.now();
    await bench.switch.startRecording(leg, { recordingId: along, stereo: true, live: true, maxS: 30 });
    const lags: number[] = [];
    while (performance.now() - began < 2000) {
      await sleep(50);
      lags.push(performance.now() - began - writtenMs(fileOf(along)));
    }
    // Otherwise FreeSWITCH keeps two seconds back; half a second is what a machine that is not busy takes.
    expect(Math.max(...lags.slice(10))).toBeLessThan(1000);
    await bench.switch.stopRecording(leg, along);
    await finished(leg, along);
    const [said] = wavChannels(fileOf(along));
    expect(shareOfTone(part(said, 1000), 8000, CALLEE_HERTZ)).toBeGreaterThan(0.5);
    await bench.switch.playMusic(leg);
    await bench.switch.startRecording(leg, { recordingId: later, stereo: true, maxS: 30 });
    await sleep(1500);
    await bench.switch.stopRecording(leg, later);
    expect((await finished(leg, later)).ms).toBeGreaterThan(1100);
    await bench.switch.hangUp(leg);
  });

  it('refuses a name that is no id, before anything is written', async () => {
    const { call, leg } = await bench.arrive();
    for (const recordingId of ['', '../x', 'a b', "x'", randomUUID() + '\nexit']) {
      await expect(bench.switch.startRecording(leg, { recordingId, maxS: 5 })).rejects.toMatchObject({
        code: 'broken-invariant',
      });
    }
    await expect(
      bench.switch.startRecording(leg, { recordingId: randomUUID(), maxS: 0 }),
    ).rejects.toMatchObject({
      code: 'broken-invariant',
    });
    await call.hangUp();
    await bench.event('hung-up', leg);
    await expect(bench.switch.maskRecording(leg)).rejects.toMatchObject({ code: 'switch-refused' });
  });
});

async function recordingFinished(bench: Bench, leg: LegId, id: string) {
  for (let nth = 1; ; nth += 1) {
    const event = await bench.event('recording-finished', leg, nth);
    if (event.recordingId === id) return event;
  }
}

/** Of a recording in stereo. */
const writtenMs = (file: string): number => (existsSync(file) ? (statSync(file).size - 44) / 32 : 0);
