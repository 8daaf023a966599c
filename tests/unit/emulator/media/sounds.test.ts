import { writeFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameSource } from '../../../../freeswitch/emulator/ports';
import { SoundOpener } from '../../../../freeswitch/emulator/media/sounds/open-source';
import { halfRate } from '../../../../freeswitch/emulator/media/sounds/half-rate';
import { makeTemporaryDirectory } from '../../../support/temporary-directory';
import { shareOfTone, strongestTone } from '../../../support/tone';
import { writeTone } from '../../../support/wav';
import type { MediaFault } from '../../../../freeswitch/emulator/media/media-error';

const directory = makeTemporaryDirectory();
const at = (name: string): string => join(directory.path, name);
let tick = 0;
let opener: SoundOpener;

beforeAll(() => {
  writeTone(at('short.wav'), 440, 0.31);
  writeTone(at('long.wav'), 660, 1);
  writeTone(at('music/a.wav'), 330, 0.5);
  writeTone(at('music/b.wav'), 550, 0.5);
  mkdirSync(at('empty'));
});
afterAll(() => directory.remove());
beforeEach(() => {
  tick = 0;
  opener = new SoundOpener({
    streams: { moh: at('music'), none: at('empty'), gone: at('nowhere') },
    ticks: () => tick,
  });
});

/** All samples of a source, at most `most` frames. */
function samples(source: FrameSource, most = 500): Float32Array {
  const all: number[] = [];
  for (let count = 0; count < most; count += 1) {
    const frame = source.next();
    if (frame === null) break;
    for (const sample of frame) all.push(sample / 32_768);
  }
  return Float32Array.from(all);
}
const wav = (
  format: { code?: number; channels: number; rate: number; bits?: number },
  data: Int16Array,
): Buffer => {
  const { code = 1, channels, rate, bits = 16 } = format;
  const head = Buffer.alloc(44);
  head.write('RIFF\0\0\0\0WAVEfmt ', 'latin1');
  [
    [16, 16, 4],
    [20, code, 2],
    [22, channels, 2],
    [24, rate, 4],
    [28, rate * channels * 2, 4],
    [32, channels * 2, 2],
    [34, bits, 2],
  ].forEach(([place, value, size]) => head.writeUIntLE(value!, place!, size!));
  head.write('data', 36);
  head.writeUInt32LE(data.byteLength, 40);
  return Buffer.concat([head, Buffer.from(data.buffer)]);
};

const withFault = (fault: MediaFault): Error => expect.objectContaining({ fault }) as Error;

describe('sounds', () => {
  it.each<[string, string, number]>([
    ['a WAV, its last frame filled up', 'short.wav', 320],
    ['a whole second', 'long.wav', 1000],
  ])('%s', (_, name, ms) => {
    expect(samples(opener.open(at(name)))).toHaveLength(ms * 8);
  });

  it('joins a file_string to the sample, missing parts passed over', () => {
    const target = `file_string://${at('short.wav')}!${at('missing.wav')}!silence_stream://50!${at('short.wav')}`;
    const heard = samples(opener.open(target));
    expect(heard).toHaveLength(680 * 8);
    expect(strongestTone(heard.slice(0, 2480), 8000)?.hertz).toBe(440);
    expect(strongestTone(heard.slice(2480, 2880), 8000)).toBeNull();
    expect(strongestTone(heard.slice(2880, 5360), 8000)?.hertz).toBe(440);
    expect(samples(opener.open('file_string://'))).toHaveLength(0);
  });

  it('is silent for as long as it is told', () => {
    const heard = samples(opener.open('silence_stream://100,1400'));
    expect(heard).toHaveLength(800);
    expect(heard.every((sample) => sample === 0)).toBe(true);
    expect(samples(opener.open('silence_stream://-1'))).toHaveLength(500 * 160);
  });

  it('gives the tones of the exchange: ringback, busy, and two notes together', () => {
    const ringback = samples(opener.open('tone_stream://%(1000,4000,450);loops=-1'));
    expect(ringback).toHaveLength(500 * 160);
    expect(strongestTone(ringback.slice(0, 8000), 8000)).toMatchObject({ hertz: 450 });
    expect(strongestTone(ringback.slice(8000, 40_000), 8000)).toBeNull();
    expect(strongestTone(ringback.slice(40_000, 48_000), 8000)?.hertz).toBe(450);
    const busy = samples(opener.open('tone_stream://%(350,350,450);loops=3'));
    expect(busy).toHaveLength(2100 * 8);
    const american = samples(opener.open('tone_stream://v=-13;%(500,0,440,480)'));
    expect(american).toHaveLength(4000);
    expect(shareOfTone(american, 8000, 440)).toBeCloseTo(0.5, 1);
    expect(shareOfTone(american, 8000, 480)).toBeCloseTo(0.5, 1);
    expect(samples(opener.open('tone_stream://l=2;%(100,100,800);%(200,0,900)'))).toHaveLength(800 * 8);
  });

  it('plays a stream at one place for everybody, file after file without end', () => {
    const [one, two] = [opener.open('local_stream://moh'), opener.open('local_stream://moh')];
    const notes = Array.from({ length: 12 }, () => {
      const heard: number[] = [];
      for (let frame = 0; frame < 10; frame += 1) {
        tick += 1;
        const [first, second] = [one.next()!, two.next()!];
        expect([...first]).toEqual([...second]);
        for (const sample of first) heard.push(sample / 32_768);
      }
      return strongestTone(Float32Array.from(heard.slice(0, 800)), 8000)?.hertz;
    });
    expect(notes.map((hertz) => Math.round(hertz! / 110) * 110)).toEqual([
      330, 330, 330, 550, 550, 330, 330, 330, 550, 550, 330, 330,
    ]);
  });

  it('goes on in a stream while nobody listens', () => {
    const listener = opener.open('local_stream://moh');
    listener.next();
    tick += 30;
    const heard: number[] = [];
    for (let frame = 0; frame < 10; frame += 1, tick += 1)
      heard.push(...[...listener.next()!].map((s) => s / 32_768));
    expect(strongestTone(Float32Array.from(heard), 8000)?.hertz).toBe(550);
  });

  it.each<[string, string, MediaFault]>([
    ['a missing file', '/nowhere/x.wav', 'sound-not-found'],
    ['a directory', '/', 'sound-not-found'],
    ['half a path', 'x.wav', 'sound-not-found'],
    ['an unknown stream', 'local_stream://constructor', 'sound-not-found'],
    ['an empty stream', 'local_stream://none', 'sound-not-found'],
    ['a stream without directory', 'local_stream://gone', 'sound-not-found'],
    ['another scheme', 'shout://example.com/radio', 'unsupported-sound'],
    ['no silence at all', 'silence_stream://0', 'unsupported-sound'],
    ['words for silence', 'silence_stream://soon', 'unsupported-sound'],
    ['an empty tone', 'tone_stream://', 'unsupported-sound'],
    ['TGML we do not know', 'tone_stream://d=100;%(100,0,450)', 'unsupported-sound'],
    ['a tone for bats', 'tone_stream://%(100,0,45000)', 'unsupported-sound'],
    ['a tone for ever', 'tone_stream://l=1000;%(60000,0,450)', 'unsupported-sound'],
    ['too many parts', `file_string://${'silence_stream://20!'.repeat(200)}`, 'unsupported-sound'],
  ])('refuses %s', (_, target, fault) => {
    expect(() => opener.open(target)).toThrow(withFault(fault));
  });

  it('takes 16 kHz and stereo, and refuses other forms by name', () => {
    const note = (hertz: number, rate: number): Int16Array =>
      Int16Array.from({ length: rate }, (_, index) => 8000 * Math.sin((2 * Math.PI * hertz * index) / rate));
    writeFileSync(at('16k.wav'), wav({ channels: 1, rate: 16_000 }, note(1000, 16_000)));
    const heard = samples(opener.open(at('16k.wav')));
    expect(heard).toHaveLength(8000);
    expect(strongestTone(heard, 8000)?.hertz).toBe(1000);
    const left = note(700, 8000);
    const both = Int16Array.from({ length: 16_000 }, (_, index) => (index % 2 === 0 ? left[index / 2]! : 0));
    writeFileSync(at('stereo.wav'), wav({ channels: 2, rate: 8000 }, both));
    expect(strongestTone(samples(opener.open(at('stereo.wav'))), 8000)?.hertz).toBe(700);
    for (const format of [
      { channels: 1, rate: 44_100 },
      { channels: 6, rate: 8000 },
      { channels: 1, rate: 8000, code: 7 },
      { channels: 1, rate: 8000, bits: 8 },
    ]) {
      writeFileSync(at('odd.wav'), wav(format, left));
      expect(() => opener.open(at('odd.wav'))).toThrow(withFault('unsupported-sound'));
    }
    // Above 4 kHz nothing may fold down.
    expect(
      strongestTone(
        Float32Array.from(halfRate(note(6000, 16_000)).slice(100, -100), (s) => s / 32_768),
        8000,
      ),
    ).toBeNull();
  });

  it('survives any broken WAV', () => {
    const whole = wav({ channels: 1, rate: 8000 }, Int16Array.from([1, 2, 3, 4]));
    for (let cut = 0; cut < whole.length; cut += 1) {
      writeFileSync(at('cut.wav'), whole.subarray(0, cut));
      try {
        samples(opener.open(at('cut.wav')));
      } catch (error) {
        expect(error).toMatchObject({ fault: 'unsupported-sound' });
      }
    }
    rmSync(at('cut.wav'));
  });

  it('hears a replaced file at its next playback', () => {
    writeTone(at('replaced.wav'), 440, 0.5);
    expect(strongestTone(samples(opener.open(at('replaced.wav'))), 8000)?.hertz).toBe(440);
    writeTone(at('replaced.wav'), 880, 0.6);
    expect(strongestTone(samples(opener.open(at('replaced.wav'))), 8000)?.hertz).toBe(880);
  });
});
