import { cloneProfile } from '../channel/caller-profile';
import type { Session } from './session';

/** switch_ivr_session_transfer: takes the leg out of what it does, also out of a bridge, and asks the dialplan anew. */
export function transfer(session: Session, destination: string, context: string | undefined): void {
  if (!session.isUp) return;
  const { channel } = session;
  const old = channel.profile;
  const transferSource = `${Math.floor(Date.now() / 1000)}:${channel.uuid}:bl_xfer:${destination}/${context ?? old.context}/XML`;
  channel.profile = {
    ...cloneProfile(old),
    transferSource,
    destination,
    context: context ?? old.context,
    dialplan: 'XML',
    rdnis: old.destination,
    index: old.index + 1,
  };
  channel.set('max_forwards', String(Number(channel.get('max_forwards') ?? 70) - 1));
  channel.push('transfer_history', transferSource);
  channel.set('transfer_source', transferSource);
  channel.set('signal_bond', null);
  leaveBridge(session);
  session.setState('CS_ROUTING');
}

/** The other leg parks or hangs up, as its variables say. */
export function leaveBridge(session: Session): void {
  const { bridge } = session;
  session.bridge = null;
  bridge?.end();
}
