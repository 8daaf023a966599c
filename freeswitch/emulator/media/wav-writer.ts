import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MediaError } from './media-error';

const RATE = 8000;
const HEADER_BYTES = 44;
/** Written to disk a second at a time, so that two hundred recordings do not mean ten thousand writes a second. */
const CHUNK_FRAMES = 50;
/** Of one that is read along, as FreeSWITCH does it: a quarter of a second. */
const LIVE_CHUNK_FRAMES = 12;
/** A disk that is this many chunks behind is as good as broken; memory is not for waiting. */
const MOST_WAITING = 20;

interface WavShape {
  readonly channels: number;
  /** Samples of one channel that are appended at once. */
  readonly frame: number;
  readonly live: boolean;
}

/** A 16-bit WAV that grows on disk. Nothing here throws into the caller: a failure is kept, told once, and thrown by `finish`. */
export class WavWriter {
  private chunk: Int16Array;
  private used = 0;
  private waiting = 0;
  private written = 0;
  private failure: unknown = null;
  private file: FileHandle | null = null;
  private work: Promise<void>;
  private readonly channels: number;

  constructor(
    private readonly path: string,
    { channels, frame, live }: WavShape,
    private readonly report: (what: string, error: unknown) => void,
  ) {
    this.channels = channels;
    this.chunk = new Int16Array(frame * channels * (live ? LIVE_CHUNK_FRAMES : CHUNK_FRAMES));
    this.work = this.guard(async () => {
      await mkdir(dirname(path), { recursive: true });
      this.file = await open(path, 'w');
      await this.file.write(this.header(), 0, HEADER_BYTES, 0);
    });
  }

  /** @param samples interleaved, one frame */
  append(samples: Int16Array): void {
    if (this.failure !== null) return;
    this.chunk.set(samples, this.used);
    this.used += samples.length;
    if (this.used === this.chunk.length) this.flush();
  }

  /** Completes the file. Resolves with the samples per channel. @throws MediaError when the disk failed at any time */
  async finish(): Promise<number> {
    this.flush();
    this.work = this.work.then(() =>
      this.guard(async () => {
        await this.file?.write(this.header(), 0, HEADER_BYTES, 0);
      }),
    );
    await this.work;
    await this.guard(async () => this.file?.close());
    if (this.failure !== null) {
      throw new MediaError('disk-failed', 'The recording could not be written', {
        details: { path: this.path },
        cause: this.failure,
      });
    }
    return this.written / (2 * this.channels);
  }

  private flush(): void {
    if (this.used === 0 || this.failure !== null) return;
    // WAV is little-endian, and so is every machine that node-datachannel has a build for.
    const full = Buffer.from(this.chunk.buffer, 0, this.used * 2);
    this.chunk = new Int16Array(this.chunk.length);
    this.used = 0;
    this.waiting += 1;
    if (this.waiting > MOST_WAITING) return this.fail(new Error('The disk is too slow'));
    this.work = this.work.then(() => this.guard(() => this.write(full)));
  }

  private async write(bytes: Buffer): Promise<void> {
    this.waiting -= 1;
    if (this.failure !== null || this.file === null) return;
    await this.file.write(bytes, 0, bytes.length, HEADER_BYTES + this.written);
    this.written += bytes.length;
  }

  private async guard(task: () => Promise<unknown>): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    if (this.failure !== null) return;
    this.failure = error;
    this.report('recording', error);
  }

  private header(): Buffer {
    const header = Buffer.alloc(HEADER_BYTES);
    header.write('RIFF', 0);
    header.writeUInt32LE(36 + this.written, 4);
    header.write('WAVEfmt ', 8);
    header.writeUInt32LE(16, 16);
    header.writeUInt16LE(1, 20);
    header.writeUInt16LE(this.channels, 22);
    header.writeUInt32LE(RATE, 24);
    header.writeUInt32LE(RATE * 2 * this.channels, 28);
    header.writeUInt16LE(2 * this.channels, 32);
    header.writeUInt16LE(16, 34);
    header.write('data', 36);
    header.writeUInt32LE(this.written, 40);
    return header;
  }
}
