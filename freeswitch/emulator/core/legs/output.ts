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
 * What one leg hears: the newest playback over the older ones, those over the bridge, and files laid over or mixed
 * into whatever it is. Nothing to hear means that nothing is sent, as a parked channel of FreeSWITCH does, unless it
 * is to send silence then.
 */
export class Output implements FrameSource {
  private leg: MediaLeg | null = null;
  private readonly players: Player[] = [];
  private base: FrameSource | null = null;
  private readonly mixed = new Map<string, LookAhead>();
  private readonly laidOver = new Map<string, LookAhead>();
  private idleSilence = false;
  private waiting: (() => void)[] = [];
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

  /** send_silence_when_idle: a parked leg is sent silence while it has nothing to hear. */
  sendSilenceWhenIdle(isOn: boolean): void {
    this.idleSilence = isOn;
    this.update();
  }

  /**
   * A leg that is always sent something is held to FreeSWITCH's ticks: its thread looks up after each frame. The
   * others are served at once, for nobody can hear the difference.
   */
  tick(): Promise<void> {
    if (!this.idleSilence || !this.sending) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
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

  /** Heard instead of the bridge or the playback, which go on unheard. */
  layOver(name: string, source: FrameSource): void {
    this.laidOver.get(name)?.close();
    this.laidOver.set(name, new LookAhead(source));
  }

  /** Whether it is mixed in or laid over. */
  has(name: string): boolean {
    return this.mixed.has(name) || this.laidOver.has(name);
  }

  /** @returns false when it is not (or no longer) mixed in or laid over */
  remove(name: string): boolean {
    const isThere = this.has(name);
    for (const kind of [this.mixed, this.laidOver]) {
      kind.get(name)?.close();
      kind.delete(name);
    }
    return isThere;
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
    for (const [name, source] of this.laidOver) {
      const frame = source.next();
      if (frame === null) this.laidOver.delete(name);
      else this.frame.set(frame);
    }
    for (const tap of this.taps) tap(this.frame);
    for (const [name, source] of this.mixed) {
      const frame = source.next();
      if (frame === null) this.mixed.delete(name);
      else addFrame(this.frame, frame);
    }
    this.wake();
    return this.frame;
  }

  close(): void {
    for (const player of [...this.players]) player.source.close();
    this.players.length = 0;
    for (const source of [...this.mixed.values(), ...this.laidOver.values()]) source.close();
    this.mixed.clear();
    this.laidOver.clear();
    this.idleSilence = false;
    this.setBase(null);
    this.leg = null;
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
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
    const wanted = this.players.length > 0 || this.base !== null || this.idleSilence;
    if (this.leg === null) this.sending = false;
    else if (wanted !== this.sending) {
      this.sending = wanted;
      this.leg.setSource(wanted ? this : null);
    }
    if (!this.sending) this.wake();
  }
}
