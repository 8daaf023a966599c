/**
 * A recording is listened to while the switch writes it. Switches write a quarter of a second at a time, so what is found out comes
 * that much later.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { OperationalError } from '../../errors';
import { readWavFormat, WavFault, type WavFormat } from '../../sounds/wav-format';

/** Is fed with sound as it comes. */
export interface Ear<Heard> {
  /** @returns what it was listening for, from the moment it knows */
  push(samples: Int16Array): Heard | null;
  /** The sound is over: what there is. */
  end(): Heard;
}

export interface FollowOptions {
  /** From now; then what there is decides. The file need not be there yet. */
  readonly maxMs: number;
  /** How often it is looked whether the file has grown. */
  readonly pollMs: number;
  /** Which channel is the callee's. Default: the first. */
  readonly channel?: number;
  /** The callee hung up, or nobody wants to know any more: what there is by then decides. */
  readonly signal?: AbortSignal;
}

/** A header is complete within so many bytes, or the file is no WAV. */
const HEADER_BYTES = 4096;
const PIECE_BYTES = 65_536;
/** Of an ear that never gets to hear anything. */
const SOME_RATE = 8000;

/**
 * @param earFor at so many samples a second
 * @throws OperationalError part-failed: no WAV of 16 bit, or it cannot be read
 */
export async function followRecording<Heard>(
  wavPath: string,
  options: FollowOptions,
  earFor: (rate: number) => Ear<Heard>,
): Promise<Heard> {
  const endsAt = performance.now() + options.maxMs;
  const recording = new GrowingRecording(wavPath, options, earFor);
  try {
    while (performance.now() < endsAt && options.signal?.aborted !== true) {
      const heard = await recording.hearMore();
      if (heard !== null) return heard;
      await wait(options.pollMs, undefined, { signal: options.signal }).catch(() => undefined);
    }
    return (await recording.hearMore()) ?? recording.end();
  } catch (error) {
    if (error instanceof OperationalError) throw error;
    throw new OperationalError('part-failed', 'The recording of an answered call cannot be listened to', {
      retryable: false,
      cause: error,
    });
  } finally {
    await recording.close();
  }
}

class GrowingRecording<Heard> {
  #file: FileHandle | null = null;
  #format: WavFormat | null = null;
  #ear: Ear<Heard> | null = null;
  #heardBytes = 0;

  constructor(
    private readonly path: string,
    private readonly options: FollowOptions,
    private readonly earFor: (rate: number) => Ear<Heard>,
  ) {}

  /** All that was written since the last time. */
  async hearMore(): Promise<Heard | null> {
    this.#file ??= await openIfThere(this.path);
    if (this.#file === null) return null;
    this.#format ??= await readHeader(this.#file, this.options.channel ?? 0);
    if (this.#format === null) return null;
    const { rate, channels, dataAt } = this.#format;
    const ear = (this.#ear ??= this.earFor(rate));
    const width = 2 * channels;
    const piece = Buffer.alloc(PIECE_BYTES - (PIECE_BYTES % width));
    for (;;) {
      // What the header says of the length is not true before the file is closed.
      const { bytesRead } = await this.#file.read(piece, 0, piece.length, dataAt + this.#heardBytes);
      const whole = bytesRead - (bytesRead % width);
      if (whole === 0) return null;
      this.#heardBytes += whole;
      const heard = ear.push(this.#channelOf(piece.subarray(0, whole), width));
      if (heard !== null) return heard;
    }
  }

  end(): Heard {
    return (this.#ear ?? this.earFor(SOME_RATE)).end();
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }

  #channelOf(bytes: Buffer, width: number): Int16Array {
    const at = 2 * (this.options.channel ?? 0);
    return Int16Array.from({ length: bytes.length / width }, (_, index) =>
      bytes.readInt16LE(index * width + at),
    );
  }
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** null while it is not written yet. */
async function readHeader(file: FileHandle, channel: number): Promise<WavFormat | null> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
  try {
    const format = readWavFormat(buffer.subarray(0, bytesRead));
    if (format.code !== 'pcm' || format.bits !== 16 || channel >= format.channels)
      throw new OperationalError('part-failed', 'Only recordings of 16 bit are listened to', {
        retryable: false,
        details: { code: format.code, bits: format.bits, channels: format.channels },
      });
    return format;
  } catch (error) {
    if (error instanceof WavFault && bytesRead < HEADER_BYTES) return null;
    throw error;
  }
}
