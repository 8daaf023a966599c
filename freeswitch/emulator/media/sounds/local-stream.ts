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
  private sounds: SoundSequence | null = null;
  private tickOfFrame = -1;

  constructor(
    private readonly directory: string,
    private readonly wavs: WavLibrary,
    private readonly ticks: () => number,
  ) {
    this.sounds = this.openAll();
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
    this.sounds ??= this.openAll();
    let filled = this.sounds.read(this.frame, 0);
    if (filled < FRAME_SAMPLES) {
      // From the last file straight into the first; files changed meanwhile are taken up here.
      this.sounds = this.openAll();
      filled += this.sounds.read(this.frame, filled);
    }
    this.frame.fill(0, filled);
  }

  private openAll(): SoundSequence {
    const names = readdirSync(this.directory)
      .filter((name) => name.toLowerCase().endsWith('.wav'))
      .sort();
    if (names.length === 0) {
      throw new MediaError('sound-not-found', 'The stream has no WAV', { details: { path: this.directory } });
    }
    return new SoundSequence(
      names.map((name) => new StoredSound(this.wavs.samples(join(this.directory, name)))),
    );
  }
}
