/** Reads what a WAV file says of itself. No I/O. */

export type SampleCode = 'pcm' | 'float' | 'a-law' | 'mu-law';

export interface WavFormat {
  readonly code: SampleCode;
  /** 1 to 8 */
  readonly channels: number;
  /** Samples a second of each channel, 4000 to 192 000. */
  readonly rate: number;
  readonly bits: number;
  /** Where the samples begin, and how many bytes they are by what the file says. */
  readonly dataAt: number;
  readonly dataBytes: number;
}

/** Why a file is refused, in words for the person who sent it. */
export class WavFault extends Error {}

const codes: Readonly<Record<number, SampleCode>> = { 1: 'pcm', 3: 'float', 6: 'a-law', 7: 'mu-law' };
const widths: Readonly<Record<SampleCode, readonly number[]>> = {
  pcm: [8, 16, 24, 32],
  float: [32, 64],
  'a-law': [8],
  'mu-law': [8],
};
/** WAVE_FORMAT_EXTENSIBLE: the code proper is in the first two bytes of its subformat. */
const EXTENSIBLE = 0xfffe;

/**
 * @param file its beginning is enough, as far as its data
 * @param size of the whole file in bytes
 * @throws WavFault
 */
export function readWavFormat(file: Buffer, size = file.length): WavFormat {
  if (
    file.length < 12 ||
    file.toString('latin1', 0, 4) !== 'RIFF' ||
    file.toString('latin1', 8, 12) !== 'WAVE'
  )
    throw new WavFault('This is not a WAV file.');
  let format: Omit<WavFormat, 'dataAt' | 'dataBytes'> | null = null;
  for (let at = 12; at + 8 <= file.length;) {
    const name = file.toString('latin1', at, at + 4);
    const length = file.readUInt32LE(at + 4);
    if (name === 'fmt ') format = readFormatChunk(file.subarray(at + 8, at + 8 + length));
    if (name === 'data') {
      if (format === null) throw new WavFault('The WAV file has no format before its data.');
      // A recorder that was cut off left 0 or all ones for the length: then it goes to the end.
      const rest = Math.max(0, size - at - 8);
      return { ...format, dataAt: at + 8, dataBytes: length === 0 ? rest : Math.min(rest, length) };
    }
    // Chunks are padded to even length.
    at += 8 + length + (length % 2);
  }
  throw new WavFault('The WAV file has no sound in it.');
}

function readFormatChunk(chunk: Buffer): Omit<WavFormat, 'dataAt' | 'dataBytes'> {
  if (chunk.length < 16) throw new WavFault('The WAV file is damaged: its format is cut off.');
  const tag = chunk.readUInt16LE(0);
  const code = codes[tag === EXTENSIBLE && chunk.length >= 26 ? chunk.readUInt16LE(24) : tag];
  const [channels, rate, bits] = [chunk.readUInt16LE(2), chunk.readUInt32LE(4), chunk.readUInt16LE(14)];
  if (code === undefined || !widths[code].includes(bits))
    throw new WavFault('The WAV file is compressed in a way that is not read here. Save it as PCM, 16 bit.');
  if (channels < 1 || channels > 8)
    throw new WavFault(`The WAV file has ${channels} channels; 1 to 8 are read.`);
  if (rate < 4000 || rate > 192_000)
    throw new WavFault(`The WAV file has ${rate} samples a second; 4000 to 192 000 are read.`);
  return { code, channels, rate, bits };
}

/** Of each channel. */
export const samplesIn = ({ dataBytes, channels, bits }: WavFormat): number =>
  Math.floor(dataBytes / (channels * (bits / 8)));

export const secondsOf = (format: WavFormat): number => samplesIn(format) / format.rate;
