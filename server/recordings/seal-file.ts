import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { readWavFormat, secondsOf, WavFault, type WavFormat } from '../sounds/wav-format';
import type { Sealed } from './kept-recordings';
import { Waveform } from './waveform';

/** Small, so that calls do not wait for it: a piece is hashed in a fraction of a millisecond. */
const PIECE_BYTES = 64 * 1024;
/** Room for the chunks some programs write before the samples. */
const HEADER_BYTES = 4096;

/** Reads a closed WAV once: its sum, its length and how loud it is. What is no WAV has a sum and no length. */
export async function sealFile(path: string): Promise<Sealed> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const format = await formatOf(file, size);
    const waveform = format === null ? null : new Waveform(format);
    const hash = createHash('sha256');
    const piece = Buffer.alloc(PIECE_BYTES);
    for (let at = 0; at < size;) {
      const { bytesRead } = await file.read(piece, 0, PIECE_BYTES, at);
      if (bytesRead === 0) break;
      const read = piece.subarray(0, bytesRead);
      hash.update(read);
      waveform?.add(read);
      at += bytesRead;
    }
    return {
      bytes: size,
      ms: format === null ? 0 : Math.round(secondsOf(format) * 1000),
      sha256: hash.digest('hex'),
      peaks: waveform?.finish() ?? Buffer.alloc(0),
      keyId: null,
    };
  } finally {
    await file.close();
  }
}

async function formatOf(file: FileHandle, size: number): Promise<WavFormat | null> {
  const header = Buffer.alloc(Math.min(HEADER_BYTES, size));
  const { bytesRead } = await file.read(header, 0, header.length, 0);
  try {
    const format = readWavFormat(header.subarray(0, bytesRead), size);
    return format.code === 'pcm' && format.bits === 16 ? format : null;
  } catch (error) {
    if (error instanceof WavFault) return null;
    throw error;
  }
}
