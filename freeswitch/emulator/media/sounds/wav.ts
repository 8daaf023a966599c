import { MediaError } from '../media-error';
import { halfRate } from './half-rate';

const RATE = 8000;
const PCM = 1;
/** WAVE_FORMAT_EXTENSIBLE; its first two subformat bytes are the format proper. */
const EXTENSIBLE = 0xfffe;

interface WavFormat {
  readonly channels: number;
  readonly rate: number;
}

const bad = (message: string): MediaError => new MediaError('unsupported-sound', message);

/** 8 kHz mono samples of a WAV of 8 or 16 kHz, 16 bit, mono or stereo. @throws MediaError for any other */
export function decodeWav(file: Buffer): Int16Array {
  if (
    file.length < 12 ||
    file.toString('latin1', 0, 4) !== 'RIFF' ||
    file.toString('latin1', 8, 12) !== 'WAVE'
  ) {
    throw bad('Not a WAV file');
  }
  let format: WavFormat | null = null;
  for (let at = 12; at + 8 <= file.length;) {
    const name = file.toString('latin1', at, at + 4);
    const size = file.readUInt32LE(at + 4);
    const end = Math.min(file.length, at + 8 + size);
    if (name === 'fmt ') format = readFormat(file.subarray(at + 8, end));
    if (name === 'data') {
      if (format === null) throw bad('The WAV has no format before its data');
      // A recording that was cut off says nothing about its length (0 or all ones): then it goes to the end.
      return toEightKilohertz(file.subarray(at + 8, size === 0 ? file.length : end), format);
    }
    // Chunks are padded to even length.
    at = end + (size % 2);
  }
  throw bad('The WAV has no data');
}

function readFormat(chunk: Buffer): WavFormat {
  if (chunk.length < 16) throw bad('The WAV has a broken format chunk');
  const tag = chunk.readUInt16LE(0);
  const code = tag === EXTENSIBLE && chunk.length >= 26 ? chunk.readUInt16LE(24) : tag;
  const [channels, rate, bits] = [chunk.readUInt16LE(2), chunk.readUInt32LE(4), chunk.readUInt16LE(14)];
  if (code !== PCM || bits !== 16) throw bad('Only 16-bit PCM is served');
  if (channels !== 1 && channels !== 2) throw bad('Only mono and stereo are served');
  if (rate !== RATE && rate !== 2 * RATE) throw bad(`Only 8 and 16 kHz are served, not ${rate} Hz`);
  return { channels, rate };
}

function toEightKilohertz(data: Buffer, { channels, rate }: WavFormat): Int16Array {
  const count = Math.floor(data.length / (2 * channels));
  const samples = new Int16Array(count);
  for (let index = 0; index < count; index += 1) {
    const left = data.readInt16LE(index * 2 * channels);
    samples[index] = channels === 1 ? left : (left + data.readInt16LE(index * 4 + 2)) >> 1;
  }
  return rate === RATE ? samples : halfRate(samples);
}
