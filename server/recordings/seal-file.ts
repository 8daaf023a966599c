import { createHash } from 'node:crypto';
import { OperationalError } from '../errors';
import { readWavFormat, secondsOf, WavFault, type WavFormat } from '../sounds/wav-format';
import type { Sealed } from './kept-recordings';
import type { SealedWriter } from './sealed-writer';
import type { SoundFile } from './sound-file';
import { Waveform } from './waveform';

/** Room for the chunks some programs write before the samples. */
const HEADER_BYTES = 4096;

/**
 * Reads a closed WAV once: its sum, its length, how loud it is; and writes what it reads to a copy, if there is to be one.
 * What is no WAV has a sum and no length.
 */
export async function sealFile(file: SoundFile, copy: SealedWriter | null): Promise<Omit<Sealed, 'keyId'>> {
  const format = await formatOf(file);
  const waveform = format === null ? null : new Waveform(format);
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of file.read(0, file.size)) {
    hash.update(piece);
    waveform?.add(piece);
    await copy?.add(piece);
    bytes += piece.length;
  }
  if (bytes !== file.size)
    throw new OperationalError('part-failed', 'The file became shorter while it was read.');
  return {
    bytes,
    ms: format === null ? 0 : Math.round(secondsOf(format) * 1000),
    sha256: hash.digest('hex'),
    peaks: waveform?.finish() ?? Buffer.alloc(0),
  };
}

async function formatOf(file: SoundFile): Promise<WavFormat | null> {
  const pieces: Buffer[] = [];
  for await (const piece of file.read(0, Math.min(HEADER_BYTES, file.size))) pieces.push(piece);
  try {
    const format = readWavFormat(Buffer.concat(pieces), file.size);
    return format.code === 'pcm' && format.bits === 16 ? format : null;
  } catch (error) {
    if (error instanceof WavFault) return null;
    throw error;
  }
}
