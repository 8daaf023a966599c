import { ReadCache } from '../../../server/connectors/read-cache';

function aCache(most: number) {
  let now = 0;
  const cache = new ReadCache({
    settings: { freshMs: 100, staleMs: 1000, most },
    now: () => now,
    isAway: (error) => error === 'away',
    onRead: () => undefined,
  });
  let asked = 0;
  const ask = (question: string) =>
    cache.read('bill', question, () => Promise.resolve(`${question} ${String((asked += 1))}`));
  return { cache, ask, asked: () => asked, advance: (ms: number) => (now += ms) };
}

describe('the memory of answers', () => {
  it('holds a bounded number; the one used longest ago goes first', async () => {
    const { cache, ask, asked } = aCache(2);
    await ask('a');
    await ask('b');
    await ask('a');
    await ask('c');
    expect(cache.size()).toBe(2);
    await ask('a');
    expect(asked()).toBe(3);
    await ask('b');
    expect(asked()).toBe(4);
  });

  it('lets an older answer stand in only for a system that is away', async () => {
    const { cache, ask, advance } = aCache(2);
    await ask('a');
    advance(100);
    const fail = (error: unknown) => cache.read('bill', 'a', () => Promise.reject(error as Error));
    expect(await fail('away')).toEqual({ value: 'a 1', askedAt: 0 });
    await expect(fail('broken')).rejects.toBe('broken');
    advance(900);
    await expect(fail('away')).rejects.toBe('away');
  });

  it('is empty after it was told to forget', async () => {
    const { cache, ask, asked } = aCache(2);
    await ask('a');
    cache.clear();
    await ask('a');
    expect(asked()).toBe(2);
  });
});
