import { createLastingJobs, type RunningJobs } from '../../server/jobs';
import { OperationalError } from '../../server/errors';
import { createJobClient } from '../../server/redis';
import { eventually } from '../support/eventually';
import { silentLogger, startTestRedis, type TestRedis } from '../support/redis';

let redis: TestRedis;
let prefixes = 0;
let prefix = '';
const running: RunningJobs[] = [];

beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis.stop());
beforeEach(() => {
  prefix = `test-${++prefixes}`;
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((jobs) => jobs.stop()));
});

interface TestServer extends RunningJobs {
  /** Cuts its connections, as the end of its process would. */
  die(): void;
}

function server(options: { readonly lockMs?: number } = {}): TestServer {
  const clients: ReturnType<typeof createJobClient>[] = [];
  const jobs = createLastingJobs({
    newClient: (mayWait) => {
      const client = createJobClient({ socketPath: redis.socketPath }, mayWait);
      clients.push(client);
      return client;
    },
    prefix,
    now: Date.now,
    logger: silentLogger,
    ...options,
  });
  const die = () => {
    for (const client of clients) client.destroy();
  };
  const made = Object.assign(jobs, { die });
  running.push(made);
  return made;
}

const job = (id: string, inMs = 0, data = {}) => ({ kind: 'test-job', id, dueAt: Date.now() + inMs, data });
const HOUR = 3_600_000;

describe('lasting jobs', () => {
  it('does what is due, with its data, and what is overdue at once', async () => {
    const done: unknown[] = [];
    const jobs = server();
    jobs.handle('test-job', (data, { id, attempt }) => Promise.resolve(void done.push([id, data, attempt])));
    jobs.start();
    await jobs.plan(job('soon', 50, { order: 7 }));
    await jobs.plan(job('late', -HOUR));
    await eventually('both are done', () => done.length === 2);
    expect(done).toContainEqual(['soon', { order: 7 }, 1]);
    expect(done).toContainEqual(['late', {}, 1]);
  });

  it('moves a job that is planned again, and forgets one that is cancelled', async () => {
    const done: string[] = [];
    const jobs = server();
    jobs.handle('test-job', (_data, { id }) => Promise.resolve(void done.push(id)));
    jobs.start();
    await jobs.plan(job('moved', HOUR));
    await jobs.plan(job('cancelled', 300));
    await jobs.cancel('test-job', 'cancelled');
    await jobs.cancel('test-job', 'never planned');
    await jobs.plan(job('moved', 10));
    await eventually('the moved one is done', () => done.includes('moved'));
    await jobs.plan(job('after the cancelled one', 400));
    await eventually('the last one is done', () => done.includes('after the cancelled one'));
    expect(done).toEqual(['moved', 'after the cancelled one']);
  });

  it('tries again what fails, until it has been tried often enough', async () => {
    const tries: number[] = [];
    const jobs = server();
    jobs.handle(
      'test-job',
      (_data, { attempt }) => {
        tries.push(attempt);
        return Promise.reject(new Error('not yet'));
      },
      { attempts: 3, backoffMs: 10 },
    );
    jobs.start();
    await jobs.plan(job('stubborn'));
    await eventually('it was tried three times', () => tries.length === 3);
    expect(tries).toEqual([1, 2, 3]);
    // Its failure does not keep the name: planned again, it is a new job.
    await eventually('it can be planned again', async () => {
      await jobs.plan(job('stubborn'));
      return tries.length >= 6;
    });
  });

  it('does again what is planned anew while it is being done', async () => {
    const done: string[] = [];
    const jobs = server();
    jobs.handle('test-job', async (_data, { id }) => {
      done.push(id);
      if (done.length === 1) await jobs.plan(job('itself', 20));
    });
    jobs.start();
    await jobs.plan(job('itself'));
    await eventually('it is done twice', () => done.length === 2);
  });

  it('gives each of fifty jobs to one of two servers, once', async () => {
    const done: string[] = [];
    const both = [server(), server()];
    for (const jobs of both) {
      jobs.handle('test-job', (_data, { id }) => Promise.resolve(void done.push(id)));
      jobs.start();
    }
    const ids = Array.from({ length: 50 }, (_, index) => `job-${String(index)}`);
    // Both plan all of them, as two servers that reconcile do.
    await Promise.all(both.flatMap((jobs) => ids.map((id) => jobs.plan(job(id, 300)))));
    await eventually('all are done', () => new Set(done).size === 50);
    expect(done.length).toBe(50);
  });

  it('keeps what was planned when Redis is killed, and goes on when it is back', async () => {
    const done: string[] = [];
    const jobs = server();
    jobs.handle('test-job', (_data, { id }) => Promise.resolve(void done.push(id)));
    jobs.start();
    await jobs.plan(job('before', 1500));
    await jobs.plan(job('warm', 0));
    await eventually('the worker works', () => done.includes('warm'));
    // Its file is written once a second.
    await eventually('it is on disk', async () => {
      const connection = await redis.connect();
      return String(await connection.command(['INFO', 'persistence'])).includes('aof_pending_bio_fsync:0');
    });
    await redis.kill();
    await expect(jobs.plan(job('away'))).rejects.toThrow(OperationalError);
    await redis.start();
    await eventually('what was planned before is done', () => done.includes('before'), 20_000);
    await eventually('planning works again', () =>
      jobs.plan(job('after')).then(
        () => true,
        () => false,
      ),
    );
    await eventually('and is done', () => done.includes('after'));
  }, 40_000);

  it('gives a job whose server died to another', async () => {
    const begun: string[] = [];
    const first = server({ lockMs: 500 });
    first.handle('test-job', () => {
      begun.push('first');
      return new Promise(() => undefined);
    });
    first.start();
    await first.plan(job('orphan'));
    await eventually('the first server has it', () => begun.length === 1);
    first.die();
    const second = server({ lockMs: 500 });
    second.handle('test-job', () => Promise.resolve(void begun.push('second')));
    second.start();
    await eventually('the second has done it', () => begun.includes('second'), 15_000);
    expect(begun).toEqual(['first', 'second']);
  }, 30_000);
});
