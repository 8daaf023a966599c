import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from './scenarios';
import type { Stage } from './stage';
import { unpackTrace, type PackedTrace } from './packed-trace';
import { traceOf, type Trace } from './trace';

/** Plays a scenario on a stage and gives what happened. */
export async function playScenario(scenario: Scenario, stage: Stage): Promise<Trace> {
  const before = stage.events.length;
  const cast = await scenario.play(stage);
  const keepPrologue = scenario.name === 'arrival-cancelled';
  return traceOf(stage.events.slice(before), cast, stage.addresses.soundsDir, keepPrologue);
}

export const goldenFile = (name: string): string => join(__dirname, 'traces', `${name}.json`);

export const readGolden = (name: string): Trace =>
  unpackTrace(JSON.parse(readFileSync(goldenFile(name), 'utf8')) as PackedTrace);
