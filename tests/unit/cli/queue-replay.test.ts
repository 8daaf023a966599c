import { DateTime } from 'luxon';
import { showReplay, timesOf } from '../../../server/cli/queue-replay';
import type { QueueReplay, ReplayFigures } from '../../../server/contract/queue-replay';

const now = DateTime.fromISO('2026-11-29T15:30:00', { zone: 'Asia/Shanghai' });

describe('kiloline queue replay', () => {
  it.each([
    ['yesterday', undefined, '2026-11-28T00:00', '2026-11-29T00:00'],
    ['today', undefined, '2026-11-29T00:00', '2026-11-29T15:30'],
    ['yesterday', 'today', '2026-11-28T00:00', '2026-11-29T00:00'],
  ])('takes since %s and until %s', (since, until, from, end) => {
    expect(timesOf(since, until, now).map((time) => time.toISO()?.slice(0, 16))).toEqual([from, end]);
  });

  it('takes a date or a time', () => {
    const [from, end] = timesOf('2026-11-20', '2026-11-20T12:00:00Z', now);
    expect([from.toISODate(), end.toMillis()]).toEqual(['2026-11-20', Date.parse('2026-11-20T12:00:00Z')]);
  });

  it('sets what happened, both configurations and the estimates side by side, with the error', () => {
    const figures = (meanWaitS: number, serviceLevel: number): ReplayFigures => ({
      ...{ calls: 10, answered: 9, abandoned: 1, turnedAway: 0, abandonment: 0.1 },
      ...{ meanWaitS, p50WaitS: 5, p95WaitS: 60, serviceLevel },
    });
    const shown: QueueReplay = {
      ...{ version: 3, calls: 10, agents: 2 },
      occupancy: { recorded: 0.8, present: 0.75, changed: 0.5 },
      queues: [
        {
          queueId: 'general',
          recorded: figures(20, 0.6),
          present: figures(18.5, 0.65),
          changed: figures(8, 0.9),
          erlangA: {
            present: { meanWaitS: 17, serviceLevel: 0.66, abandonment: 0.12 },
            changed: { meanWaitS: 7, serviceLevel: 0.91, abandonment: 0.05 },
          },
        },
      ],
    };
    let output = '';
    showReplay({ write: (text) => (output += text) }, shown);
    expect(output.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '))).toEqual(
      expect.arrayContaining([
        'general | HAPPENED | VERSION 3 | ERROR | FILE | ERLANG A: VERSION | FILE',
        'mean wait | 20.0 s | 18.5 s | −1.5 s | 8.0 s | 17.0 s | 7.0 s',
        'service level | 60.0 % | 65.0 % | +5.0 % | 90.0 % | 66.0 % | 91.0 %',
        'abandoned | 10.0 % | 10.0 % | +0.0 % | 10.0 % | 12.0 % | 5.0 %',
      ]),
    );
  });
});
