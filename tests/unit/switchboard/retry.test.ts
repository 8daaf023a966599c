import { OperationalError } from '../../../server/errors';
import { whileRedisReturns } from '../../../server/switchboard/retry';

const away = () => Promise.reject(new OperationalError('redis-unavailable', 'away'));

describe('whileRedisReturns', () => {
  it('repeats the task until Redis answers', async () => {
    let tries = 0;
    const result = await whileRedisReturns(() => (++tries < 4 ? away() : Promise.resolve('done')), {
      forMs: 5000,
      pauseMs: 1,
    });
    expect([result, tries]).toEqual(['done', 4]);
  });

  it('gives up in the end', async () => {
    await expect(whileRedisReturns(away, { forMs: 20, pauseMs: 5 })).rejects.toThrow('away');
  });

  it('does not repeat what fails for another reason', async () => {
    let tries = 0;
    const refused = () => {
      tries += 1;
      return Promise.reject(new OperationalError('switch-refused', 'gone'));
    };
    await expect(whileRedisReturns(refused, { forMs: 5000, pauseMs: 1 })).rejects.toThrow('gone');
    expect(tries).toBe(1);
  });
});
