import { measure } from '../../../../server/outbound/pacing/measured';
import {
  defaultPaceSettings,
  type EndedAttempt,
  type Observed,
} from '../../../../server/outbound/pacing/observed';
import { pace } from '../../../../server/outbound/pacing/pace';
import {
  emptyRecord,
  noteReached,
  type ReachedRecord,
} from '../../../../server/outbound/pacing/reached-record';

const SETTINGS = defaultPaceSettings;
const times = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => make(index));

const reachedBefore = (reached: number, abandoned = 0): ReachedRecord =>
  times(reached, (index) => index < abandoned).reduce(noteReached, emptyRecord(1000));

const observed = (
  change: {
    agents?: Partial<Observed['agents']>;
    calls?: Partial<Observed['calls']>;
    inbound?: Partial<Observed['inbound']>;
    reached?: ReachedRecord;
  } = {},
): Observed => ({
  agents: { free: 0, talking: [], wrappingUp: [], ...change.agents },
  calls: { ringing: [], listening: 0, waiting: 0, ...change.calls },
  inbound: { waiting: 0, arrivalsPerS: 0, ...change.inbound },
  reached: change.reached ?? reachedBefore(1000),
});

/** Of 200 calls so many are answered by a person after 6 to 14 s; the rest ring out. Talks take 80 to 120 s. */
const measured = (answerRate = 0.3) =>
  measure(
    {
      attempts: times(200, (index): EndedAttempt =>
        (index * 7919) % 200 < 200 * answerRate
          ? { ms: 6000 + (index % 9) * 1000, end: 'person' }
          : { ms: 30_000, end: 'none' },
      ),
      handled: times(100, (index) => ({ talkMs: 80_000 + (index % 41) * 1000, wrapUpMs: 10_000 })),
    },
    SETTINGS.agentWithinMs,
  );
const noFigures = measure({ attempts: [], handled: [] }, SETTINGS.agentWithinMs);

describe('pace', () => {
  it('starts one call for each free agent until it has enough attempts', () => {
    const paced = pace(observed({ agents: { free: 4 }, calls: { ringing: [1000] } }), noFigures, SETTINGS);
    expect(paced).toMatchObject({ start: 3, withdraw: 0, mode: 'progressive' });
    expect(paced.why.reason).toBe('few-attempts');
  });

  it('stays progressive when that is what is set', () => {
    const settings = { ...SETTINGS, mode: 'progressive' as const };
    expect(pace(observed({ agents: { free: 4 } }), measured(), settings)).toMatchObject({
      start: 4,
      mode: 'progressive',
      why: { reason: 'set' },
    });
  });

  it('starts more calls than agents are free, since not all are answered', () => {
    const free = { agents: { free: 6 } };
    const paced = pace(observed(free), measured(0.3), SETTINGS);
    expect(paced.mode).toBe('predictive');
    expect(paced.start).toBeGreaterThan(8);
    expect(pace(observed(free), measured(0.1), SETTINGS).start).toBeGreaterThan(paced.start);
    expect(paced.why.risk).toBeGreaterThan(0);
  });

  it('dials ahead of agents who are about to be free, and not of those who began to talk', () => {
    const nearlyDone = observed({ agents: { talking: times(10, () => 112_000) } });
    const justBegun = observed({ agents: { talking: times(10, () => 5000) } });
    expect(pace(nearlyDone, measured(), SETTINGS).start).toBeGreaterThan(3);
    expect(pace(justBegun, measured(), SETTINGS).start).toBe(0);
  });

  it('knows where in their wrap-up agents are', () => {
    const wrappingUp = observed({ agents: { wrappingUp: times(10, () => 8000) } });
    expect(pace(wrappingUp, measured(), SETTINGS).start).toBeGreaterThan(3);
  });

  it('takes calls on their way into account', () => {
    const agents = { free: 6 };
    const alone = pace(observed({ agents }), measured(), SETTINGS).start;
    const ringing = times(alone, () => 3000);
    expect(pace(observed({ agents, calls: { ringing } }), measured(), SETTINGS).start).toBeLessThan(
      alone / 2,
    );
  });

  it('starts nothing beyond the free agents when the cap leaves nothing to spare', () => {
    const spent = reachedBefore(1000, 30);
    const paced = pace(observed({ agents: { free: 5 }, reached: spent }), measured(), SETTINGS);
    expect(paced).toMatchObject({ start: 5, mode: 'progressive', why: { reason: 'cap', spare: 0 } });
  });

  it('grows more careful as the allowance is used', () => {
    const starts = [0, 10, 20, 28, 30].map(
      (abandoned) =>
        pace(observed({ agents: { free: 8 }, reached: reachedBefore(1000, abandoned) }), measured(), SETTINGS)
          .start,
    );
    expect(starts).toEqual([...starts].sort((a, b) => b - a));
    expect(starts[0]).toBeGreaterThan(starts[4] ?? 0);
  });

  it('withdraws calls when agents are gone and nothing is to spare', () => {
    const gone = observed({
      agents: { free: 1 },
      calls: { ringing: times(6, () => 4000) },
      reached: reachedBefore(10),
    });
    expect(pace(gone, noFigures, SETTINGS)).toMatchObject({ start: 0, withdraw: 5 });
  });

  it('counts a person who waits for an agent as abandoned already', () => {
    const calls = { ringing: times(3, () => 4000), waiting: 1 };
    const oneToSpare = reachedBefore(40);
    expect(pace(observed({ calls, reached: oneToSpare }), measured(), SETTINGS).withdraw).toBe(3);
  });

  it('withdraws no call that has not rung long enough, and therefore never starts what it could not answer for', () => {
    const settings = { ...SETTINGS, leastRingMs: 15_000 };
    const young = observed({ calls: { ringing: times(6, () => 4000) }, reached: reachedBefore(10) });
    expect(
      pace(observed({ agents: { free: 2 }, reached: reachedBefore(100) }), measured(0.1), settings).start,
    ).toBe(
      4, // three to spare, of which 85 % are started on
    );
    expect(pace(young, measured(), settings).start).toBe(0);
  });

  it('lets inbound callers come first', () => {
    const agents = { free: 4 };
    expect(pace(observed({ agents, inbound: { waiting: 3 } }), noFigures, SETTINGS).start).toBe(1);
    const alone = pace(observed({ agents }), measured(), SETTINGS).start;
    const shared = observed({ agents, inbound: { arrivalsPerS: 0.2 } });
    expect(pace(shared, measured(), SETTINGS).start).toBeLessThan(alone);
  });

  it('plans with its weight of the agents it shares', () => {
    const talking = observed({ agents: { talking: times(20, () => 112_000) } });
    const all = pace(talking, measured(), SETTINGS).start;
    expect(pace(talking, measured(), { ...SETTINGS, weight: 0.5 }).start).toBeLessThan(all * 0.7);
  });

  it('keeps to the limit of calls on their way', () => {
    const settings = { ...SETTINGS, mostCalls: 7 };
    const paced = pace(
      observed({ agents: { free: 6 }, calls: { ringing: [500, 500] } }),
      measured(0.1),
      settings,
    );
    expect(paced).toMatchObject({ start: 5, why: { reason: 'limit' } });
  });

  it('decides on data that went through JSON', () => {
    const seen = observed({ agents: { free: 3, talking: [100_000] }, reached: reachedBefore(200, 2) });
    const stored = JSON.parse(JSON.stringify(seen)) as Observed;
    expect(pace(stored, measured(), SETTINGS)).toEqual(pace(seen, measured(), SETTINGS));
  });
});
