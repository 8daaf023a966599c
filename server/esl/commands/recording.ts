import { plain } from '../command-text';
import type { Command } from '../connection';
import { uuid, whole } from './fields';

const LONGEST_S = 14_400;

/**
 * Which recordings a leg has is written on the leg: masking names each file, and the server that masks may not be
 * the one that began them.
 */
const MARK = 'kl_rec_';
const markOf = (recordingId: string): string =>
  `${MARK}${uuid(recordingId).replaceAll('-', '').toLowerCase()}`;

/** Ids of recordings in the names of a leg's variables. */
export function markedRecordings(variables: readonly string[]): readonly string[] {
  return variables.flatMap((name) => {
    const parts = /^kl_rec_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(name);
    return parts === null ? [] : [parts.slice(1).join('-')];
  });
}

export const recordingMark = (legId: string, recordingId: string): Command => [
  `api uuid_getvar ${uuid(legId)} ${markOf(recordingId)}`,
];

interface Wanted {
  readonly recordingId: string;
  readonly stereo: boolean;
  readonly live: boolean;
  readonly maxS: number;
}

/** A file is otherwise written 64 kB at a time (switch_ivr_async.c:3066), which is two seconds in stereo. */
const LIVE = '{enable_file_write_buffering=false}';

/** Sent together. Without RECORD_MIN_SEC whatever is shorter than three seconds is thrown away. */
export const startRecording = (
  legId: string,
  { recordingId, stereo, live, maxS }: Wanted,
  file: string,
): readonly Command[] => [
  [`api uuid_setvar ${uuid(legId)} RECORD_STEREO ${String(stereo)}`],
  [`api uuid_setvar ${uuid(legId)} RECORD_MIN_SEC 0`],
  [
    `api uuid_record ${uuid(legId)} start ${quoted(file)} ${whole(maxS, 1, LONGEST_S, 'recording limit')}${live ? ` ${LIVE}` : ''}`,
  ],
  [`api uuid_setvar ${uuid(legId)} ${markOf(recordingId)} true`],
];

export const stopRecording = (legId: string, file: string): Command => [
  `api uuid_record ${uuid(legId)} stop ${quoted(file)}`,
];

export const maskRecording = (legId: string, file: string, isMasked: boolean): Command => [
  `api uuid_record ${uuid(legId)} ${isMasked ? 'mask' : 'unmask'} ${quoted(file)}`,
];

/** 5 = notice: keys are written at info and debug. */
export const KEYLESS_LOG_LEVEL = 5;
export const logLevel = (): Command => ['api fsctl loglevel'];
export const setLogLevel = (level: number): Command => [
  `api fsctl loglevel ${whole(level, 0, 7, 'log level')}`,
];

const quoted = (file: string): string => `'${plain(file, 'file')}'`;
