import { faultPlan } from '../../scripts/soak/fault-plan';
import { Dice } from '../../scripts/soak/dice';
import { runSoak } from '../../scripts/soak/run-soak';
import { requires } from '../support/requirements';

jest.setTimeout(300_000);

requires('redis')('a short soak on the embedded switch', () => {
  it('loses, keeps and doubles no call while its parts break', async () => {
    const result = await runSoak({
      ...{ kind: 'embedded', seconds: 45, seed: 'test', callsPerMinute: 40 },
      tell: () => undefined,
    });
    expect(result).toMatchObject({ lost: [], stuck: [], doubled: [], broken: [] });
    expect(result.plan.length).toBeGreaterThanOrEqual(2);
    expect(result.talks).toBeGreaterThan(3);
    expect(result.looks).toBeGreaterThan(10);
  });
});

describe('the plan of a soak', () => {
  it('is the same for a seed, and another one for another', () => {
    const plan = (seed: string) => faultPlan(new Dice(seed).of('faults'), 600);
    expect(plan('1')).toEqual(plan('1'));
    expect(plan('1')).not.toEqual(plan('2'));
    expect(new Set(plan('1').map(({ kind }) => kind)).size).toBe(4);
  });
});
