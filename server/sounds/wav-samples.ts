/**
 * From the bytes of a WAV file to one channel of samples, -1 to 1, and back to the telephone's form. Sliced, as resample.ts
 * is: two minutes are five million samples, and a server with calls on it goes on serving meanwhile.
 */
import { setImmediate } from 'node:timers/promises';
import { samplesIn, type SampleCode, type WavFormat } from './wav-format';

type ReadSample = (data: Buffer, at: number) => number;

const readers: Readonly<Record<`${SampleCode}-${number}`, ReadSample>> = {
  'pcm-8': (data, at) => (data.readUInt8(at) - 128) / 128,
  'pcm-16': (data, at) => data.readInt16LE(at) / 32_768,
  'pcm-24': (data, at) => data.readIntLE(at, 3) / 8_388_608,
  'pcm-32': (data, at) => data.readInt32LE(at) / 2_147_483_648,
  'float-32': (data, at) => finite(data.readFloatLE(at)),
  'float-64': (data, at) => finite(data.readDoubleLE(at)),
  'a-law-8': (data, at) => fromALaw(data.readUInt8(at)),
  'mu-law-8': (data, at) => fromMuLaw(data.readUInt8(at)),
};

const finite = (value: number): number => (Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0);

/** ITU-T G.711 */
function fromMuLaw(byte: number): number {
  const code = ~byte & 0xff;
  const magnitude = ((((code & 0x0f) << 3) + 0x84) << ((code & 0x70) >> 4)) - 0x84;
  return (code & 0x80 ? -magnitude : magnitude) / 32_768;
}

/** ITU-T G.711 */
function fromALaw(byte: number): number {
  const code = byte ^ 0x55;
  const exponent = (code & 0x70) >> 4;
  const mantissa = ((code & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return (code & 0x80 ? magnitude : -magnitude) / 32_768;
}

const SLICE = 65_536;

/** The mean of all channels. */
export async function monoSamples(file: Buffer, format: WavFormat): Promise<Float32Array> {
  const read = readers[`${format.code}-${format.bits}`];
  if (read === undefined) return new Float32Array(0);
  const { channels, dataAt } = format;
  const width = format.bits / 8;
  const samples = new Float32Array(samplesIn(format));
  for (let index = 0; index < samples.length; index += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1)
      sum += read(file, dataAt + (index * channels + channel) * width);
    samples[index] = sum / channels;
    if (index % SLICE === SLICE - 1) await setImmediate();
  }
  return samples;
}

export const TELEPHONE_RATE = 8000;

/** 8 kHz, mono, 16 bit: what both switches play without converting. */
export async function telephoneWav(samples: Float32Array): Promise<Buffer> {
  const wav = Buffer.alloc(44 + samples.length * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + samples.length * 2, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(TELEPHONE_RATE, 24);
  wav.writeUInt32LE(TELEPHONE_RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(samples.length * 2, 40);
  for (const [index, sample] of samples.entries()) {
    wav.writeInt16LE(Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))), 44 + index * 2);
    if (index % SLICE === SLICE - 1) await setImmediate();
  }
  return wav;
}
