import fc from 'fast-check';
import { FixedRatio } from '../../../../scripts/bench/dialer/fixed-ratio';
import { OurDialer } from '../../../../scripts/bench/dialer/our-dialer';
import type { Scenario } from '../../../../scripts/bench/dialer/scenario';
import { Simulation } from '../../../../scripts/bench/dialer/simulation';

const CAP = 0.03;
const WINDOW = 200;
/** More random histories: CAP_RUNS=500. */
const RUNS = Number(process.env['CAP_RUNS'] ?? 10);

const conditions = {
  answerRate: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
  talkS: fc.integer({ min: 15, max: 300 }),
  agents: fc.integer({ min: 1, max: 25 }),
  inboundPerHour: fc.constantFrom(0, 0, 30, 300),
};
const scenario: fc.Arbitrary<Scenario> = fc.record({
  ...conditions,
  name: fc.constant('random'),
  hours: fc.constant(1),
  seed: fc.string(),
  shocks: fc.array(
    fc.record({
      atHour: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
      become: fc.record(conditions, { requiredKeys: [] }),
    }),
    { maxLength: 6 },
  ),
});

describe('the cap on abandoned persons', () => {
  it('holds whenever a person is reached, whatever answer rates, talk times and agents do', () => {
    fc.assert(
      fc.property(scenario, (history) => {
        const dialer = new OurDialer({ abandonCap: CAP }, WINDOW);
        expect(new Simulation(history, dialer, CAP, WINDOW).run().timesOverCap).toBe(0);
      }),
      { numRuns: RUNS },
    );
  });

  it('is what a fixed ratio breaks in the same centre', () => {
    const history: Scenario = {
      name: 'steady',
      answerRate: 0.3,
      talkS: 60,
      agents: 10,
      inboundPerHour: 0,
      hours: 1,
      seed: 'ratio',
      shocks: [],
    };
    expect(new Simulation(history, new FixedRatio(3), CAP, WINDOW).run().timesOverCap).toBeGreaterThan(0);
  });
});
