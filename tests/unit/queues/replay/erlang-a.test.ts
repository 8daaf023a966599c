import fc from 'fast-check';
import { erlangA, type ErlangALoad } from '../../../../server/queues/replay/erlang-a';

const load = (over: Partial<ErlangALoad>): ErlangALoad => ({
  arrivalRate: 48 / 60,
  handleS: 60,
  patienceS: 120,
  agents: 50,
  answerWithinS: 20,
  ...over,
});
/** Erlang's tables have no patience: callers of endless patience, or of none. */
const ENDLESS = 1e7;
const NONE = 1e-7;

describe('Erlang A', () => {
  it('is what Mandelbaum and Zeltyn print: 50 agents, 48 calls a minute of a minute, two minutes of patience', () => {
    const figures = erlangA(load({}));
    expect(figures.abandons).toBeCloseTo(0.031, 3);
    expect(figures.meanWaitS).toBeCloseTo(3.7, 1);
    expect(figures.occupancy).toBeCloseTo(0.93, 2);
  });

  it.each([
    // Erlang B: erlangs, agents, share of calls lost.
    [1, 1, 0.5],
    [2, 3, 0.2105],
    [5, 5, 0.2849],
    [10, 10, 0.2146],
    [10, 15, 0.0365],
    [20, 20, 0.1589],
  ])('loses what Erlang B does when nobody waits: %d erlangs, %d agents', (erlangs, agents, lost) => {
    const figures = erlangA(load({ arrivalRate: erlangs / 60, agents, patienceS: NONE }));
    expect(figures.abandons).toBeCloseTo(lost, 3);
  });

  it.each([
    // Erlang C: erlangs, agents, share of calls that wait.
    [1, 2, 0.3333],
    [2, 3, 0.4444],
    [5, 6, 0.5875],
    [10, 12, 0.4494],
    [8, 10, 0.4092],
  ])('waits as in Erlang C when nobody gives up: %d erlangs, %d agents', (erlangs, agents, waits) => {
    const figures = erlangA(load({ arrivalRate: erlangs / 60, agents, patienceS: ENDLESS }));
    expect(figures.waits).toBeCloseTo(waits, 3);
    expect(figures.meanWaitS).toBeCloseTo((waits * 60) / (agents - erlangs), 1);
    const inTime = 1 - waits * Math.exp((-(agents - erlangs) * 20) / 60);
    expect(figures.serviceLevel).toBeCloseTo(inTime, 3);
  });

  it('keeps every figure possible, also far above its agents', () => {
    fc.assert(
      fc.property(
        fc.record({
          arrivalRate: fc.double({ min: 0.0001, max: 20, noNaN: true }),
          handleS: fc.double({ min: 1, max: 1800, noNaN: true }),
          patienceS: fc.double({ min: 1, max: 3600, noNaN: true }),
          agents: fc.double({ min: 0, max: 400, noNaN: true }),
          answerWithinS: fc.double({ min: 0, max: 3600, noNaN: true }),
        }),
        (some) => {
          const { meanWaitS, ...shares } = erlangA(some);
          expect(meanWaitS).toBeGreaterThanOrEqual(0);
          // Nobody waits longer than his patience on the average.
          expect(meanWaitS).toBeLessThanOrEqual(some.patienceS * 1.000001);
          for (const share of Object.values(shares)) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1.000001);
          }
          expect(shares.serviceLevel + shares.abandons).toBeLessThanOrEqual(1.000001);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('loses, far above its agents, what they cannot take', () => {
    // 100 erlangs on 10 agents: at least nine in ten give up.
    const figures = erlangA(load({ arrivalRate: 100 / 60, agents: 10 }));
    expect(figures.abandons).toBeCloseTo(0.9, 3);
    expect(figures.occupancy).toBeCloseTo(1, 3);
  });

  it.each([
    ['no calls', { arrivalRate: 0 }, { waits: 0, abandons: 0, serviceLevel: 1, occupancy: 0 }],
    ['no agents', { agents: 0 }, { waits: 1, abandons: 1, serviceLevel: 0, occupancy: 0 }],
  ])('has an answer for %s', (_, over, figures) => {
    const found = erlangA(load(over));
    for (const [name, value] of Object.entries(figures))
      expect(found[name as keyof typeof found]).toBeCloseTo(value, 6);
  });

  it('lies between two whole numbers of agents for a part of one', () => {
    const [low, half, high] = [50, 50.5, 51].map((agents) => erlangA(load({ agents })).meanWaitS);
    expect(half).toBeCloseTo(((low ?? 0) + (high ?? 0)) / 2, 9);
  });
});
