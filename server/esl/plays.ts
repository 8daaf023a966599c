import type { LegId } from '../contract/ids';

interface Play {
  readonly legId: LegId;
  stopped: boolean;
}

/** Long enough for the end of anything broken off to arrive. */
const FORGET_AFTER_MS = 60_000;
/** The end of a broken-off play arrives 9 ms later, 21 at most as measured. */
const STOP_ECHO_MS = 1000;

/**
 * Which plays were broken off. FreeSWITCH says "FILE PLAYED" either way (playback_function in mod_dptools.c), so
 * the difference is what we asked for ourselves.
 */
export class Plays {
  private readonly plays = new Map<string, Play>();
  private readonly stops = new Map<LegId, number>();

  constructor(private readonly now: () => number) {}

  begin(legId: LegId, playId: string): void {
    this.plays.set(playId, { legId, stopped: false });
  }

  /** Something begun here is heard, or will be as soon as the switch gets to it. */
  isPlaying(legId: LegId): boolean {
    for (const play of this.plays.values()) if (play.legId === legId && !play.stopped) return true;
    return false;
  }

  /** Changes with every stop: whoever waited meanwhile is not to play any more. */
  lastStop(legId: LegId): number | undefined {
    return this.stops.get(legId);
  }

  /** The command failed: there will be no end. */
  forget(playId: string): void {
    this.plays.delete(playId);
  }

  /** Call it before the switch is told; undo it when the switch refused. @returns undo */
  stop(legId: LegId): () => void {
    const stopped = [...this.plays.values()].filter((play) => play.legId === legId && !play.stopped);
    for (const play of stopped) play.stopped = true;
    const before = this.stops.get(legId);
    this.stops.set(legId, this.now());
    this.sweep();
    return () => {
      for (const play of stopped) play.stopped = false;
      if (before === undefined) this.stops.delete(legId);
      else this.stops.set(legId, before);
    };
  }

  /** True when it was heard to its end. A play of another server counts, unless we just stopped that leg. */
  finish(legId: LegId, playId: string): boolean {
    const play = this.plays.get(playId);
    this.plays.delete(playId);
    if (play !== undefined) return !play.stopped;
    return this.now() - (this.stops.get(legId) ?? -Infinity) > STOP_ECHO_MS;
  }

  legEnded(legId: LegId): void {
    for (const [playId, play] of this.plays) if (play.legId === legId) this.plays.delete(playId);
    this.stops.delete(legId);
  }

  private sweep(): void {
    const limit = this.now() - FORGET_AFTER_MS;
    for (const [legId, at] of this.stops) if (at < limit) this.stops.delete(legId);
    // A broken-off play whose execute was flushed from the queue never reports an end.
    if (this.plays.size < 1000) return;
    for (const [playId, play] of this.plays) if (play.stopped) this.plays.delete(playId);
  }
}
