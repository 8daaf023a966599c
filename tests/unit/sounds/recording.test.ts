import fc from 'fast-check';
import { resample } from '../../../server/sounds/resample';
import { asTelephoneRecording } from '../../../server/sounds/recording';
import { readWavFormat, secondsOf } from '../../../server/sounds/wav-format';
import { strongestTone } from '../../support/tone';

interface Form {
  readonly code: number;
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
}

type Put = (data: Buffer, at: number, sample: number) => unknown;
const writers: Readonly<Record<string, Put>> = {
  '1-8': (data, at, sample) => data.writeUInt8(Math.round(sample * 127) + 128, at),
  '1-16': (data, at, sample) => data.writeInt16LE(Math.round(sample * 32_767), at),
  '1-24': (data, at, sample) => data.writeIntLE(Math.round(sample * 8_388_607), at, 3),
  '1-32': (data, at, sample) => data.writeInt32LE(Math.round(sample * 2_147_483_647), at),
  '3-32': (data, at, sample) => data.writeFloatLE(sample, at),
  '3-64': (data, at, sample) => data.writeDoubleLE(sample, at),
};

/** A WAV with a tone in all channels, written the long way round. */
function aWav({ code, channels, rate, bits }: Form, hertz: number, seconds: number, extra = Buffer.alloc(0)) {
  const count = Math.round(rate * seconds);
  const width = bits / 8;
  const data = Buffer.alloc(count * channels * width);
  for (let index = 0; index < count; index += 1)
    for (let channel = 0; channel < channels; channel += 1)
      writers[`${code}-${bits}`]?.(
        data,
        (index * channels + channel) * width,
        0.5 * Math.sin((2 * Math.PI * hertz * index) / rate),
      );
  const format = Buffer.alloc(24);
  format.write('fmt ', 'latin1');
  format.writeUInt32LE(16, 4);
  format.writeUInt16LE(code, 8);
  format.writeUInt16LE(channels, 10);
  format.writeUInt32LE(rate, 12);
  format.writeUInt32LE(rate * channels * width, 16);
  format.writeUInt16LE(channels * width, 20);
  format.writeUInt16LE(bits, 22);
  const head = Buffer.from('RIFF\0\0\0\0WAVE', 'latin1');
  const dataHead = Buffer.from('data\0\0\0\0', 'latin1');
  dataHead.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, format, extra, dataHead, data]);
}

const pcm16 = (rate: number, channels = 1): Form => ({ code: 1, channels, rate, bits: 16 });

async function heard(file: Buffer): Promise<{ hertz: number; level: number; seconds: number }> {
  const wav = await asTelephoneRecording(file);
  expect([wav.readUInt16LE(20), wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34)]).toEqual([
    1, 1, 8000, 16,
  ]);
  const samples = Float32Array.from(
    { length: (wav.length - 44) / 2 },
    (_, at) => wav.readInt16LE(44 + at * 2) / 32_768,
  );
  const tone = strongestTone(samples.subarray(800, -800), 8000);
  return { hertz: tone?.hertz ?? 0, level: tone?.level ?? 0, seconds: samples.length / 8000 };
}

describe('a recording for the telephone', () => {
  it.each<Form>([
    ...[4000, 8000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_056, 44_100, 48_000, 96_000, 192_000].map(
      (rate) => pcm16(rate),
    ),
    ...[2, 6, 8].map((channels) => pcm16(44_100, channels)),
    ...[8, 24, 32].map((bits) => ({ code: 1, channels: 2, rate: 48_000, bits })),
    ...[32, 64].map((bits) => ({ code: 3, channels: 1, rate: 48_000, bits })),
  ])(
    'is made of $rate Hz, $channels channels, $bits bits, code $code, note and loudness kept',
    async (form) => {
      const { hertz, level, seconds } = await heard(aWav(form, 1000, 1));
      expect(hertz).toBe(1000);
      // Half of full scale, as a root mean square.
      expect(level).toBeCloseTo(0.5 / Math.SQRT2, 2);
      expect(seconds).toBe(1);
    },
  );

  it.each([
    [300, 0.9, 1.1],
    [3000, 0.9, 1.1],
    [4500, 0, 0.01],
    [6000, 0, 0.001],
    [15_000, 0, 0.001],
  ])(
    'has of %i Hz at 48 kHz between %f and %f left, so that nothing folds down',
    async (hertz, least, most) => {
      const { level } = await heard(aWav(pcm16(48_000), hertz, 1));
      const left = level / (0.5 / Math.SQRT2);
      expect(left).toBeGreaterThanOrEqual(least);
      expect(left).toBeLessThanOrEqual(most);
    },
  );

  it('is as long as it was, whatever the rate', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4000, max: 192_000 }),
        fc.integer({ min: 1, max: 1000 }),
        async (rate, count) => {
          const converted = await resample(new Float32Array(count).fill(0.25), rate);
          expect(Math.abs(converted.length - (count * 8000) / rate)).toBeLessThanOrEqual(0.5);
          expect(converted.every((sample) => Math.abs(sample) < 0.4)).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('takes G.711 as a telephone system saves it', async () => {
    for (const [code, silence] of [
      [6, 0xd5],
      [7, 0xff],
    ] as const) {
      const file = aWav({ code, channels: 1, rate: 8000, bits: 8 }, 0, 1);
      file.fill(silence, file.length - 8000);
      const wav = await asTelephoneRecording(file);
      const loudest = Math.max(
        ...Array.from({ length: 8000 }, (_, at) => Math.abs(wav.readInt16LE(44 + at * 2))),
      );
      expect(loudest).toBeLessThanOrEqual(8);
      file.fill(silence & 0x80, file.length - 8000);
      const loud = await asTelephoneRecording(file);
      expect(Math.abs(loud.readInt16LE(44))).toBeGreaterThan(5000);
    }
  });

  it('passes over what other programs write before the sound, and reads to the end of one that was cut off', async () => {
    const list = Buffer.concat([Buffer.from('LIST\x05\0\0\0', 'latin1'), Buffer.from('hello\0')]);
    expect(await heard(aWav(pcm16(16_000), 700, 1, list))).toMatchObject({ hertz: 700, seconds: 1 });
    const unfinished = aWav(pcm16(16_000), 700, 1);
    unfinished.writeUInt32LE(0xffffffff, unfinished.indexOf('data') + 4);
    expect(await heard(unfinished)).toMatchObject({ hertz: 700, seconds: 1 });
    unfinished.writeUInt32LE(0, unfinished.indexOf('data') + 4);
    expect(await heard(unfinished)).toMatchObject({ hertz: 700, seconds: 1 });
  });

  it.each<[string, Buffer, RegExp]>([
    ['a text', Buffer.from('these are not the words you are looking for'), /not a WAV file/],
    ['nothing', Buffer.alloc(0), /not a WAV file/],
    ['MP3 in a WAV', aWav({ code: 85, channels: 1, rate: 8000, bits: 16 }, 1, 1), /compressed/],
    ['12 bits', aWav({ code: 1, channels: 1, rate: 8000, bits: 12 }, 1, 0.01), /compressed/],
    ['nine channels', aWav(pcm16(8000, 9), 1, 1), /9 channels/],
    ['a rate for bats', aWav(pcm16(384_000), 1, 0.1), /384000 samples/],
    ['a click', aWav(pcm16(8000), 1, 0.05), /shorter/],
    ['more than two minutes', aWav(pcm16(4000), 1, 121), /121 seconds/],
    ['a WAV without sound', aWav(pcm16(8000), 1, 1).subarray(0, 36), /no sound/],
  ])('refuses %s in plain words', async (_, file, why) => {
    await expect(asTelephoneRecording(file)).rejects.toMatchObject({
      code: 'validation-failed',
      message: expect.stringMatching(why) as string,
    });
  });

  it('never fails otherwise, however a file is damaged', async () => {
    const whole = aWav(pcm16(8000), 500, 0.2);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 255 })), {
          maxLength: 6,
        }),
        async (length, changes) => {
          const file = Buffer.from(whole.subarray(0, length));
          for (const [at, value] of changes) if (at < file.length) file[at] = value;
          const outcome = await asTelephoneRecording(file).catch((error: unknown) => error);
          if (!Buffer.isBuffer(outcome)) expect(outcome).toMatchObject({ code: 'validation-failed' });
        },
      ),
    );
  });

  it('knows the length from the beginning of a file', () => {
    const file = aWav(pcm16(8000), 1, 2);
    expect(secondsOf(readWavFormat(file.subarray(0, 100), file.length))).toBe(2);
  });
});
