import { isAbsolute } from 'node:path';
import type { FrameSource } from '../../ports';
import { MediaError } from '../media-error';
import { LocalStream } from './local-stream';
import { SoundSequence, SoundSource, StoredSound, type Sound } from './sound';
import { openSilence, openTone } from './tone';
import { WavLibrary } from './wav-library';

/** switch_ivr_play_say.c keeps 128 parts of a file_string. */
const MOST_PARTS = 128;

export interface SoundOptions {
  /** Directories of `local_stream://name`. */
  readonly streams: Readonly<Record<string, string>>;
  readonly ticks: () => number;
}

/** Opens what a playback is given, as FreeSWITCH names it. */
export class SoundOpener {
  private readonly wavs = new WavLibrary();
  private readonly streams = new Map<string, LocalStream>();

  constructor(private readonly options: SoundOptions) {}

  /** @throws MediaError `sound-not-found` or `unsupported-sound` */
  open(target: string): FrameSource {
    const { scheme, rest } = parse(target);
    if (scheme === 'local_stream') return this.stream(rest).listen();
    if (scheme === 'file_string') return new SoundSource(this.sequence(rest));
    return new SoundSource(this.sound(target));
  }

  private sound(target: string): Sound {
    const { scheme, rest } = parse(target);
    if (scheme === null) return this.file(target);
    if (scheme === 'silence_stream') return openSilence(rest);
    if (scheme === 'tone_stream') return openTone(rest);
    throw new MediaError('unsupported-sound', `${scheme}:// is not served here`);
  }

  private file(path: string): Sound {
    if (!isAbsolute(path)) {
      throw new MediaError('sound-not-found', 'A sound is named by its whole path', { details: { path } });
    }
    return new StoredSound(this.wavs.samples(path));
  }

  /** A missing part is passed over, as FreeSWITCH does (measured: FILE PLAYED all the same). */
  private sequence(list: string): Sound {
    const parts = list.split('!').filter((part) => part !== '');
    if (parts.length > MOST_PARTS)
      throw new MediaError('unsupported-sound', 'Too many parts in a file_string');
    const sounds = parts.flatMap((part) => {
      try {
        return [this.sound(part)];
      } catch (error) {
        if (error instanceof MediaError && error.fault === 'sound-not-found') return [];
        throw error;
      }
    });
    return new SoundSequence(sounds);
  }

  private stream(name: string): LocalStream {
    const known = this.streams.get(name);
    if (known !== undefined) return known;
    // Own properties only: a stream called "constructor" is not known.
    const directory = Object.hasOwn(this.options.streams, name) ? this.options.streams[name] : undefined;
    if (directory === undefined) {
      throw new MediaError('sound-not-found', 'There is no such local_stream', { details: { name } });
    }
    const stream = new LocalStream(directory, this.wavs, this.options.ticks);
    this.streams.set(name, stream);
    return stream;
  }
}

function parse(target: string): { readonly scheme: string | null; readonly rest: string } {
  const match = /^([a-z_]+):\/\/(.*)$/s.exec(target);
  return match === null
    ? { scheme: null, rest: target }
    : { scheme: match[1] as string, rest: match[2] as string };
}
