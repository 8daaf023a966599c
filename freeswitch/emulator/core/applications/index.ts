import type { AppCall, Session } from '../sessions/session';
import type { SwitchContext } from '../switch-context';
import type { Application } from './application';
import { echo } from './echo';
import { eavesdrop } from './eavesdrop';
import { playback } from './playback';
import {
  answer,
  hangup,
  park,
  respond,
  schedHangup,
  schedTransfer,
  set,
  stopDisplaceSession,
} from './simple';

const APPLICATIONS: Readonly<Record<string, Application>> = {
  answer,
  eavesdrop,
  echo,
  hangup,
  park,
  playback,
  respond,
  set,
  sched_hangup: schedHangup,
  sched_transfer: schedTransfer,
  stop_displace_session: stopDisplaceSession,
};

export const isApplication = (name: string): boolean => Object.hasOwn(APPLICATIONS, name);

/** An unknown application ends the leg, as in FreeSWITCH (switch_core_session.c:2771). */
export async function runApplication(session: Session, app: AppCall, context: SwitchContext): Promise<void> {
  const run = APPLICATIONS[app.name];
  if (run !== undefined) {
    await run(session, app.data, context);
    return;
  }
  context.log.warn({ uuid: session.uuid, application: app.name }, 'the embedded switch lacks an application');
  session.hangUp('DESTINATION_OUT_OF_ORDER');
}
