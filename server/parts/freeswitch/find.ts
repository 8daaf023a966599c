import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findExecutable, isExecutable, searchPath } from '../find-executable';
import { runCommand, type CommandRunner } from '../run-command';

/** Loaded by freeswitch/conf/autoload_configs/modules.conf.xml. */
export const REQUIRED_MODULES = [
  'mod_logfile',
  'mod_commands',
  'mod_dptools',
  'mod_dialplan_xml',
  'mod_sndfile',
  'mod_tone_stream',
  'mod_local_stream',
  'mod_xml_curl',
  'mod_sofia',
  'mod_event_socket',
] as const;

/** Loaded when installed; without them the switch serves and what they are for is off. mod_spandsp: fax. */
export const OPTIONAL_MODULES = ['mod_spandsp'] as const;

const USUAL_PLACES = [
  '/usr/local/freeswitch/bin',
  '/opt/freeswitch/bin',
  '/usr/bin',
  '/usr/local/bin',
  '/opt/homebrew/bin',
];

const HOW_TO_INSTALL = [
  'Debian packages with a SignalWire token: https://developer.signalwire.com/freeswitch/FreeSWITCH-Explained/Installation/',
  'from source: https://github.com/signalwire/freeswitch',
  'macOS: brew install freeswitch',
];

export interface FreeSwitchInstallation {
  readonly binary: string;
  readonly modDir: string;
  /** For example "1.11.1". */
  readonly version: string;
  /** Modules we load that are not installed; such a FreeSWITCH cannot be used. */
  readonly missingModules: readonly string[];
}

export type FreeSwitchSearch =
  | { readonly kind: 'found'; readonly installation: FreeSwitchInstallation }
  | {
      readonly kind: 'unusable';
      readonly installation: FreeSwitchInstallation | null;
      /** One or more lines for a person. */
      readonly reason: string;
    }
  | { readonly kind: 'absent'; readonly installation: null; readonly reason: string };

export interface FindOptions {
  /** FREESWITCH_BIN: when given, nothing else is tried. */
  readonly configuredBinary?: string;
  readonly path?: readonly string[];
  readonly usualPlaces?: readonly string[];
  readonly run?: CommandRunner;
}

/** Looks for a FreeSWITCH that can run our configuration; never throws. */
export async function findFreeSwitch(options: FindOptions = {}): Promise<FreeSwitchSearch> {
  const places = [...(options.path ?? searchPath()), ...(options.usualPlaces ?? USUAL_PLACES)];
  const configured = options.configuredBinary;
  const binary = configured ?? findExecutable(['freeswitch'], places);
  if (binary === null || !isExecutable(binary)) return absent(configured, places);
  const version = await versionOf(binary, options.run ?? runCommand);
  if (version === null) return unusable(null, `${binary} does not answer to -version as FreeSWITCH does.`);
  const modDir = moduleDirectory(binary);
  if (modDir === null) return unusable(null, `${binary} was found, but no directory with its modules.`);
  const missingModules = REQUIRED_MODULES.filter((name) => !hasModule(modDir, name));
  const installation = { binary, modDir, version, missingModules };
  if (missingModules.length === 0) return { kind: 'found', installation };
  return unusable(installation, `${binary} lacks modules in ${modDir}: ${missingModules.join(', ')}.`);
}

/** Whether a module beyond the required ones is installed, for example mod_spandsp for fax. */
export function hasModule(modDir: string, name: string): boolean {
  return existsSync(join(modDir, `${name}.so`)) || existsSync(join(modDir, `${name}.dylib`));
}

function absent(configured: string | undefined, places: readonly string[]): FreeSwitchSearch {
  const looked =
    configured === undefined ? [...new Set(places)].join(', ') : `${configured} (FREESWITCH_BIN)`;
  const reason = [`No FreeSWITCH was found. Looked in: ${looked}.`, 'Ways to install it:', ...HOW_TO_INSTALL];
  return { kind: 'absent', installation: null, reason: reason.join('\n  ') };
}

const unusable = (installation: FreeSwitchInstallation | null, reason: string): FreeSwitchSearch => ({
  kind: 'unusable',
  installation,
  reason,
});

async function versionOf(binary: string, run: CommandRunner): Promise<string | null> {
  const result = await run(binary, ['-version'], { timeoutMs: 10_000 });
  return /FreeSWITCH version: (\d+\.\d+\.\d+)/.exec(result.output)?.[1] ?? null;
}

/** Modules lie beside the binary's prefix, in a place that differs by how it was installed. */
function moduleDirectory(binary: string): string | null {
  const prefixes = [dirname(dirname(binary)), dirname(dirname(realpathSync(binary)))];
  const candidates = prefixes.flatMap((prefix) => [
    join(prefix, 'lib/freeswitch/mod'),
    join(prefix, 'mod'),
    ...multiarch(join(prefix, 'lib')),
    join(prefix, 'lib64/freeswitch/mod'),
  ]);
  return candidates.find((dir) => hasModule(dir, 'mod_event_socket') || hasModule(dir, 'mod_sofia')) ?? null;
}

/** Debian keeps libraries in lib/<machine>-linux-gnu. */
function multiarch(lib: string): string[] {
  if (!existsSync(lib)) return [];
  const names = readdirSync(lib).filter((name) => name.includes('-linux-'));
  return names.map((name) => join(lib, name, 'freeswitch/mod'));
}
