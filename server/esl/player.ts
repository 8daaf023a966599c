import type { PlayOptions, SoundItem } from '../calls/switch';
import type { LegId } from '../contract/ids';
import { OperationalError } from '../errors';
import * as commands from './commands';
import type { Command } from './connection';
import type { Legs } from './legs';
import { Overlays } from './overlays';
import { encodePlayId, UNREPORTED } from './play-id';
import { playbacks } from './playbacks';
import type { Plays } from './plays';
import { accepted } from './reply';
import { oneFile, playbackFiles } from './sounds';

interface PlayerDeps {
  /** Searched in this order. */
  readonly soundsDirs: readonly string[];
  readonly legs: Legs;
  readonly plays: Plays;
  readonly sendAll: (list: readonly Command[]) => Promise<string[]>;
  /** Without the switch's events nothing would ever tell the end of a play. */
  readonly hearsEvents: () => boolean;
  readonly now: () => number;
}

/** What legs are made to hear while nobody talks to them, and what is laid or mixed over it. */
export class Player {
  private readonly overlays: Overlays;
  /** File mixed into a leg's speech, so that it can be ended. */
  private readonly mixed = new Map<LegId, string>();

  constructor(private readonly deps: PlayerDeps) {
    this.overlays = new Overlays(deps.now);
  }

  async play(
    legId: LegId,
    playId: string,
    items: readonly SoundItem[],
    { replace = false }: PlayOptions = {},
  ): Promise<void> {
    const { plays, soundsDirs } = this.deps;
    const files = playbackFiles(soundsDirs, items);
    const lastId = encodePlayId(playId);
    if (replace && !this.mixed.has(legId)) {
      // One write: waiting for the first answer may cost a tick of 20 ms before the next prompt is heard.
      const replacing = this.overlays.replacing(legId, files, plays.isPlaying(legId));
      const list = [...replacing.breakOff, ...playbacks(legId, replacing.files, lastId)];
      return this.interruptedBy(legId, () => this.begin(legId, playId, list, replacing.overlay));
    }
    if (replace) await this.stop(legId);
    await this.begin(legId, playId, playbacks(legId, files, lastId));
  }

  async stop(legId: LegId): Promise<void> {
    await this.interruptedBy(legId, () =>
      this.ask('stop playing', [commands.breakPlaying(legId)], this.overlays.lift(legId)),
    );
    await this.stopOverSpeech(legId);
  }

  /** What is said over a talk ends with it: else it would go on over what the leg is played then. */
  async stopOverSpeech(legId: LegId): Promise<void> {
    const file = this.mixed.get(legId);
    if (file === undefined) return;
    this.mixed.delete(legId);
    // It may have ended by itself: then this is refused, and right.
    await this.deps.sendAll([commands.stopDisplacing(legId, file)]);
  }

  async playEndless(legId: LegId, file: string): Promise<void> {
    // Not locked: announcements are to run nested inside it.
    const command = commands.execute(legId, 'playback', file, { eventUuid: UNREPORTED });
    const parking = this.deps.legs.whenParked(legId);
    if (parking !== null && (await this.stoppedMeanwhile(legId, parking))) return;
    await this.ask('play', [command]);
  }

  async announceOverMusic(legId: LegId, items: readonly SoundItem[]): Promise<void> {
    const sounds = playbacks(legId, playbackFiles(this.deps.soundsDirs, items), UNREPORTED);
    const parking = this.deps.legs.whenParked(legId);
    if (parking !== null && (await this.stoppedMeanwhile(legId, parking))) return;
    await this.ask('announce over music', sounds);
  }

  async announceOverSpeech(legId: LegId, items: readonly SoundItem[]): Promise<void> {
    const file = oneFile(this.deps.soundsDirs, items);
    if (this.deps.legs.has(legId)) this.mixed.set(legId, file);
    await this.ask('announce over speech', [commands.displace(legId, file)]);
  }

  /** What plays on the leg is broken off by the action; when the action is refused it goes on. */
  async interruptedBy(legId: LegId, action: () => Promise<void>): Promise<void> {
    const undo = this.deps.plays.stop(legId);
    try {
      await action();
    } catch (error) {
      if (isRefused(error)) undo();
      throw error;
    }
  }

  legEnded(legId: LegId): void {
    this.mixed.delete(legId);
    this.overlays.legEnded(legId);
  }

  /** The switch is away: nothing is known any more. */
  clear(): void {
    this.mixed.clear();
  }

  private async begin(
    legId: LegId,
    playId: string,
    list: readonly Command[],
    overlay: readonly Command[] = [],
  ): Promise<void> {
    const { legs, plays, hearsEvents } = this.deps;
    const parking = legs.whenParked(legId);
    if (parking !== null && (await this.stoppedMeanwhile(legId, parking))) return;
    if (hearsEvents()) plays.begin(legId, playId);
    try {
      await this.ask('play', list, overlay);
    } catch (error) {
      if (isRefused(error)) plays.forget(playId);
      throw error;
    }
  }

  /** Holds a command until the leg is parked. @returns true when playing was stopped in that time */
  private async stoppedMeanwhile(legId: LegId, parking: Promise<void>): Promise<boolean> {
    const { plays } = this.deps;
    const before = plays.lastStop(legId);
    await parking;
    return plays.lastStop(legId) !== before;
  }

  /** @param first sent before them; it does not matter when these are refused */
  private async ask(name: string, list: readonly Command[], first: readonly Command[] = []): Promise<void> {
    const replies = await this.deps.sendAll([...first, ...list]);
    for (const reply of replies.slice(first.length)) accepted(reply, name);
  }
}

const isRefused = (error: unknown): boolean =>
  error instanceof OperationalError && error.code === 'switch-refused';
