import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { createLogger } from '../../../server/logging';
import { launchEmulator } from '../../../server/parts/emulator';
import type { RunningFreeSwitch } from '../../../server/parts/freeswitch';
import { startSipDirectory, type SipDirectory } from '../../support/sip-directory';
import { makeTemporaryDirectory } from '../../support/temporary-directory';
import { differences } from './compare';
import { writeGoldenSounds } from './golden-sounds';
import { playScenario, readGolden } from './play-scenario';
import { GOLDEN_ACCOUNT, SCENARIOS } from './scenarios';
import { Stage } from './stage';

const DOMAIN = 'kiloline.test';

/** The traces come from scripts/record-golden-traces.ts. */
describe('the embedded switch tells what a FreeSWITCH tells', () => {
  const temporary = makeTemporaryDirectory();
  let directory: SipDirectory;
  let running: RunningFreeSwitch;
  let stage: Stage;

  beforeAll(async () => {
    const soundsDir = writeGoldenSounds(join(temporary.path, 'sounds'));
    directory = await startSipDirectory(DOMAIN, { [GOLDEN_ACCOUNT.user]: GOLDEN_ACCOUNT.password });
    running = await launchEmulator({
      runDir: temporary.path,
      soundsDir,
      logger: createLogger({ level: 'silent', pretty: false }),
      domain: DOMAIN,
      directory,
      guardSeconds: 20,
    });
    stage = new Stage({ ...running, wsUrl: running.ws.url, soundsDir });
    await stage.open();
  }, 30_000);

  afterAll(async () => {
    stage.close();
    await running.stop();
    await directory.stop();
    temporary.remove();
  }, 15_000);

  it.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
    '%s',
    async (name, scenario) => {
      expect(differences(readGolden(name), await playScenario(scenario, stage))).toEqual([]);
    },
    20_000,
  );
});
