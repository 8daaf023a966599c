import { FRAME_MS, FRAME_SAMPLES, type FrameSource } from '../ports';

/** 100 ms: more is delay that a talker would notice. */
const MOST_FRAMES = 100 / FRAME_MS;
/** Half a second in which frames were always left over: they are delay nobody needs. */
const SPARE_WINDOW = 25;

/**
 * From one party's ear to another's. The clock hands on what was received before it sends, so a frame written is read
 * in the same tick; frames wait here only after a burst, and are dropped when they keep waiting.
 */
export class Pipe implements FrameSource {
  private readonly ring = Array.from({ length: MOST_FRAMES }, () => new Int16Array(FRAME_SAMPLES));
  private readonly silence = new Int16Array(FRAME_SAMPLES);
  private first = 0;
  private count = 0;
  private leastLeft = MOST_FRAMES;
  private window = 0;
  private hasReader = false;

  write(frame: Int16Array): void {
    if (this.count === MOST_FRAMES) this.drop(1);
    (this.ring[(this.first + this.count) % MOST_FRAMES] as Int16Array).set(frame);
    this.count += 1;
  }

  next(): Int16Array {
    if (!this.hasReader) {
      // What was said before anybody listened is over, but for the frame of now.
      this.drop(Math.max(0, this.count - 1));
      this.hasReader = true;
    }
    if (this.count === 0) {
      this.leastLeft = 0;
      this.silence.fill(0);
      return this.silence;
    }
    const frame = this.ring[this.first] as Int16Array;
    this.drop(1);
    this.giveBackDelay();
    return frame;
  }

  private giveBackDelay(): void {
    this.leastLeft = Math.min(this.leastLeft, this.count);
    this.window += 1;
    if (this.window < SPARE_WINDOW) return;
    this.drop(this.leastLeft);
    this.window = 0;
    this.leastLeft = MOST_FRAMES;
  }

  private drop(frames: number): void {
    this.first = (this.first + frames) % MOST_FRAMES;
    this.count -= frames;
  }
}
