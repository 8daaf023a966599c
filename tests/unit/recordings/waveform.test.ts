import fc from 'fast-check';
import { readWavFormat } from '../../../server/sounds/wav-format';
import { sidesOf, Waveform } from '../../../server/recordings/waveform';
import { wavBytes } from '../../support/wav';

const RATE = 8000;

const wav = (channels: number, frames: number, sound: (frame: number, channel: number) => number): Buffer =>
  wavBytes({ channels, frames }, sound);

function peaksOf(file: Buffer, cuts: readonly number[] = []): ReturnType<typeof sidesOf> {
  const waveform = new Waveform(readWavFormat(file));
  const edges = [0, ...cuts, file.length];
  for (const [index, edge] of edges.slice(1).entries()) waveform.add(file.subarray(edges[index], edge));
  return sidesOf(waveform.finish());
}

describe('how loud a recording is', () => {
  it('is told side by side, twenty times a second', () => {
    const talk = wav(2, RATE, (frame, channel) => {
      const isSecondHalf = frame >= RATE / 2;
      return isSecondHalf === (channel === 1) ? (frame % 2 === 0 ? 16_384 : -16_384) : 0;
    });
    const { left, right } = peaksOf(talk);
    expect(left).toEqual([...Array<number>(10).fill(128), ...Array<number>(10).fill(0)]);
    expect(right).toEqual([...Array<number>(10).fill(0), ...Array<number>(10).fill(128)]);
  });

  it('has at most a thousand points, however long the talk', () => {
    const { left, right } = peaksOf(wav(2, RATE * 60, () => 1000));
    expect([left.length, right.length]).toEqual([1000, 1000]);
    expect(new Set([...left, ...right])).toEqual(new Set([8]));
  });

  it('is the same for both sides of a file with one', () => {
    expect(peaksOf(wav(1, 800, () => -32_768))).toEqual({ left: [255, 255], right: [255, 255] });
  });

  it('shows what is hardly to be heard, and nothing where there is silence', () => {
    expect(peaksOf(wav(2, 400, (_, channel) => channel)).right).toEqual([1]);
    expect(peaksOf(wav(2, 400, (_, channel) => channel)).left).toEqual([0]);
  });

  it('does not depend on how the file comes in pieces', () => {
    const file = wav(2, 3000, (frame, channel) => ((frame * 7919 + channel * 104_729) % 65_536) - 32_768);
    const whole = peaksOf(file);
    const cuts = fc.array(fc.integer({ min: 0, max: file.length }), { maxLength: 40 });
    fc.assert(
      fc.property(cuts, (some) => {
        expect(
          peaksOf(
            file,
            [...some].sort((a, b) => a - b),
          ),
        ).toEqual(whole);
      }),
      { numRuns: 100 },
    );
  });

  it('of a file that was cut off is that of what is there', () => {
    const file = wav(2, RATE, () => 16_384).subarray(0, 44 + RATE * 2);
    const waveform = new Waveform(readWavFormat(file));
    waveform.add(file);
    expect(new Set(waveform.finish())).toEqual(new Set([128]));
  });
});
