import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FRAME_SAMPLES, type FrameSource } from '../../ports';
import { MediaError } from '../media-error';
import { StoredSound, SoundSequence } from './sound';
import type { WavLibrary } from './wav-library';

/**
 * Music that plays on whether anybody listens or not: every listener hears the same place, and a caller who comes back
 * to it does not hear the beginning again. All WAV files of the directory in turn, by name.
 */
export class LocalStream {
  private readonly frame = new Int16Array(FRAME_SAMPLES);
  private music: readonly Int16Array[];
  private sounds: SoundSequence;
  private tickOfFrame = -1;

  constructor(
    private readonly directory: string,
    private readonly wavs: WavLibrary,
    private readonly ticks: () => number,
  ) {
    this.music = this.load();
    this.sounds = this.sequence();
  }

  /** A listener of its own; never ends. */
  listen(): FrameSource {
    return { next: () => this.current() };
  }

  /** Listeners of one tick get one frame. Time when nobody listens is not played, only passed over. */
  private current(): Int16Array {
    const now = this.ticks();
    if (this.tickOfFrame < 0) this.tickOfFrame = now - 1;
    // After a long pause the exact place does not matter: at most a minute is caught up.
    this.tickOfFrame = Math.max(this.tickOfFrame, now - 3000);
    while (this.tickOfFrame < now) {
      this.tickOfFrame += 1;
      this.advance();
    }
    return this.frame;
  }

  private advance(): void {
    let filled = this.sounds.read(this.frame, 0);
    if (filled < FRAME_SAMPLES) {
      // From the last file straight into the first.
      this.sounds = this.again();
      filled += this.sounds.read(this.frame, filled);
    }
    this.frame.fill(0, filled);
  }

  /** Files changed meanwhile are taken up; when they are gone, what is in memory goes on: waiting callers need music. */
  private again(): SoundSequence {
    try {
      this.music = this.load();
    } catch {
      // The stream was fine when it was opened; it stays so.
    }
    return this.sequence();
  }

  private sequence(): SoundSequence {
    return new SoundSequence(this.music.map((samples) => new StoredSound(samples)));
  }

  private load(): readonly Int16Array[] {
    const names = wavNames(this.directory);
    if (names.length === 0) throw noStream('The stream has no WAV', this.directory);
    return names.map((name) => this.wavs.samples(join(this.directory, name)));
  }
}

function wavNames(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => name.toLowerCase().endsWith('.wav'))
      .sort();
  } catch (error) {
    throw noStream('The directory of the stream cannot be read', directory, error);
  }
}

const noStream = (message: string, path: string, cause?: unknown): MediaError =>
  new MediaError('sound-not-found', message, { details: { path }, cause });
