import { Command } from 'commander';
import { DateTime } from 'luxon';
import { waitEstimatesSchema, type WaitEstimate } from '../contract/wait-estimates';
import { line, type Output } from './output';
import { timesOf } from './queue-replay';
import { table } from './table';
import { atCentre, type Terminal } from './terminal';

export function queueEstimatesCommand(terminal: Terminal): Command {
  return new Command('estimates')
    .description('what waiting callers were told of their wait, beside how long it took')
    .requiredOption('--since <time>', "'yesterday', 'today', a date, or a time like 2026-11-28T08:00")
    .option('--until <time>', "likewise; default: now, of 'yesterday' its end")
    .action(({ since, until }: { readonly since: string; readonly until?: string }) =>
      atCentre(terminal, async (centre) => {
        const [from, end] = timesOf(since, until, DateTime.now());
        const query = { from: from.toISO() ?? '', until: end.toISO() ?? '' };
        showEstimates(
          terminal.output,
          await centre.ask(waitEstimatesSchema, { method: 'GET', path: '/wait-estimates', query }),
        );
      }),
    );
}

export function showEstimates(output: Output, estimates: readonly WaitEstimate[]): void {
  if (estimates.every(({ told }) => told === 0)) {
    line(output, 'Nobody was told a wait in that time.');
    return;
  }
  table(output, [
    ['QUEUE', 'TOLD', 'ANSWERED', 'MEDIAN ERROR', 'MEAN ABSOLUTE', 'WITHIN 25 % OR 30 S'],
    ...estimates.map((each) => [
      each.queueId ?? 'all queues',
      String(each.told),
      String(each.answered),
      secondsText(each.medianErrorS),
      secondsText(each.meanAbsoluteErrorS),
      each.closeShare === null ? '–' : `${(each.closeShare * 100).toFixed(0)} %`,
    ]),
  ]);
  line(output, 'Above 0: the caller waited longer than he was told.');
}

const secondsText = (seconds: number | null): string => (seconds === null ? '–' : `${seconds.toFixed(0)} s`);
