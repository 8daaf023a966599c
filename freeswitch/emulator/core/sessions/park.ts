import type { Session } from './session';

/** switch_ivr_park: nothing is heard but what the event socket has played, nested in here. */
export async function park(session: Session): Promise<void> {
  session.parked = true;
  session.fire('CHANNEL_PARK');
  while (session.isReady) {
    const { seen } = session.signal;
    if (!(await session.runQueued())) await session.signal.after(seen);
  }
  session.parked = false;
  session.fire('CHANNEL_UNPARK');
}
