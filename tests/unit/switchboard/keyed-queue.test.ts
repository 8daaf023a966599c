import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { KeyedQueue } from '../../../server/switchboard/keyed-queue';

describe('KeyedQueue', () => {
  it('runs the tasks of one key in order, one at a time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), ms: fc.integer({ min: 0, max: 3 }) }), {
          maxLength: 20,
        }),
        async (tasks) => {
          const queue = new KeyedQueue();
          const running = new Set<string>();
          const done: Record<string, number[]> = {};
          await Promise.all(
            tasks.map(({ key, ms }, at) =>
              queue.run(key, async () => {
                expect(running.has(key)).toBe(false);
                running.add(key);
                await sleep(ms);
                running.delete(key);
                (done[key] ??= []).push(at);
              }),
            ),
          );
          for (const order of Object.values(done)) expect(order).toEqual([...order].sort((a, b) => a - b));
          await queue.idle();
          expect(queue.size).toBe(0);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('goes on after a task that failed, and tells only its caller', async () => {
    const queue = new KeyedQueue();
    const failing = queue.run('a', () => Promise.reject(new Error('no')));
    const next = queue.run('a', () => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe('yes');
  });
});
