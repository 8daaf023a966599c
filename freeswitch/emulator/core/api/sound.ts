import { stopRecording } from '../sessions/release';
import type { Session } from '../sessions/session';
import { lacks, words, type ApiCommand } from './api-command';

const NO_SESSION = '-ERR Cannot locate session!\n';

/** `uuid_displace <uuid> start|stop <file> 0 m`: only mixed into what the leg hears. */
export const uuidDisplace: ApiCommand = (args, context) => {
  const [uuid = '', action, file, limit = '0', flags = ''] = words(args);
  if (file === undefined) return '-USAGE: <uuid> [start|stop] <path> [<limit>] [mux]\n';
  const session = context.sessions.get(uuid);
  if (session === undefined) return NO_SESSION;
  if (action === 'stop') {
    return session.output.unmix(file) ? '+OK Success\n' : '-ERR Cannot stop displace session!\n';
  }
  if (action !== 'start') return '-USAGE: <uuid> [start|stop] <path> [<limit>] [mux]\n';
  if (flags !== 'm' && flags !== 'mux') return lacks('uuid_displace that does not mix');
  if (limit !== '0') return lacks('a limit for uuid_displace');
  if (!session.channel.hasMedia) return '-ERR Cannot displace session!\n';
  try {
    session.output.mix(file, context.media.openSource(file));
  } catch {
    return '-ERR Cannot displace session!\n';
  }
  return '+OK Success\n';
};

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
  const [uuid = '', action = '', file, limit] = words(args);
  if (file === undefined) return RECORD_USAGE;
  const session = context.sessions.get(uuid);
  if (session === undefined) return NO_SESSION;
  const { channel, recordings } = session;
  if (action === 'start') {
    const { leg } = session.endpoint;
    if (leg === null) return '-ERR Cannot record session!\n';
    if (recordings.has(file)) return '+OK Success\n';
    try {
      recordings.set(file, context.media.record(leg, file, channel.isTrue('RECORD_STEREO')));
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
