import fc from 'fast-check';
import { queueConfigSchema, type QueueConfig } from '../../../../server/contract/queue-config';
import type { Arrival } from '../../../../server/queues/replay/arrivals';
import { erlangA } from '../../../../server/queues/replay/erlang-a';
import { randomOf } from '../../../../server/queues/replay/random';
import { simulate } from '../../../../server/queues/replay/simulate';

const S = 1000;
const MONDAY_NOON = Date.parse('2026-11-30T12:00:00+08:00');

/** A call by second of its coming; patient, a minute's talk and no wrap-up unless it says otherwise. */
const call = (callId: string, second: number, over: Partial<Arrival> = {}): Arrival => ({
  ...{ callId, queueId: 'general', at: MONDAY_NOON + second * S, patienceMs: Infinity },
  ...{ ringMs: 0, talkMs: 60 * S, wrapUpMs: 0, ...over },
});
const there = (agentId: string, from = 0, until = 36_000) => ({
  agentId,
  from: MONDAY_NOON + from * S,
  until: MONDAY_NOON + until * S,
});
const config = (queue: object, rest: object = {}): QueueConfig =>
  queueConfigSchema.parse({
    ...rest,
    queues: [
      { queueId: 'general', name: 'General', agents: ['1001'], ...queue },
      { queueId: 'faults', name: 'Faults', agents: ['1002'] },
    ],
  });
const outcomes = (some: QueueConfig, calls: readonly Arrival[], shifts = [there('1001'), there('1002')]) =>
  simulate(some, calls, shifts).outcomes.map(({ how, waitMs }) => [how, waitMs / S]);

describe('simulated queues', () => {
  it('answer in the order of coming, one call after the other', () => {
    expect(outcomes(config({}), [call('a', 0), call('b', 10), call('c', 20)])).toEqual([
      ['answered', 0],
      ['answered', 50],
      ['answered', 100],
    ]);
  });

  it('keep an agent for ringing, talk and wrap-up, no longer than the queue allows', () => {
    const calls = [call('a', 0, { ringMs: 4 * S, wrapUpMs: 500 * S }), call('b', 1)];
    const short = config({ wrapUpS: 20, wrapUpProlong: { times: 1, byS: 10 } });
    // 4 s ringing, 60 s talk, 20 + 10 s wrap-up.
    expect(outcomes(short, calls)).toEqual([
      ['answered', 4],
      ['answered', 93],
    ]);
  });

  it('lose callers at the end of their patience, and those the queue keeps no longer', () => {
    const calls = [call('a', 0), call('b', 1, { patienceMs: 30 * S }), call('c', 2)];
    expect(outcomes(config({ maxWaitS: 40 }), calls)).toEqual([
      ['answered', 0],
      ['abandoned', 30],
      ['left', 40],
    ]);
  });

  it('let go by a key who went by one, unless somebody answered before', () => {
    const keyed = { patienceMs: 30 * S, leavesByKey: true };
    const calls = [call('a', 0), call('b', 1, keyed), call('c', 45, keyed)];
    expect(outcomes(config({}), calls)).toEqual([
      ['answered', 0],
      ['left', 30],
      ['answered', 15],
    ]);
  });

  it('give a callback its kept place and its agent’s time, and count its wait as nobody’s', () => {
    const calls = [
      call('a', 0),
      call('b', 10),
      call('back', 20, { isCallback: true, headStartMs: 15 * S, talkMs: 40 * S }),
    ];
    // Full and closed as the queue may be, the callback goes before b: it counts as of 5.
    expect(outcomes(config({ maxWaiting: 1, maxWaitS: 100 }), calls)).toEqual([
      ['answered', 0],
      ['answered', 90],
    ]);
  });

  it('turn away who comes out of hours, or to a full queue with nobody free', () => {
    const hours = { hours: 'day' };
    const calendars = { day: { timezone: 'Asia/Shanghai', week: { mon: [{ from: '08:00', to: '12:01' }] } } };
    expect(outcomes(config(hours, { calendars }), [call('a', 0), call('b', 61)])).toEqual([
      ['answered', 0],
      ['turned-away', 0],
    ]);
    const full = config({ maxWaiting: 1 });
    expect(outcomes(full, [call('a', 0), call('b', 1), call('c', 2)])).toEqual([
      ['answered', 0],
      ['turned-away', 0],
      ['answered', 59],
    ]);
    expect(outcomes(full, [call('a', 0, { queueId: 'gone' })])).toEqual([['turned-away', 0]]);
  });

  it('let others answer after a step, its place kept', () => {
    const helped = config({ steps: [{ afterS: 20, overflowTo: 'faults' }] });
    const calls = [call('a', 0), call('b', 1), call('c', 5)];
    // 1002 takes b at its step; c waits for 1001, who is free first.
    expect(outcomes(helped, calls)).toEqual([
      ['answered', 0],
      ['answered', 20],
      ['answered', 55],
    ]);
  });

  it('take first what has waited longest, weight and bonus counted', () => {
    const shared = queueConfigSchema.parse({
      queues: [
        { queueId: 'general', name: 'General', agents: ['1001'] },
        { queueId: 'vip', name: 'VIP', agents: ['1001'], weightS: 30 },
      ],
    });
    const calls = [
      call('busy', 0),
      call('a', 10),
      call('vip', 20, { queueId: 'vip' }),
      call('late', 50, { queueId: 'vip' }),
    ];
    const found = simulate(shared, calls, [there('1001')]).outcomes.map(({ queueId, waitMs }) => [
      queueId,
      waitMs / S,
    ]);
    // vip of 20 counts as of −10, before a of 10; late of 50 counts as of 20, after it.
    expect(found).toEqual([
      ['general', 0],
      ['vip', 40],
      ['general', 110],
      ['vip', 130],
    ]);
  });

  it('offer nothing to who is not there, and what waits to who comes', () => {
    expect(outcomes(config({}), [call('a', 0)], [there('1001', 45)])).toEqual([['answered', 45]]);
    expect(outcomes(config({}), [call('a', 50, { patienceMs: 9 * S })], [there('1001', 0, 50)])).toEqual([
      ['abandoned', 9],
    ]);
  });

  it('serve whom a shift’s end finds talking, and give him nothing more', () => {
    const calls = [call('a', 0), call('b', 10, { patienceMs: 100 * S })];
    expect(outcomes(config({}), calls, [there('1001', 0, 30)])).toEqual([
      ['answered', 0],
      ['abandoned', 100],
    ]);
  });

  it.each([
    // Three agents, calls one after another, so that all are free each time: who talks to whom.
    ['longest-idle', ['1', '2', '3', '1', '2']],
    ['top-down', ['1', '1', '1', '1', '1']],
    ['round-robin', ['1', '2', '3', '1', '2']],
    ['fewest-calls', ['1', '2', '3', '1', '2']],
    ['least-talk-time', ['1', '2', '3', '2', '3']],
  ] as const)('choose by %s', (strategy, expected) => {
    const three = queueConfigSchema.parse({
      queues: [{ queueId: 'general', name: 'General', strategy, agents: ['1', '2', '3'] }],
    });
    const talks = [90, 30, 40, 20, 10];
    const shifts = ['1', '2', '3'].map((agentId, index) => there(agentId, -100 + index));
    const taken = talks.map((_, index) => {
      const calls = talks
        .slice(0, index + 1)
        .map((talk, at) => call(`c${at}`, at * 100, { talkMs: talk * S }));
      const before = simulate(three, calls.slice(0, -1), shifts).agents;
      const after = simulate(three, calls, shifts).agents;
      return after.find((agent, i) => agent.calls > (before[i]?.calls ?? 0))?.agentId;
    });
    expect(taken).toEqual(expected);
  });

  it('are the same each time, and lose no call', () => {
    const calls = fc.array(
      fc.record({
        second: fc.integer({ min: 0, max: 600 }),
        queueId: fc.constantFrom('general', 'faults'),
        talkMs: fc.integer({ min: 0, max: 200_000 }),
        patienceMs: fc.oneof(fc.constant(Infinity), fc.integer({ min: 0, max: 300_000 })),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(calls, fc.constantFrom('random', 'longest-idle', 'round-robin'), (some, strategy) => {
        const arrivals = some.map(({ second, ...rest }, i) => call(`c${i}`, second, rest));
        const busy = config({ strategy, agents: ['1001', '1002'], steps: [{ afterS: 5, bonusS: 10 }] });
        const shifts = [there('1001', 0, 400), there('1002', 30, 500)];
        const once = simulate(busy, arrivals, shifts);
        expect(simulate(busy, arrivals, shifts)).toEqual(once);
        expect(once.outcomes).toHaveLength(arrivals.length);
        for (const { how, waitMs } of once.outcomes) expect([how, waitMs >= 0]).toEqual([how, true]);
      }),
      { numRuns: 60 },
    );
  });

  it('wait as Erlang A says when calls, talk and patience are random', () => {
    const random = randomOf('poisson');
    const exponential = (mean: number): number => -mean * Math.log(1 - random());
    const agents = Array.from({ length: 10 }, (_, i) => String(1000 + i));
    const calls: Arrival[] = [];
    for (let at = 0; calls.length < 200_000;) {
      at += exponential(6.3);
      const [talkMs, patienceMs] = [exponential(60) * S, exponential(120) * S];
      calls.push(call(`c${calls.length}`, at, { talkMs, patienceMs }));
    }
    const { outcomes: found } = simulate(
      queueConfigSchema.parse({ queues: [{ queueId: 'general', name: 'General', agents }] }),
      calls,
      agents.map((agentId) => there(agentId, 0, 2_000_000)),
    );
    const load = { arrivalRate: 1 / 6.3, handleS: 60, patienceS: 120, agents: 10, answerWithinS: 20 };
    const { meanWaitS, abandons, serviceLevel } = erlangA(load);
    const mean = found.reduce((sum, { waitMs }) => sum + waitMs / S, 0) / found.length;
    const inTime = found.filter(({ how, waitMs }) => how === 'answered' && waitMs <= 20 * S).length;
    const abandoned = found.filter(({ how }) => how === 'abandoned').length;
    // Runs of so many calls differ among themselves by about 2 % of the mean wait, and half a hundredth of the shares.
    expect(Math.abs(mean / meanWaitS - 1)).toBeLessThan(0.06);
    expect(Math.abs(abandoned / found.length - abandons)).toBeLessThan(0.01);
    expect(Math.abs(inTime / found.length - serviceLevel)).toBeLessThan(0.015);
  });
});
