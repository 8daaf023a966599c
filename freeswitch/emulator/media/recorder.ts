import { FRAME_SAMPLES, type Recording, type RecordingManner } from '../ports';
import type { Clock } from './clock';
import type { AudioLeg } from './legs/audio-leg';
import { addSaturated } from './mix';
import { WavWriter } from './wav-writer';

const SAMPLES_PER_MS = 8;

/** One party's side of a call on disk. Every tick of the clock is 20 ms of file, whatever arrived. */
export class Recorder implements Recording {
  private readonly said = new Int16Array(FRAME_SAMPLES);
  private readonly heard = new Int16Array(FRAME_SAMPLES);
  private readonly frame: Int16Array;
  private isMasked = false;
  private isPaused = false;
  private lastTick: number;
  private leave: readonly (() => void)[];
  private result: Promise<number> | null = null;
  private readonly writer: WavWriter;
  private readonly stereo: boolean;

  constructor(
    leg: AudioLeg,
    path: string,
    { stereo, live }: RecordingManner,
    private readonly clock: Clock,
    report: (what: string, error: unknown) => void,
  ) {
    this.stereo = stereo;
    this.frame = new Int16Array(FRAME_SAMPLES * (stereo ? 2 : 1));
    this.lastTick = clock.ticks;
    this.writer = new WavWriter(path, { channels: stereo ? 2 : 1, frame: FRAME_SAMPLES, live }, report);
    this.leave = [
      leg.onFrame((frame) => this.said.set(frame)),
      leg.onHeard((frame) => this.heard.set(frame)),
      leg.onClosed(() => void this.end()),
      clock.on('record', () => this.tick()),
    ];
  }

  /** Silence on both channels; time goes on. */
  mask(isMasked: boolean): void {
    this.isMasked = isMasked;
  }

  /** Cut out: the file goes on where it stopped. */
  pause(isPaused: boolean): void {
    this.isPaused = isPaused;
  }

  stop(): Promise<number> {
    return this.end();
  }

  /** Also when the leg closes; whoever asks later gets the same result. */
  private end(): Promise<number> {
    if (this.result !== null) return this.result;
    for (const leave of this.leave) leave();
    this.leave = [];
    this.result = this.writer.finish().then((samples) => samples / SAMPLES_PER_MS);
    // Failures are told by `report` too: nobody may have asked when the leg closed.
    this.result.catch(() => undefined);
    return this.result;
  }

  private tick(): void {
    const passed = this.clock.ticks - this.lastTick;
    this.lastTick = this.clock.ticks;
    if (!this.isPaused) {
      // Ticks the clock skipped when the process stood still are time too.
      for (let gap = 1; gap < passed; gap += 1) this.writer.append(this.frame.fill(0));
      this.writer.append(this.isMasked ? this.frame.fill(0) : this.joined());
    }
    this.said.fill(0);
    this.heard.fill(0);
  }

  private joined(): Int16Array {
    if (!this.stereo) {
      this.frame.set(this.said);
      addSaturated(this.frame, this.heard);
      return this.frame;
    }
    for (let index = 0; index < FRAME_SAMPLES; index += 1) {
      this.frame[index * 2] = this.said[index] as number;
      this.frame[index * 2 + 1] = this.heard[index] as number;
    }
    return this.frame;
  }
}
