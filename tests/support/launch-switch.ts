import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  const certs = join(options.runDir, 'freeswitch', 'certs');
  takeMadeKeys(certs);
  const running = await launchFreeSwitch({ ...options, installation: found.installation });
  keepMadeKeys(certs);
  return running;
}

/** Two keys of 4096 bits cost a switch up to eight seconds of a busy core: made once, for all tests of this machine. */
const MADE_KEYS = join(tmpdir(), `kiloline-test-keys-${process.getuid?.() ?? 0}`);

function takeMadeKeys(certs: string): void {
  if (existsSync(certs) || !existsSync(MADE_KEYS)) return;
  mkdirSync(certs, { recursive: true, mode: 0o700 });
  cpSync(MADE_KEYS, certs, { recursive: true });
}

/** By renaming, so that nobody finds half of them; who comes second leaves those that are there. */
function keepMadeKeys(certs: string): void {
  if (existsSync(MADE_KEYS) || !existsSync(join(certs, 'dtls-srtp.pem'))) return;
  const made = mkdtempSync(`${MADE_KEYS}-`);
  cpSync(certs, made, { recursive: true });
  try {
    renameSync(made, MADE_KEYS);
  } catch {
    // They stay for the system to clear away, as the others do.
  }
}
