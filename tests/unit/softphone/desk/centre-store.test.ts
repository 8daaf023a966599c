import type { CentreChanges, CentreQueue } from '../../../../server/contract/wallboard';
import { createCentreStore } from '../../../../softphone/desk/centre-store';

const queue = (queueId: string, waiting = 0): CentreQueue => ({
  ...{ queueId, name: queueId, waiting, longestSince: null, estimateMinutes: null },
  ...{ ready: 0, talking: 0, wrapUp: 0, away: 0, answerWithinS: 20 },
  ...{ serviceLevelGoal: 0.8, serviceLevelNow: null, today: null },
});
const changes = (over: Partial<CentreChanges>): CentreChanges => ({
  ...{ at: 1, whole: false, queues: [], agents: [], gone: { queues: [], agents: [] } },
  ...{ ivr: null, switches: null, orders: null },
  ...over,
});

describe('the centre on a page', () => {
  it('is asked for while somebody watches, and again when the server is back', () => {
    const asked: boolean[] = [];
    const centre = createCentreStore((wanted) => void asked.push(wanted));
    centre.askAgain();
    const stopOne = centre.watch();
    const stopOther = centre.watch();
    centre.askAgain();
    stopOne();
    stopOne();
    expect(asked).toEqual([true, true]);
    stopOther();
    expect(asked).toEqual([true, true, false]);
    centre.askAgain();
    expect(asked).toHaveLength(3);
  });

  it('is the whole picture with every change since, and unchanged rows stay the same objects', () => {
    const centre = createCentreStore(() => undefined);
    centre.take(changes({ queues: [queue('lost')] }));
    expect(centre.picture.get()).toBeNull();
    centre.take(
      changes({
        whole: true,
        queues: [queue('a'), queue('b')],
        ivr: [{ packId: 'p', node: 'n', title: null, calls: 1 }],
      }),
    );
    const [a] = centre.picture.get()?.queues ?? [];
    centre.take(changes({ at: 2, queues: [queue('b', 4), queue('c')] }));
    centre.take(changes({ at: 3, gone: { queues: ['c'], agents: [] } }));
    const picture = centre.picture.get();
    expect(picture).toMatchObject({ at: 3, queues: [queue('a'), queue('b', 4)], ivr: [{ calls: 1 }] });
    expect(picture?.queues[0]).toBe(a);
    centre.take(changes({ at: 4, whole: true, queues: [queue('z')] }));
    expect(centre.picture.get()).toMatchObject({ queues: [queue('z')], ivr: [] });
  });
});
