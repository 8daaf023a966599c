import { readFileSync } from 'node:fs';

/** The sides of a 16-bit WAV, samples -1 to 1; one or two. */
export function wavChannels(file: string): Float32Array[] {
  const wav = readFileSync(file);
  const channels = wav.readUInt16LE(22);
  const data = wav.subarray(wav.indexOf('data') + 8);
  const count = Math.floor(data.length / 2 / channels);
  return Array.from({ length: channels }, (_, side) =>
    Float32Array.from(
      { length: count },
      (_each, at) => data.readInt16LE((at * channels + side) * 2) / 32_768,
    ),
  );
}
