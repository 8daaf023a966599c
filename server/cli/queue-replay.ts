import { Command } from 'commander';
import { DateTime } from 'luxon';
import {
  queueReplaySchema,
  type QueueReplay,
  type ReplayFigures,
  type ReplayQueue,
} from '../contract/queue-replay';
import { UserError } from '../errors';
import { line, type Output } from './output';
import { readQueuesFile } from './queue-check';
import { fileOf } from './queue-plan';
import { table } from './table';
import { atCentre, type Terminal } from './terminal';

interface ReplayFlags {
  readonly since: string;
  readonly until?: string;
  readonly with: string;
}

export function queueReplayCommand(terminal: Terminal): Command {
  return new Command('replay')
    .description(
      'what recorded calls would have met under another file, beside the one that holds and what happened',
    )
    .requiredOption('--since <time>', "'yesterday', 'today', a date, or a time like 2026-11-28T08:00")
    .option('--until <time>', "likewise; default: now, of 'yesterday' its end")
    .requiredOption('--with <file>', 'YAML')
    .action(({ since, until, with: file }: ReplayFlags) =>
      atCentre(terminal, async (centre) => {
        const [from, end] = timesOf(since, until, DateTime.now());
        const query = { from: from.toISO() ?? '', until: end.toISO() ?? '' };
        showReplay(
          terminal.output,
          await centre.ask(queueReplaySchema, {
            ...{ method: 'POST', path: '/queue-config/replay', query, file: fileOf(readQueuesFile(file)) },
          }),
        );
      }),
    );
}

/** @throws UserError 'validation-failed' */
export function timesOf(since: string, until: string | undefined, now: DateTime): [DateTime, DateTime] {
  const from = timeOf(since, now);
  if (until !== undefined) return [from, timeOf(until, now)];
  return [from, since === 'yesterday' ? from.plus({ days: 1 }) : now];
}

function timeOf(text: string, now: DateTime): DateTime {
  if (text === 'today') return now.startOf('day');
  if (text === 'yesterday') return now.startOf('day').minus({ days: 1 });
  const time = DateTime.fromISO(text);
  if (time.isValid) return time;
  throw new UserError(
    'validation-failed',
    `"${text}" is no time: yesterday, today, 2026-11-28 or 2026-11-28T08:00.`,
  );
}

const ROWS: readonly (readonly [name: string, value: (figures: ReplayFigures) => string])[] = [
  ['calls', ({ calls }) => String(calls)],
  ['answered', ({ answered }) => String(answered)],
  ['turned away, left', ({ turnedAway }) => String(turnedAway)],
  ['mean wait', ({ meanWaitS }) => secondsText(meanWaitS)],
  ['half wait up to', ({ p50WaitS }) => secondsText(p50WaitS)],
  ['95 % wait up to', ({ p95WaitS }) => secondsText(p95WaitS)],
  ['service level', ({ serviceLevel }) => shareText(serviceLevel)],
  ['abandoned', ({ abandonment }) => shareText(abandonment)],
];

export function showReplay(output: Output, { version, calls, agents, occupancy, queues }: QueueReplay): void {
  line(output, `${calls} calls, ${agents} agents. Simulated: version ${version}, and the file.`);
  line(output, 'ERROR is what the simulation of that version makes of what happened.');
  for (const queue of queues) {
    line(output);
    table(output, [
      [
        queue.queueId ?? 'ALL QUEUES',
        'HAPPENED',
        `VERSION ${version}`,
        'ERROR',
        'FILE',
        'ERLANG A: VERSION',
        'FILE',
      ],
      ...ROWS.map(([name, value]) => rowOf(name, value, queue)),
      ...(queue.queueId === null
        ? [
            [
              'occupancy',
              shareText(occupancy.recorded),
              shareText(occupancy.present),
              errorText(occupancy.recorded, occupancy.present, 100, ' %'),
              shareText(occupancy.changed),
            ],
          ]
        : []),
    ]);
  }
}

function rowOf(name: string, value: (figures: ReplayFigures) => string, queue: ReplayQueue): string[] {
  const { recorded, present, changed, erlangA } = queue;
  const shown = (figures: ReplayFigures | null): string => (figures === null ? '–' : value(figures));
  const estimate = (figures: typeof erlangA.present): string => {
    if (figures === null) return '';
    if (name === 'mean wait') return secondsText(figures.meanWaitS);
    if (name === 'service level') return shareText(figures.serviceLevel);
    return name === 'abandoned' ? shareText(figures.abandonment) : '';
  };
  return [
    ...[name, value(recorded), shown(present), errorOf(name, recorded, present), shown(changed)],
    ...[estimate(erlangA.present), estimate(erlangA.changed)],
  ];
}

function errorOf(name: string, recorded: ReplayFigures, present: ReplayFigures | null): string {
  if (present === null) return '';
  if (name === 'mean wait') return errorText(recorded.meanWaitS, present.meanWaitS, 1, ' s');
  if (name === 'half wait up to') return errorText(recorded.p50WaitS, present.p50WaitS, 1, ' s');
  if (name === '95 % wait up to') return errorText(recorded.p95WaitS, present.p95WaitS, 1, ' s');
  if (name === 'service level') return errorText(recorded.serviceLevel, present.serviceLevel, 100, ' %');
  if (name === 'abandoned') return errorText(recorded.abandonment, present.abandonment, 100, ' %');
  return '';
}

const secondsText = (seconds: number | null): string => (seconds === null ? '–' : `${seconds.toFixed(1)} s`);
const shareText = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)} %`);

function errorText(happened: number | null, simulated: number | null, times: number, unit: string): string {
  if (happened === null || simulated === null) return '';
  const error = (simulated - happened) * times;
  return `${error < 0 ? '−' : '+'}${Math.abs(error).toFixed(1)}${unit}`;
}
