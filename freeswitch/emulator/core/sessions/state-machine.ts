import type { Dialplan } from '../dialplan';
import type { Header } from '../events/fired-event';
import type { Bridge } from './bridge';
import { park } from './park';
import type { AppCall, Session } from './session';

export interface MachineDeps {
  readonly dialplan: Dialplan;
  readonly now: () => number;
}

/**
 * The thread of a leg: works through states until somebody hangs up (switch_core_state_machine.c).
 * `first`: what to run at once, for a leg of originate; without it the dialplan is asked.
 */
export async function runSession(
  session: Session,
  deps: MachineDeps,
  first: readonly AppCall[] | null,
): Promise<void> {
  let apps = first;
  while (session.isUp) {
    const state = session.takeState() ?? (apps === null ? 'CS_ROUTING' : 'CS_EXECUTE');
    switch (state) {
      case 'CS_HIBERNATE':
        await bridged(session, deps.now);
        break;
      case 'CS_PARK':
        enter(session, 'CS_PARK');
        await park(session);
        break;
      case 'CS_ROUTING':
        apps = route(session, deps.dialplan);
        break;
      default:
        await runApps(session, apps ?? []);
    }
  }
}

function enter(session: Session, state: Session['channel']['runningState']): void {
  session.channel.runningState = state;
  session.channel.nextState = state;
}

function route(session: Session, dialplan: Dialplan): readonly AppCall[] {
  const { channel } = session;
  if (channel.callState === 'DOWN') channel.callState = 'RINGING';
  const { context, destination } = channel.profile;
  const extension = dialplan(context, destination, channel.uuid);
  if (extension === null) {
    session.hangUp('NO_ROUTE_DESTINATION');
    return [];
  }
  channel.set('call_uuid', channel.uuid);
  return extension;
}

/** One application after the other; at their end the call is over, unless it went elsewhere meanwhile. */
async function runApps(session: Session, apps: readonly AppCall[]): Promise<void> {
  enter(session, 'CS_EXECUTE');
  for (const app of apps) {
    if (!session.isReady) return;
    await session.execute(app);
  }
  if (session.isReady) session.hangUp('NORMAL_CLEARING');
}

/** CS_SOFT_EXECUTE of uuid_bridge: wait for the other, talk, and park or hang up when it is over. */
async function bridged(session: Session, now: () => number): Promise<void> {
  const { bridge } = session;
  if (bridge === null) {
    session.hangUp('NORMAL_CLEARING');
    return;
  }
  enter(session, 'CS_SOFT_EXECUTE');
  const other = bridge.otherOf(session);
  session.channel.set('uuid_bridge', null);
  session.fire(
    'CHANNEL_EXECUTE',
    [
      ['Application', 'uuid_bridge'],
      ['Application-Data', other.uuid],
    ],
    'CHANNEL_EXECUTE uuid_bridge',
  );
  bridge.arrive(session);
  await session.signal.until(() => bridge.isJoined || bridge.isEnded || !session.isReady);
  if (bridge.isJoined) await together(session, bridge, now);
  bridge.end();
  if (session.bridge === bridge) session.bridge = null;
  if (!session.isReady) return;
  if (session.channel.isTrue('park_after_bridge')) session.setState('CS_PARK');
  else session.hangUp('NORMAL_CLEARING');
}

async function together(session: Session, bridge: Bridge, now: () => number): Promise<void> {
  const { channel } = session;
  const leads = session === bridge.leader;
  const legs: readonly Header[] = [
    ['Bridge-A-Unique-ID', bridge.leader.uuid],
    ['Bridge-B-Unique-ID', bridge.follower.uuid],
  ];
  channel.profile.times.bridged = now();
  if (leads) session.fireAfter(legs, 'CHANNEL_BRIDGE');
  else {
    enter(session, 'CS_EXCHANGE_MEDIA');
    channel.set('call_uuid', bridge.leader.uuid);
  }
  while (session.isReady && !bridge.isEnded) {
    const { seen } = session.signal;
    if (!(await session.runQueued())) await session.signal.after(seen);
  }
  channel.set('last_bridge_to', bridge.otherOf(session).uuid);
  bridge.end();
  if (leads) session.fireAfter(legs, 'CHANNEL_UNBRIDGE');
}
