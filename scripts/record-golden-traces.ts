import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createLogger } from '../server/logging';
import { findFreeSwitch, launchFreeSwitch } from '../server/parts/freeswitch';
import { writeGoldenSounds } from '../tests/contract/golden/golden-sounds';
import { goldenFile, playScenario } from '../tests/contract/golden/play-scenario';
import { GOLDEN_ACCOUNT, SCENARIOS } from '../tests/contract/golden/scenarios';
import { Stage } from '../tests/contract/golden/stage';
import { packTrace } from '../tests/contract/golden/packed-trace';
import { startSipDirectory } from '../tests/support/sip-directory';
import { makeTemporaryDirectory } from '../tests/support/temporary-directory';

/**
 * Plays the scenarios of tests/contract/golden on a real FreeSWITCH with our configuration and writes what it
 * told into tests/contract/golden/traces. Run it after a change of FreeSWITCH or of the scenarios:
 * `npx tsx scripts/record-golden-traces.ts [scenario…]`; the embedded switch is held to the result.
 */
const DOMAIN = 'kiloline.test';

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const found = await findFreeSwitch(
    process.env['FREESWITCH_BIN'] === undefined ? {} : { configuredBinary: process.env['FREESWITCH_BIN'] },
  );
  if (found.kind !== 'found') throw new Error(found.reason);
  const temporary = makeTemporaryDirectory();
  const soundsDir = writeGoldenSounds(join(temporary.path, 'sounds'));
  const directory = await startSipDirectory(DOMAIN, { [GOLDEN_ACCOUNT.user]: GOLDEN_ACCOUNT.password });
  const running = await launchFreeSwitch({
    installation: found.installation,
    runDir: temporary.path,
    soundsDir,
    logger: createLogger({ level: 'silent', pretty: false }),
    domain: DOMAIN,
    directory,
    guardSeconds: 20,
  });
  const stage = new Stage({ ...running, wsUrl: running.ws.url, soundsDir });
  try {
    await stage.open();
    for (const scenario of SCENARIOS) {
      if (wanted.length > 0 && !wanted.includes(scenario.name)) continue;
      const trace = await playScenario(scenario, stage);
      const file = goldenFile(scenario.name);
      mkdirSync(dirname(file), { recursive: true });
      const packed = { scenario: scenario.name, freeswitch: running.version, ...packTrace(trace) };
      writeFileSync(file, `${JSON.stringify(packed, null, 2)}\n`);
      console.log(`${scenario.name}: ${Object.values(trace).flat().length} events`);
    }
  } finally {
    stage.close();
    await running.stop();
    await directory.stop();
    temporary.remove();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
