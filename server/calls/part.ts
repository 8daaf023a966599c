import type { LiveCall } from './call-store';
import type { Switch } from './switch';
import { unlessGone } from './switches';
import type { LegId } from '../contract/ids';

/** The agent lets go of his caller, who hears nothing until he is played something. */
export async function partFromAgent(
  target: Pick<Switch, 'unbridge' | 'stopPlaying' | 'hangUp'>,
  { customerLegId }: Pick<LiveCall, 'customerLegId'>,
  agentLegId: LegId | null,
): Promise<void> {
  await unlessGone(target.unbridge(customerLegId));
  // On hold he hears music already, which what follows would be heard after.
  await unlessGone(target.stopPlaying(customerLegId));
  if (agentLegId) await unlessGone(target.hangUp(agentLegId, 'NORMAL_CLEARING'));
}
