import type { Session } from './session';

/** switch_ivr_park: nothing is heard but what the event socket has played, nested in here. */
export async function park(session: Session): Promise<void> {
  const { channel, output, signal } = session;
  session.parked = true;
  session.fire('CHANNEL_PARK');
  while (session.isReady) {
    const { seen } = signal;
    output.sendSilenceWhenIdle(Number(channel.get('send_silence_when_idle') ?? 0) !== 0);
    // One packet is read and one of silence sent before the queue is looked at.
    await output.tick();
    if (!(await session.runQueued())) await signal.after(seen);
  }
  output.sendSilenceWhenIdle(false);
  session.parked = false;
  session.fire('CHANNEL_UNPARK');
}
