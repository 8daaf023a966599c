import { Command } from 'commander';
import { rebuildStepSchema } from '../contract/reports';
import { line } from './output';
import { atCentre, type Terminal } from './terminal';

const TOLD_EVERY = 10_000;
/** The last step adds up everything. */
const STEP_MS = 15 * 60_000;

/** `kiloline measures …`: what reports are made of. */
export const measureCommands = (terminal: Terminal): Command =>
  new Command('measures')
    .description('what reports are made of')
    .addCommand(
      new Command('rebuild')
        .description('counts all calls anew from the event log; the centre goes on meanwhile')
        .action(() => rebuild(terminal)),
    );

const rebuild = (terminal: Terminal): Promise<void> =>
  atCentre(terminal, async (centre) => {
    let [after, counted, told]: [string | null, number, number] = [null, 0, 0];
    do {
      const step: { after: string | null; calls: number } = await centre.ask(rebuildStepSchema, {
        ...{ method: 'POST', path: '/measures/rebuild', json: { after }, waitMs: STEP_MS },
      });
      after = step.after;
      counted += step.calls;
      if (counted - told >= TOLD_EVERY) {
        line(terminal.output, `${counted} calls`);
        told = counted;
      }
    } while (after !== null);
    line(terminal.output, `${counted} calls counted anew.`);
  });
