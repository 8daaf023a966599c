import { Writable } from 'node:stream';
import { showEstimates } from '../../../../server/cli/queue-estimates';
import { waitEstimates, type ToldWait } from '../../../../server/queues/estimates/wait-estimates';

const told = (queueId: string, minutes: number, tookS: number | null): ToldWait => ({
  queueId,
  toldMs: minutes * 60_000,
  tookMs: tookS === null ? null : tookS * 1000,
});

describe('what waiting callers were told', () => {
  it('is set beside how long it took, all together and by queue', () => {
    const estimates = waitEstimates([
      told('general', 1, 90),
      told('general', 2, 80),
      told('general', 1, 30),
      told('general', 3, null),
      told('faults', 10, 840),
    ]);
    expect(estimates.map(({ queueId, told: times, answered }) => [queueId, times, answered])).toEqual([
      [null, 5, 4],
      ['faults', 1, 1],
      ['general', 4, 3],
    ]);
    // Errors of general: +30, −40, −30 s.
    expect(estimates[2]).toMatchObject({ medianErrorS: -30, meanAbsoluteErrorS: 100 / 3, closeShare: 2 / 3 });
    // Of all: −40, −30, +30, +240 s.
    expect(estimates[0]).toMatchObject({ medianErrorS: 0, meanAbsoluteErrorS: 85, closeShare: 0.5 });
  });

  it('is close within a quarter of a long wait', () => {
    expect(waitEstimates([told('q', 10, 800)])[0]?.closeShare).toBe(1);
    expect(waitEstimates([told('q', 10, 801)])[0]?.closeShare).toBe(0);
    expect(waitEstimates([told('q', 10, 480)])[0]?.closeShare).toBe(1);
  });

  it('has no error while nobody was answered', () => {
    const unanswered = { medianErrorS: null, meanAbsoluteErrorS: null, closeShare: null };
    expect(waitEstimates([told('q', 1, null)])[0]).toEqual({
      ...{ queueId: null, told: 1, answered: 0 },
      ...unanswered,
    });
    expect(waitEstimates([])).toEqual([{ queueId: null, told: 0, answered: 0, ...unanswered }]);
  });

  it('is printed as a table', () => {
    const written: string[] = [];
    const output = new Writable({
      write: (chunk: Buffer, _, done) => {
        written.push(chunk.toString());
        done();
      },
    });
    showEstimates(output, waitEstimates([told('general', 1, 90), told('faults', 2, null)]));
    expect(written.join('')).toMatch(
      /^QUEUE +TOLD +ANSWERED +MEDIAN ERROR +MEAN ABSOLUTE +WITHIN 25 % OR 30 S\nall queues +2 +1 +30 s +30 s +100 %\nfaults +1 +0 +– +– +–\ngeneral +1 +1 +30 s +30 s +100 %\n/,
    );
    written.length = 0;
    showEstimates(output, waitEstimates([]));
    expect(written.join('')).toBe('Nobody was told a wait in that time.\n');
  });
});
