import { launchEmulator } from '../../server/parts/emulator';
import {
  findFreeSwitch,
  launchFreeSwitch,
  type LaunchOptions,
  type RunningFreeSwitch,
} from '../../server/parts/freeswitch';
import { requirement } from './requirements';

/** Every suite that is about a switch is run on both. */
export type SwitchKind = 'freeswitch' | 'embedded';

/** Starts the one or the other; what comes back is used alike. */
export async function launchSwitch(
  kind: SwitchKind,
  options: Omit<LaunchOptions, 'installation'>,
): Promise<RunningFreeSwitch> {
  if (kind === 'embedded') return launchEmulator(options);
  const found = await findFreeSwitch({ configuredBinary: requirement('freeswitch') });
  if (found.kind !== 'found') throw new Error(found.reason);
  return launchFreeSwitch({ ...options, installation: found.installation });
}
