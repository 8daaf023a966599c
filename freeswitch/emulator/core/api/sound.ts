import { FRAME_MS, type FrameSource } from '../../ports';
import { stopRecording } from '../sessions/release';
import type { Session } from '../sessions/session';
import { lacks, words, type ApiCommand } from './api-command';

const NO_SESSION = '-ERR Cannot locate session!\n';

const DISPLACE_USAGE = '-USAGE: <uuid> [start|stop] <path> [<limit>] [mux]\n';
const NOT_DISPLACED = '-ERR Cannot displace session!\n';

/** `uuid_displace <uuid> start|stop <file> [<seconds>] [m]`: heard instead of what the leg hears; with m, too. */
export const uuidDisplace: ApiCommand = (args, context) => {
  const [uuid = '', action, file, limit = '0', flags = ''] = words(args);
  if (file === undefined) return DISPLACE_USAGE;
  const session = context.sessions.get(uuid);
  if (session === undefined) return NO_SESSION;
  const { output, channel } = session;
  if (action === 'stop') {
    return output.remove(file) ? '+OK Success\n' : '-ERR Cannot stop displace session!\n';
  }
  if (action !== 'start') return DISPLACE_USAGE;
  if (!['', 'm', 'mux'].includes(flags)) return lacks(`uuid_displace with ${flags}`);
  if (!channel.hasMedia || output.has(file)) return NOT_DISPLACED;
  try {
    const source = limited(context.media.openSource(file), Number(limit));
    if (flags === '') output.layOver(file, source);
    else output.mix(file, source);
  } catch {
    return NOT_DISPLACED;
  }
  return '+OK Success\n';
};

/** @param seconds 0 = as long as it is */
function limited(source: FrameSource, seconds: number): FrameSource {
  if (!(seconds > 0)) return source;
  let left = (seconds * 1000) / FRAME_MS;
  return { next: () => (left-- > 0 ? source.next() : null), close: () => source.close?.() };
}

/** Whole seconds; 0 = none. */
function stopAtLimit(session: Session, file: string, seconds: number): void {
  if (!(seconds > 0)) return;
  const recording = session.recordings.get(file);
  setTimeout(() => {
    // Another one of the same name may have begun since.
    if (session.recordings.get(file) === recording) void stopRecording(session, file);
  }, seconds * 1000).unref();
}

const RECORD_USAGE = '-USAGE: <uuid> [start|stop|mask|unmask|pause|resume] <path> [<limit>]\n';

/** One file per path; both sides of the leg, apart when RECORD_STEREO is set before. */
export const uuidRecord: ApiCommand = async (args, context) => {
  const [uuid = '', action = '', file, limit, variables = ''] = words(args);
  if (file === undefined) return RECORD_USAGE;
  const session = context.sessions.get(uuid);
  if (session === undefined) return NO_SESSION;
  const { channel, recordings } = session;
  if (action === 'start') {
    const { leg } = session.endpoint;
    if (leg === null) return '-ERR Cannot record session!\n';
    if (recordings.has(file)) return '+OK Success\n';
    try {
      const live = variables.includes('enable_file_write_buffering=false');
      const how = { stereo: channel.isTrue('RECORD_STEREO'), live };
      recordings.set(file, context.media.record(leg, file, how));
    } catch {
      return '-ERR Cannot record session!\n';
    }
    session.fire('RECORD_START', [['Record-File-Path', file]]);
    stopAtLimit(session, file, Number(limit ?? 0));
    return '+OK Success\n';
  }
  if (action === 'stop') {
    return (await stopRecording(session, file)) ? '+OK Success\n' : '-ERR Cannot stop record session!\n';
  }
  const recording = recordings.get(file);
  if (recording === undefined) return `-ERR Cannot ${action} recording session!\n`;
  if (action === 'mask' || action === 'unmask') recording.mask(action === 'mask');
  else if (action === 'pause' || action === 'resume') recording.pause(action === 'pause');
  else return RECORD_USAGE;
  return '+OK Success\n';
};
