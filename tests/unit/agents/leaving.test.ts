import { Leaving } from '../../../server/agents/leaving';
import { agentId } from '../../../server/contract/ids';
import { silentLogger } from '../../support/redis';

const ALICE = agentId('1001');

describe('an agent who goes', () => {
  const house = (isCountedOn: () => Promise<boolean>, isFree = true) => {
    const done: string[] = [];
    const leaving = new Leaving({
      presence: {
        beginLeaving: (who, ms) => {
          done.push(`${who} leaves in ${ms}`);
          return Promise.resolve(isFree);
        },
      },
      wait: (ms) => Promise.resolve(void done.push(`waits ${ms}`)),
      ...{ isCountedOn, logger: silentLogger },
    });
    return { leaving, done };
  };

  it('goes at once when nobody is called for him', async () => {
    const { leaving, done } = house(() => Promise.resolve(false));
    await leaving.before(ALICE);
    expect(done).toEqual([]);
  });

  it('is told of first, and goes after what rings for him can have been withdrawn', async () => {
    const { leaving, done } = house(() => Promise.resolve(true));
    await leaving.before(ALICE);
    expect(done).toEqual(['1001 leaves in 500', 'waits 500']);
  });

  it('has nothing to wait for when he is not free', async () => {
    const { leaving, done } = house(() => Promise.resolve(true), false);
    await leaving.before(ALICE);
    expect(done).toEqual(['1001 leaves in 500']);
  });

  it('is kept by no fault', async () => {
    const { leaving, done } = house(() => Promise.reject(new Error('no database')));
    await leaving.before(ALICE);
    expect(done).toEqual([]);
  });
});
