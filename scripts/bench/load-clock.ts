const FRAME_MS = 20;
/** Telephones do not all speak in the same millisecond: a quarter of them each 5 ms. */
export const PHASES = 4;
const STEP_MS = FRAME_MS / PHASES;
/** What is made up for after a stall: 100 ms. */
const MOST_STEPS = 20;
/** Sending times kept, in steps: 20 s. */
const KEPT = 4096;

/** The one timer of the load generator, which also watches how late it is itself. */
export class LoadClock {
  #timer: NodeJS.Timeout | null = null;
  #startedAt = 0;
  #step = 0;
  readonly #sentAt = new Float64Array(KEPT);
  late = 0;
  largestLatenessMs = 0;
  skipped = 0;
  /** When this process was last more than a frame late. */
  stoodStillAt = -1;

  constructor(private readonly send: (phase: number, frame: number) => void) {}

  /** The first of which nothing was sent yet. */
  get nextFrame(): number {
    return Math.ceil(this.#step / PHASES);
  }

  sentAt(phase: number, frame: number): number {
    return this.#sentAt[(frame * PHASES + phase) % KEPT] ?? 0;
  }

  start(): void {
    this.#startedAt = performance.now();
    this.#sleep();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Lateness counts from now. */
  forget(): void {
    this.late = 0;
    this.largestLatenessMs = 0;
    this.skipped = 0;
  }

  #sleep(): void {
    const due = this.#startedAt + this.#step * STEP_MS;
    this.#timer = setTimeout(
      () => {
        this.#run();
        if (this.#timer !== null) this.#sleep();
      },
      Math.max(0, due - performance.now()),
    );
  }

  #run(): void {
    const now = performance.now();
    const lateness = now - (this.#startedAt + this.#step * STEP_MS);
    this.largestLatenessMs = Math.max(this.largestLatenessMs, lateness);
    if (lateness > FRAME_MS) {
      this.late += 1;
      this.stoodStillAt = now;
    }
    const due = Math.floor((now - this.#startedAt) / STEP_MS) + 1;
    if (due - this.#step > MOST_STEPS) {
      this.skipped += due - this.#step - MOST_STEPS;
      this.#step = due - MOST_STEPS;
    }
    for (; this.#step < due; this.#step += 1) {
      this.#sentAt[this.#step % KEPT] = performance.now();
      this.send(this.#step % PHASES, Math.floor(this.#step / PHASES));
    }
  }
}
