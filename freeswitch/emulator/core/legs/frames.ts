import { FRAME_SAMPLES, type FrameSource } from '../../ports';

const [LOWEST, HIGHEST] = [-32_768, 32_767];

export const silentFrame = (): Int16Array => new Int16Array(FRAME_SAMPLES);

/** Adds `other` into `into`, held within 16 bits. */
export function addFrame(into: Int16Array, other: Int16Array): void {
  for (let at = 0; at < into.length; at += 1) {
    const sum = (into[at] ?? 0) + (other[at] ?? 0);
    into[at] = sum > HIGHEST ? HIGHEST : sum < LOWEST ? LOWEST : sum;
  }
}

/**
 * Reads one frame ahead, so that the end is known while the last frame is on its way and what follows can
 * start without a gap.
 */
export class LookAhead {
  private readonly current = silentFrame();
  private upcoming: Int16Array | null;
  private readonly buffer = silentFrame();

  constructor(private readonly source: FrameSource) {
    this.upcoming = this.read();
  }

  get ended(): boolean {
    return this.upcoming === null;
  }

  next(): Int16Array | null {
    if (this.upcoming === null) return null;
    this.current.set(this.upcoming);
    this.upcoming = this.read();
    return this.current;
  }

  close(): void {
    this.upcoming = null;
    this.source.close?.();
  }

  private read(): Int16Array | null {
    const frame = this.source.next();
    if (frame === null) return null;
    this.buffer.set(frame);
    return this.buffer;
  }
}
