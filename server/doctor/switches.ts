import { describeError } from '../errors';
import {
  askEventSocket,
  findFreeSwitch,
  hasModule,
  OPTIONAL_MODULES,
  REQUIRED_MODULES,
  type FreeSwitchSearch,
} from '../parts/freeswitch';
import { fail, note, ok, warn, type Finding } from './finding';
import { askOptions } from './sip-options';

const PATIENCE_MS = 2000;

export interface NamedSwitch {
  readonly id: string;
  readonly eventSocket: { readonly host: string; readonly port: number };
  readonly password: string;
}

export interface SwitchFacts {
  readonly id: string;
  readonly version: string;
  readonly missingModules: readonly string[];
  /** What it says of its SIP profiles. */
  readonly profiles: string;
  readonly clockAheadMs: number;
}

/** One that is run elsewhere. */
export async function examineSwitch({ id, eventSocket, password }: NamedSwitch): Promise<readonly Finding[]> {
  try {
    const [version = '', profiles = '', at = '', ...modules] = await askEventSocket(
      { ...eventSocket, password },
      [
        'version short',
        'sofia status',
        'strmicroepoch',
        ...REQUIRED_MODULES.map((name) => `module_exists ${name}`),
      ],
      PATIENCE_MS,
    );
    return judgeSwitch({
      ...{ id, profiles, version: version.trim() },
      missingModules: REQUIRED_MODULES.filter((_, n) => modules[n]?.trim() !== 'true'),
      clockAheadMs: Number(at.trim()) / 1000 - Date.now(),
    });
  } catch (error) {
    return [
      fail(
        `switch ${id}`,
        `${eventSocket.host}:${eventSocket.port}: ${describeError(error)}`,
        'Is FreeSWITCH running, does event_socket.conf.xml listen there, let this machine in (acl) and have this password?',
      ),
    ];
  }
}

export function judgeSwitch(facts: SwitchFacts): readonly Finding[] {
  const { id, version, missingModules, profiles, clockAheadMs } = facts;
  const skew = `${Math.round(clockAheadMs)} ms ahead of this machine's clock`;
  return [
    missingModules.length === 0
      ? ok(`switch ${id}`, `FreeSWITCH ${version}, with every module that is needed`)
      : fail(
          `switch ${id}`,
          `lacks ${missingModules.join(', ')}`,
          'Install them, and load them in modules.conf.xml.',
        ),
    ...['trunk', 'webrtc'].map((profile) =>
      new RegExp(`^\\s*${profile}\\s+profile\\s.*RUNNING`, 'm').test(profiles)
        ? ok(`profile ${profile}`, 'is running')
        : fail(
            `profile ${profile}`,
            'is not running',
            `See freeswitch.log: an address or port that is taken, or a certificate. Then: sofia profile ${profile} start`,
          ),
    ),
    Math.abs(clockAheadMs) < PATIENCE_MS
      ? ok('clock', skew)
      : warn('clock', skew, 'Keep both clocks right (NTP): waits and talks are measured by them.'),
  ];
}

/** One that Kiloline would start itself. */
export function judgeInstallation(search: FreeSwitchSearch): readonly Finding[] {
  if (search.kind !== 'found') {
    return [
      warn(
        'FreeSWITCH',
        search.reason.split('\n')[0] ?? '',
        'Install it for real callers (docs/switch.md); without it the embedded switch serves a look.',
      ),
    ];
  }
  const { version, binary, modDir } = search.installation;
  return [
    ok('FreeSWITCH', `${version}, ${binary}`),
    ...OPTIONAL_MODULES.filter((name) => !hasModule(modDir, name)).map((name) =>
      note(name, 'is not installed: no fax'),
    ),
  ];
}

export const examineInstallation = async (configured: string | undefined): Promise<readonly Finding[]> =>
  judgeInstallation(await findFreeSwitch(configured === undefined ? {} : { configuredBinary: configured }));

export async function examineTrunk(
  trunk: { readonly host: string; readonly port: number } | undefined,
): Promise<readonly Finding[]> {
  if (trunk === undefined) return [note('trunk', 'none: nobody outside can be called (TRUNK_PROXY)')];
  const where = `${trunk.host}:${trunk.port}`;
  try {
    const status = await askOptions(trunk, PATIENCE_MS);
    if (status !== null) return [ok('trunk', `${where} answers (${status})`)];
    return [
      warn(
        'trunk',
        `${where} does not answer OPTIONS within ${PATIENCE_MS / 1000} s`,
        'Some carriers never do. If calls out fail: TRUNK_PROXY, the firewall, whether the carrier knows this address.',
      ),
    ];
  } catch (error) {
    return [
      fail(
        'trunk',
        `${where}: ${describeError(error)}`,
        'Correct TRUNK_PROXY: the name or the port leads nowhere.',
      ),
    ];
  }
}
