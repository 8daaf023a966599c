import { FRAME_SAMPLES, type FrameSource } from '../../ports';

/** A sound as a stream of samples, which need not end on a frame: parts of a sentence follow each other without a gap. */
export interface Sound {
  /** Fills `into` from `at` to its end. Returns how many samples it had; fewer than asked for: it is over. */
  read(into: Int16Array, at: number): number;
}

/** A stored sound, once or several times over. */
export class StoredSound implements Sound {
  private position = 0;

  /** @param times how often it is played; Infinity allowed */
  constructor(
    private readonly samples: Int16Array,
    private times = 1,
  ) {
    if (samples.length === 0) this.times = 0;
  }

  read(into: Int16Array, at: number): number {
    let written = 0;
    while (this.times > 0 && at + written < into.length) {
      const count = Math.min(into.length - at - written, this.samples.length - this.position);
      // A loop, not set(subarray()): no object is made for each frame.
      for (let index = 0; index < count; index += 1) {
        into[at + written + index] = this.samples[this.position + index] as number;
      }
      written += count;
      this.position += count;
      if (this.position === this.samples.length) {
        this.position = 0;
        this.times -= 1;
      }
    }
    return written;
  }
}

export class Silence implements Sound {
  /** @param left samples; Infinity allowed */
  constructor(private left: number) {}

  read(into: Int16Array, at: number): number {
    const count = Math.min(this.left, into.length - at);
    into.fill(0, at, at + count);
    this.left -= count;
    return count;
  }
}

/** Sounds one after the other, joined to the sample. */
export class SoundSequence implements Sound {
  private index = 0;

  constructor(private readonly sounds: readonly Sound[]) {}

  read(into: Int16Array, at: number): number {
    let written = 0;
    for (; this.index < this.sounds.length; this.index += 1) {
      written += (this.sounds[this.index] as Sound).read(into, at + written);
      if (at + written === into.length) break;
    }
    return written;
  }
}

/** Cuts a sound into frames; the last one is filled up with silence. */
export class SoundSource implements FrameSource {
  private readonly frame = new Int16Array(FRAME_SAMPLES);

  constructor(private readonly sound: Sound) {}

  next(): Int16Array | null {
    const count = this.sound.read(this.frame, 0);
    if (count === 0) return null;
    this.frame.fill(0, count);
    return this.frame;
  }
}
