import { join } from 'node:path';
import { loadConfig, type Env } from '../config/env';
import { AppError } from '../errors';
import { namedSwitches } from '../external-switches';
import { createLogger } from '../logging';
import { examineCentre } from './centre';
import { examineDatabase } from './database';
import { fail, note, type Finding, type Section } from './finding';
import { judgeMachine, readMachine } from './machine';
import { examineRedis } from './redis';
import { examineRecordingStore } from './recording-store';
import { judgeSettings } from './settings';
import { examineInstallation, examineSwitch, examineTrunk } from './switches';

type Source = Readonly<Record<string, string | undefined>>;

/** Looks at everything the environment names, and changes nothing. @param source default: the process's own */
export async function examine(source?: Source): Promise<readonly Section[]> {
  let env: Env;
  try {
    env = loadConfig(source);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [
      { name: 'Settings', findings: [fail('environment', error.message, 'Correct it; see .env.example.')] },
    ];
  }
  // Whatever is wrong is told as a finding.
  const logger = createLogger({ level: 'silent', pretty: false });
  const parts: readonly (readonly [string, () => Promise<readonly Finding[]>])[] = [
    ['Settings', () => Promise.resolve(judgeSettings(env))],
    ['Machine', async () => judgeMachine(await readMachine(directoriesOf(env)))],
    ['Recordings', () => examineRecordingStore(env)],
    [
      'Database',
      () =>
        env.DATABASE_URL === undefined
          ? Promise.resolve([note('PostgreSQL', 'is started by Kiloline itself (DATABASE_URL)')])
          : examineDatabase(env.DATABASE_URL, logger),
    ],
    [
      'Live state',
      () =>
        env.REDIS_URL === undefined
          ? Promise.resolve([note('Redis', 'is started by Kiloline itself (REDIS_URL)')])
          : examineRedis(env.REDIS_URL, logger),
    ],
    ['Switch', () => examineSwitches(env)],
    ['Server', () => examineCentre(`http://${hostOf(env)}:${env.KILOLINE_PORT}`, env.KILOLINE_METRICS_TOKEN)],
  ];
  // One after the other: the distance of Redis is measured.
  const sections: Section[] = [];
  for (const [name, look] of parts) sections.push({ name, findings: await look() });
  return sections;
}

async function examineSwitches(env: Env): Promise<readonly Finding[]> {
  try {
    return await allSwitches(env);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [fail('SWITCHES_FILE', error.message, 'Correct it; docs/operations.md shows one.')];
  }
}

async function allSwitches(env: Env): Promise<readonly Finding[]> {
  const elsewhere = namedSwitches(env);
  const [trunk, ...all] = await Promise.all([
    examineTrunk(env.TRUNK_PROXY),
    ...(elsewhere.length > 0 ? elsewhere.map(examineSwitch) : [examineOwn(env)]),
  ]);
  return [...all.flat(), ...trunk];
}

const examineOwn = (env: Env): Promise<readonly Finding[]> =>
  env.KILOLINE_SWITCH === 'embedded'
    ? Promise.resolve([note('switch', 'the embedded one was chosen: for a look, not for callers')])
    : examineInstallation(env.FREESWITCH_BIN);

/** Where it listens, if not everywhere. */
const hostOf = ({ KILOLINE_HOST: host }: Env): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
};

const directoriesOf = (env: Env) => [
  { about: 'run directory', path: env.KILOLINE_RUN_DIR },
  { about: 'recordings', path: env.KILOLINE_RECORDINGS_DIR ?? join(env.KILOLINE_RUN_DIR, 'recordings') },
];
