import type { FrameSource, MediaLeg } from '../../ports';
import { addFrame, LookAhead, silentFrame } from './frames';

/** Something a leg is made to hear until it ends or is taken away. */
export interface Playing {
  readonly ended: boolean;
  /** Frames given so far. */
  readonly frames: number;
  stop(): void;
}

interface Player {
  readonly source: LookAhead;
  frames: number;
  onEnd: () => void;
}

/**
 * What one leg hears: the newest playback over the older ones, those over the bridge, and files mixed into
 * whatever it is. Nothing to hear means that nothing is sent, as a parked channel of FreeSWITCH does.
 */
export class Output implements FrameSource {
  private leg: MediaLeg | null = null;
  private readonly players: Player[] = [];
  private base: FrameSource | null = null;
  private readonly mixed = new Map<string, LookAhead>();
  private readonly taps = new Set<(frame: Int16Array) => void>();
  private readonly frame = silentFrame();
  private sending = false;

  attach(leg: MediaLeg): void {
    this.leg = leg;
    this.update();
  }

  /** What is heard while nothing is played: the other leg of a bridge. */
  setBase(source: FrameSource | null): void {
    this.base?.close?.();
    this.base = source;
    this.update();
  }

  play(source: FrameSource, onEnd: () => void): Playing {
    const player: Player = { source: new LookAhead(source), frames: 0, onEnd };
    this.players.push(player);
    this.update();
    if (player.source.ended) queueMicrotask(onEnd);
    return {
      get ended() {
        return player.source.ended;
      },
      get frames() {
        return player.frames;
      },
      stop: () => {
        player.onEnd = () => undefined;
        player.source.close();
        const at = this.players.indexOf(player);
        if (at !== -1) this.players.splice(at, 1);
        this.update();
      },
    };
  }

  /** Mixed into the bridge or the playback; it has no sound of its own. */
  mix(name: string, source: FrameSource): void {
    this.mixed.get(name)?.close();
    this.mixed.set(name, new LookAhead(source));
  }

  /** @returns false when it is not (or no longer) mixed in */
  unmix(name: string): boolean {
    this.mixed.get(name)?.close();
    return this.mixed.delete(name);
  }

  /** Every frame this leg hears, before anything is mixed in: who speaks into it does not hear himself. */
  tap(listener: (frame: Int16Array) => void): () => void {
    this.taps.add(listener);
    return () => this.taps.delete(listener);
  }

  next(): Int16Array {
    this.frame.fill(0);
    const heard = this.fromPlayers() ?? this.base?.next() ?? null;
    if (heard !== null) this.frame.set(heard);
    for (const tap of this.taps) tap(this.frame);
    for (const [name, source] of this.mixed) {
      const frame = source.next();
      if (frame === null) this.mixed.delete(name);
      else addFrame(this.frame, frame);
    }
    return this.frame;
  }

  close(): void {
    for (const player of [...this.players]) player.source.close();
    this.players.length = 0;
    for (const source of this.mixed.values()) source.close();
    this.mixed.clear();
    this.setBase(null);
    this.leg = null;
  }

  private fromPlayers(): Int16Array | null {
    const player = this.players.at(-1);
    if (player === undefined) return null;
    const frame = player.source.next();
    if (frame === null) return null;
    player.frames += 1;
    if (player.source.ended) player.onEnd();
    return frame;
  }

  private update(): void {
    const wanted = this.players.length > 0 || this.base !== null;
    if (this.leg === null) this.sending = false;
    else if (wanted !== this.sending) {
      this.sending = wanted;
      this.leg.setSource(wanted ? this : null);
    }
  }
}
