import pino from 'pino';
import { ImportPurge } from '../../../server/crm/maintenance/import-purge';
import { ManualJobs } from '../../fakes/manual-jobs';

const DAY_MS = 24 * 3_600_000;

describe('purge of imports', () => {
  const jobs = new ManualJobs();
  const asked: string[] = [];
  const purge = new ImportPurge({
    imports: {
      purge: (before) => {
        asked.push(before.toISOString());
        return Promise.resolve(1);
      },
    },
    jobs,
    now: () => jobs.now,
    logger: pino({ level: 'silent' }),
  });
  purge.declare();

  it('forgets what was tried more than seven days ago, once however many servers ask for it', async () => {
    jobs.now = Date.parse('2026-03-10T08:00:00Z');
    await purge.plan();
    await purge.plan();
    await jobs.runUntil(jobs.now);
    expect(asked).toEqual(['2026-03-03T08:00:00.000Z']);
    await jobs.runUntil(jobs.now + DAY_MS);
    expect(asked).toHaveLength(1);
    await purge.plan();
    await jobs.runUntil(jobs.now);
    expect(asked.at(-1)).toBe('2026-03-04T08:00:00.000Z');
  });
});
