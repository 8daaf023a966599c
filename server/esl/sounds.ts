import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SoundItem } from '../calls/switch';
import { SOUND_NAME } from '../contract/sounds';
import { UnexpectedError } from '../errors';
import { plain } from './command-text';

const LANGUAGES: readonly string[] = ['zh-CN', 'en-US'];
const [SHORTEST_SILENCE_MS, LONGEST_SILENCE_MS] = [20, 600_000];
/** switch_ivr_play_say.c keeps 128 parts of a file_string; the private queue of a session holds 256 events. */
const MOST_ITEMS = 100;

/**
 * What `playback` takes, one string per item.
 * @param soundsDirs searched in this order for `<language>/<name>.wav`, here; the last is taken unseen, for the switch
 *   may see it on another machine
 */
export function playbackFiles(soundsDirs: readonly string[], items: readonly SoundItem[]): string[] {
  if (items.length === 0 || items.length > MOST_ITEMS) throw wrong('number of sounds', items.length);
  return items.map((item) => playbackFile(soundsDirs, item));
}

/** One name for all items: uuid_displace takes a single file. */
export function oneFile(soundsDirs: readonly string[], items: readonly SoundItem[]): string {
  const files = playbackFiles(soundsDirs, items);
  return files.length === 1 ? (files[0] as string) : `file_string://${files.join('!')}`;
}

/** Silence, beeps, tones and music are made by the switch. */
export const isFile = (target: string): boolean => !target.includes('://');

function playbackFile(soundsDirs: readonly string[], item: SoundItem): string {
  if (item.kind === 'silence') return silence(item.ms);
  if (item.kind === 'beep') return BEEP;
  if (!SOUND_NAME.test(item.name)) throw wrong('sound name', item.name.length);
  if (!LANGUAGES.includes(item.language)) throw wrong('language', item.language.length);
  const paths = soundsDirs.map((dir) => join(dir, item.language, `${item.name}.wav`));
  return (paths.slice(0, -1).find((path) => existsSync(path)) ?? paths.at(-1)) as string;
}

function silence(ms: number): string {
  if (!Number.isInteger(ms) || ms < SHORTEST_SILENCE_MS || ms > LONGEST_SILENCE_MS)
    throw wrong('silence', ms);
  return `silence_stream://${ms}`;
}

/** '!' parts file_string, quotes and '@@' mean something to playback: refused once, at start. */
export function checkedSoundsDir(dir: string): string {
  if (/[!'"@{}[\]$\\]/.test(plain(dir, 'sounds directory'))) throw wrong('sounds directory', dir.length);
  return dir;
}

/** 450 Hz, as exchanges in mainland China give it (GF 002-9002): ringback 1 s on 4 s off, busy 0.35/0.35 s. */
export const TONES = {
  ringback: 'tone_stream://%(1000,4000,450);loops=-1',
  busy: 'tone_stream://%(350,350,450);loops=-1',
} as const;

/** Half a second. */
export const BEEP = 'tone_stream://%(500,0,1000)';

export const MUSIC = 'local_stream://moh';

const wrong = (what: string, value: number): UnexpectedError =>
  new UnexpectedError('broken-invariant', `Bad ${what}`, { details: { what, value } });
