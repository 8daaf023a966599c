import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program a test cannot do without, and how a person gets it. */
const REQUIREMENTS = {
  freeswitch: {
    names: ['freeswitch'],
    places: ['/usr/local/freeswitch/bin', '/opt/freeswitch/bin', '/usr/bin'],
    variable: 'FREESWITCH_BIN',
    advice: 'install FreeSWITCH (https://github.com/signalwire/freeswitch) or set FREESWITCH_BIN',
  },
  chromium: {
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    places: ['/usr/bin'],
    variable: 'CHROMIUM_BIN',
    advice: 'sudo apt-get install -y chromium',
  },
  sipp: {
    names: ['sipp'],
    places: ['/usr/bin'],
    variable: 'SIPP_BIN',
    advice: 'sudo apt-get install -y sip-tester',
  },
  'espeak-ng': {
    names: ['espeak-ng'],
    places: ['/usr/bin'],
    variable: 'ESPEAK_BIN',
    advice: 'sudo apt-get install -y espeak-ng',
  },
  redis: {
    names: ['valkey-server', 'redis-server'],
    places: ['/usr/bin'],
    variable: 'REDIS_BIN',
    advice: 'sudo apt-get install -y redis-server',
  },
} as const;

export type Requirement = keyof typeof REQUIREMENTS;

/** The program's path, or null. */
export function findRequirement(name: Requirement): string | null {
  const { names, places, variable } = REQUIREMENTS[name];
  const configured = process.env[variable];
  if (configured !== undefined && configured !== '') return existsSync(configured) ? configured : null;
  const dirs = [...(process.env['PATH'] ?? '').split(delimiter), ...places].filter((dir) => dir !== '');
  const files = names.flatMap((file) => dirs.map((dir) => join(dir, file)));
  return files.find((file) => existsSync(file)) ?? null;
}

/** The program's path, for use inside a suite that `requires` it. */
export function requirement(name: Requirement): string {
  const found = findRequirement(name);
  if (found === null) throw new Error(`${name} is missing: ${REQUIREMENTS[name].advice}`);
  return found;
}

/** `describe` where everything named is installed, else `describe.skip` after saying what to type. */
export function requires(...needed: readonly Requirement[]): jest.Describe {
  const missing = needed.filter((name) => findRequirement(name) === null);
  for (const name of missing) {
    process.stderr.write(
      `SKIPPED: ${name} is not installed. To run these tests: ${REQUIREMENTS[name].advice}\n`,
    );
  }
  return missing.length === 0 ? describe : describe.skip;
}
