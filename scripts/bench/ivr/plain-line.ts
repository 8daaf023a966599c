import { join } from 'node:path';
import { EslConnection } from '../../../server/esl/connection';
import { newMetrics } from '../../../server/esl/metrics';
import { createLogger } from '../../../server/logging';
import { launchSwitch } from '../../../tests/support/launch-switch';
import { makeTemporaryDirectory } from '../../../tests/support/temporary-directory';
import { writeTestSounds } from '../../../tests/support/wav';
import { BENCH_NUMBER, writeBenchSounds } from './bench-pack';
import type { KeyLine } from './key-line';

/** Long enough that the guard on an arriving leg never fires here. */
const GUARD_SECONDS = 900;

/**
 * What is compared with: the least program that does it, with no state and no database. One connection that carries
 * events and commands; at a key it breaks what plays, waits for the answer, and plays the other prompt.
 */
export async function startPlainLine(): Promise<KeyLine> {
  const directory = makeTemporaryDirectory();
  const soundsDir = writeTestSounds(join(directory.path, 'sounds'));
  writeBenchSounds(soundsDir);
  const logger = createLogger({ level: 'silent', pretty: false });
  const running = await launchSwitch('freeswitch', {
    runDir: directory.path,
    soundsDir,
    logger,
    guardSeconds: GUARD_SECONDS,
  });
  const turns = new Map<string, number>();
  const next = async (leg: string): Promise<void> => {
    const turn = turns.get(leg) ?? 0;
    turns.set(leg, turn + 1);
    if (turn > 0) await connection.send([`api uuid_break ${leg} all`]);
    const file = join(soundsDir, 'zh-CN', 'bench', `0${1 + (turn % 2)}.wav`);
    await connection.send(execute(leg, 'playback', file));
  };
  const connection: EslConnection = await EslConnection.connect({
    ...running.esl,
    commandTimeoutMs: 5000,
    metrics: newMetrics(),
    onEvent: (json) => {
      const leg = String(json['Unique-ID']);
      // A key is written down before what is done about it, so that none is counted twice or in another order.
      const task =
        json['Event-Name'] === 'CHANNEL_PARK'
          ? connection.send(execute(leg, 'answer', '')).then(() => next(leg))
          : next(leg);
      task.catch(() => undefined);
    },
  });
  await connection.send(['event json DTMF CHANNEL_PARK']);
  return {
    dialed: BENCH_NUMBER,
    trunk: running.sipUdp,
    esl: running.esl,
    pids: { server: process.pid, switch: running.pid },
    keysTaken: () => Promise.resolve(Number.NaN),
    stop: async () => {
      connection.destroy('bench is over');
      await running.stop();
      directory.remove();
    },
  };
}

const execute = (leg: string, application: string, argument: string): readonly string[] => [
  `sendmsg ${leg}`,
  'call-command: execute',
  `execute-app-name: ${application}`,
  ...(argument === '' ? [] : [`execute-app-arg: ${argument}`]),
];
