import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Clock } from '../../../../freeswitch/emulator/media/clock';
import { AudioLeg } from '../../../../freeswitch/emulator/media/legs/audio-leg';
import { Recorder } from '../../../../freeswitch/emulator/media/recorder';
import { makeTemporaryDirectory } from '../../../support/temporary-directory';

const directory = makeTemporaryDirectory();
afterAll(() => directory.remove());

/** A leg whose far party says what the test puts in. */
class TestLeg extends AudioLeg {
  readonly localSdp = '';
  private sequence = 0;
  setRemote = (): Promise<void> => Promise.resolve();
  renegotiate = (): string => '';
  protected readonly canTransmit = true;
  protected transmit = (): void => undefined;
  protected closeTransport = (): void => undefined;

  /** @param byte mu-law: 0x80 is loudest up, 0x00 loudest down */
  says(byte: number): void {
    const header = {
      payloadType: 0,
      sequence: this.sequence++,
      timestamp: 0,
      ssrc: 1,
      payloadStart: 0,
      payloadEnd: 160,
    };
    this.receiver.packet(new Uint8Array(160).fill(byte), header);
  }
}

const LOUD = 32_124;
let now = 0;
let wake: (() => void) | null = null;

function setUp(path: string, stereo = true) {
  now = 0;
  const reported: string[] = [];
  const report = (what: string): void => void reported.push(what);
  const clock = new Clock(report, { now: () => now, wake: (_, run) => ((wake = run), () => (wake = null)) });
  const leg = new TestLeg({ clock, report, closed: () => undefined });
  const recorder = new Recorder(leg, path, { stereo, live: false }, clock, report);
  const tick = (times = 1, each: () => void = () => undefined): void => {
    for (let time = 0; time < times; time += 1) {
      each();
      now += 20;
      wake?.();
    }
  };
  return { clock, leg, recorder, tick, reported };
}

/** First sample of each 20 ms, as left/right. */
function read(path: string, channels = 2): string[] {
  const wav = readFileSync(path);
  const size = 320 * channels;
  expect([wav.readUInt32LE(4), wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt32LE(40)]).toEqual([
    wav.length - 8,
    channels,
    8000,
    wav.length - 44,
  ]);
  return Array.from({ length: (wav.length - 44) / size }, (_, at) =>
    Array.from({ length: channels }, (__, channel) => wav.readInt16LE(44 + at * size + channel * 2)).join(
      '/',
    ),
  );
}

describe('recording', () => {
  it('puts what was said left, what was heard right, and fills gaps by the clock', async () => {
    const path = join(directory.path, 'gaps.wav');
    const { clock, leg, recorder, tick } = setUp(path);
    leg.setSource({ next: () => new Int16Array(160).fill(1000) });
    tick(2, () => leg.says(0x80));
    tick(2);
    leg.setSource(null);
    tick(1, () => leg.says(0x00));
    tick(1);
    // The process stood still for 160 ms: more than the clock makes up for, so it skips some.
    now += 160;
    tick(1);
    expect(clock.stats.skipped).toBeGreaterThan(0);
    const ms = await recorder.stop();
    const heard = read(path);
    expect(ms).toBe(heard.length * 20);
    expect(heard.slice(0, 6)).toEqual([
      `${LOUD}/1000`,
      `${LOUD}/1000`,
      '0/1000',
      '0/1000',
      `-${LOUD}/0`,
      '0/0',
    ]);
    expect(heard.slice(6).every((each) => each === '0/0')).toBe(true);
    expect(ms).toBe(clock.ticks * 20);
  });

  it('masks both channels with time kept, and cuts out a pause', async () => {
    const path = join(directory.path, 'mask.wav');
    const { leg, recorder, tick } = setUp(path);
    leg.setSource({ next: () => new Int16Array(160).fill(1000) });
    const talk = (): void => leg.says(0x80);
    tick(3, talk);
    recorder.mask(true);
    tick(4, talk);
    recorder.mask(false);
    tick(2, talk);
    recorder.pause(true);
    tick(10, talk);
    recorder.pause(false);
    tick(1, talk);
    expect(await recorder.stop()).toBe(200);
    const both = `${LOUD}/1000`;
    expect(read(path)).toEqual([both, both, both, '0/0', '0/0', '0/0', '0/0', both, both, both]);
  });

  it('writes one channel with both parties added up', async () => {
    const path = join(directory.path, 'mono.wav');
    const { leg, recorder, tick } = setUp(path, false);
    leg.setSource({ next: () => new Int16Array(160).fill(-1000) });
    tick(1, () => leg.says(0x80));
    tick(1);
    expect(await recorder.stop()).toBe(40);
    expect(read(path, 1)).toEqual([String(LOUD - 1000), '-1000']);
  });

  it('is complete when the leg closes, and says so to whoever stops it later', async () => {
    const path = join(directory.path, 'closed.wav');
    const { leg, recorder, tick } = setUp(path);
    // More than a second: several writes.
    tick(130);
    leg.close();
    expect(await recorder.stop()).toBe(2600);
    expect(await recorder.stop()).toBe(2600);
    expect(read(path)).toHaveLength(130);
    expect(wake).toBeNull();
  });

  it('tells of a disk that fails, once, and never from within a tick', async () => {
    const { leg, recorder, tick, reported } = setUp(join(__filename, 'call.wav'));
    tick(120);
    await expect(recorder.stop()).rejects.toMatchObject({ fault: 'disk-failed' });
    expect(reported).toEqual(['recording']);
    leg.close();
  });
});
