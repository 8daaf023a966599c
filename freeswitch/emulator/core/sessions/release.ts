import { q850Of, type Cause } from '../causes';
import { localStamp } from '../events/event-bus';
import type { Session } from './session';

/** A file that cannot be finished must not keep a leg from ending. */
const LONGEST_CLOSING_MS = 2000;

/** From the hang-up to the last event: the far party is told, files are closed, the account is made up. */
export async function releaseSession(session: Session): Promise<void> {
  const { channel } = session;
  const cause = channel.hangupCause ?? 'NORMAL_CLEARING';
  channel.runningState = 'CS_HANGUP';
  session.stopWatching();
  const how = session.endpoint.release(cause);
  if (how !== null) dispositionOf(session, how);
  await closeRecordings(session);
  session.output.close();
  channel.runningState = 'CS_REPORTING';
  channel.nextState = 'CS_REPORTING';
  channel.callState = 'HANGUP';
  account(session, cause);
  session.fireAfter([['Hangup-Cause', cause]], 'CHANNEL_HANGUP_COMPLETE');
  session.endpoint.close();
  channel.nextState = 'CS_DESTROY';
}

function dispositionOf(session: Session, how: 'send_bye' | 'send_refuse' | 'send_cancel'): void {
  const { channel } = session;
  channel.set('sip_hangup_disposition', how);
  if (how !== 'send_cancel') return;
  channel.set('sip_invite_failure_status', '487');
  channel.set('sip_invite_failure_phrase', 'CANCEL');
}

async function closeRecordings(session: Session): Promise<void> {
  const files = [...session.recordings.keys()];
  const late = new Promise((resolve) => setTimeout(resolve, LONGEST_CLOSING_MS).unref());
  await Promise.race([late, Promise.all(files.map((file) => stopRecording(session, file)))]);
}

/** @returns false when that file is not being recorded */
export async function stopRecording(session: Session, file: string): Promise<boolean> {
  const recording = session.recordings.get(file);
  if (recording === undefined) return false;
  session.recordings.delete(file);
  const written = await recording.stop().catch(() => null);
  const ms = written ?? 0;
  const cause = written === null ? 'uri-failure' : ms > 0 ? 'success-silence' : 'empty-file';
  session.channel.setAll({
    record_samples: String(ms * 8),
    record_seconds: String(Math.floor(ms / 1000)),
    record_ms: String(ms),
    record_completion_cause: cause,
  });
  session.fire('RECORD_STOP', [
    ['Record-File-Path', file],
    ['Record-Completion-Cause', cause],
  ]);
  return true;
}

function account(session: Session, cause: Cause): void {
  const { channel } = session;
  const { times } = channel.profile;
  const seconds = (ms: number) => String(Math.floor(ms / 1000));
  const talked = times.answered === 0 ? 0 : times.hangup - times.answered;
  channel.setAll({
    hangup_cause: cause,
    hangup_cause_q850: String(q850Of(cause)),
    start_stamp: localStamp(times.created),
    end_stamp: localStamp(times.hangup),
    ...(times.answered === 0 ? {} : { answer_stamp: localStamp(times.answered) }),
    start_epoch: seconds(times.created),
    answer_epoch: seconds(times.answered),
    end_epoch: seconds(times.hangup),
    last_app: channel.get('current_application') ?? null,
    caller_id: `"${channel.profile.callerName}" <${channel.profile.callerNumber}>`,
    duration: seconds(times.hangup - times.created),
    billsec: seconds(talked),
    mduration: String(times.hangup - times.created),
    billmsec: String(talked),
  });
}
