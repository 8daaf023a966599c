import { FRAME_SAMPLES, type FrameSource } from '../ports';

/** Adds `frame` onto `sum`, held within 16 bits: loud together is clipped, never wrapped round. */
export function addSaturated(sum: Int16Array, frame: Int16Array): void {
  for (let index = 0; index < sum.length; index += 1) {
    const value = (sum[index] as number) + (frame[index] as number);
    sum[index] = value > 32_767 ? 32_767 : value < -32_768 ? -32_768 : value;
  }
}

/** Several sources heard together. A source that ends leaves the mix; the mix ends with its last one. */
export class Mix implements FrameSource {
  private readonly frame = new Int16Array(FRAME_SAMPLES);
  private readonly total = new Int32Array(FRAME_SAMPLES);
  private sources: readonly FrameSource[];

  constructor(sources: readonly FrameSource[]) {
    this.sources = sources;
  }

  next(): Int16Array | null {
    if (this.sources.length === 0) return null;
    this.total.fill(0);
    let hasEnded = false;
    let hasSound = false;
    for (const source of this.sources) {
      const frame = source.next();
      if (frame === null) {
        hasEnded = true;
        this.sources = this.sources.filter((each) => each !== source);
      } else {
        hasSound = true;
        this.add(frame);
      }
    }
    if (hasEnded && !hasSound) return null;
    return this.clipped();
  }

  close(): void {
    for (const source of this.sources) source.close?.();
    this.sources = [];
  }

  /** Summed in 32 bits and clipped once: two loud parties against a third must not depend on their order. */
  private add(frame: Int16Array): void {
    for (let index = 0; index < FRAME_SAMPLES; index += 1) {
      this.total[index] = (this.total[index] as number) + (frame[index] as number);
    }
  }

  private clipped(): Int16Array {
    for (let index = 0; index < FRAME_SAMPLES; index += 1) {
      const value = this.total[index] as number;
      this.frame[index] = value > 32_767 ? 32_767 : value < -32_768 ? -32_768 : value;
    }
    return this.frame;
  }
}
