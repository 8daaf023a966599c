import { plain } from '../command-text';
import type { Command } from '../connection';
import { id, uuid } from './fields';

export type Application = 'answer' | 'playback' | 'stop_displace_session' | 'eavesdrop';

export interface ExecuteOptions {
  /** Comes back as Application-UUID of CHANNEL_EXECUTE_COMPLETE (switch_ivr.c:636). */
  readonly eventUuid?: string;
  /**
   * Others wait until this one is done; without it a second execute runs nested inside the first
   * (switch_core_session.c:1316 ff.).
   */
  readonly lock?: boolean;
}

/** Runs an application on a leg's own thread. The reply only says that it was queued. */
export function execute(
  legId: string,
  application: Application,
  argument: string,
  options: ExecuteOptions = {},
): Command {
  return [
    `sendmsg ${uuid(legId)}`,
    'call-command: execute',
    `execute-app-name: ${application}`,
    ...(argument === '' ? [] : [`execute-app-arg: ${plain(argument, 'application argument')}`]),
    ...(options.eventUuid === undefined ? [] : [`Event-UUID: ${id(options.eventUuid)}`]),
    ...(options.lock === true ? ['event-lock: true'] : []),
  ];
}
