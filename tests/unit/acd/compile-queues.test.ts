import fc from 'fast-check';
import { compileQueues } from '../../../server/acd/compile-queues';
import { queueConfigSchema, type QueueConfig } from '../../../server/contract/queue-config';

const compile = (config: unknown) => compileQueues(queueConfigSchema.parse(config));
const lanesOf = (config: unknown) =>
  Object.fromEntries(compile(config).lanes.map(({ name, agentIds }) => [name, agentIds]));

const staff = {
  skills: { billing: '', english: '' },
  agents: {
    1001: { skills: { billing: 8 } },
    1002: { skills: { billing: 3 } },
    1003: { skills: { billing: 8, english: 5 } },
  },
  groups: { second: ['2001', '1002'], third: ['3001'] },
};

describe('compiling a queue configuration', () => {
  it('makes one lane of a queue without steps: its agents, then its groups, each once', () => {
    const queues = [{ queueId: 'general', name: 'General', agents: ['1002', '1001'], groups: ['second'] }];
    expect(lanesOf({ ...staff, queues })).toEqual({ general: ['1002', '1001', '2001'] });
  });

  it('keeps out who lacks a skill or its level, and lets them in when a step asks less', () => {
    const queue = {
      queueId: 'bills',
      name: 'Bills',
      agents: ['1001', '1002', '1003', '1004'],
      requires: { billing: 5, english: 1 },
      steps: [
        { afterS: 30, requires: { billing: 5 } },
        { afterS: 60, requires: {} },
      ],
    };
    expect(lanesOf({ ...staff, queues: [queue] })).toEqual({
      bills: ['1003'],
      'bills/30': ['1001', '1003'],
      'bills/60': ['1001', '1002', '1003', '1004'],
    });
  });

  it('adds groups who have the skills, and those of another queue whatever theirs, at their places', () => {
    const queues = [
      {
        queueId: 'bills',
        name: 'Bills',
        agents: ['1002', '1001'],
        requires: { billing: 5 },
        steps: [
          { afterS: 20, addGroups: ['second'], requires: { billing: 3 } },
          { afterS: 30, requires: {} },
          { afterS: 40, overflowTo: 'rest', requires: { billing: 5 } },
        ],
      },
      { queueId: 'rest', name: 'Rest', groups: ['third'], steps: [{ afterS: 1, addGroups: ['second'] }] },
    ];
    // Only those who may answer the other queue at once: what its steps add stays its own.
    expect(lanesOf({ ...staff, queues })).toMatchObject({
      bills: ['1001'],
      'bills/20': ['1002', '1001'],
      'bills/30': ['1002', '1001', '2001'],
      'bills/40': ['1001', '3001'],
    });
    expect(compile({ ...staff, queues }).queues[0]?.order).toEqual(['1002', '1001', '2001', '3001']);
  });

  it('gives a step that asks nothing new the lane before it', () => {
    const queue = {
      queueId: 'bills',
      name: 'Bills',
      weightS: 60,
      steps: [
        { afterS: 30, bonusS: 10 },
        { afterS: 60, addGroups: ['third'], bonusS: 5 },
        { afterS: 90, announce: 12, offerCallback: true },
      ],
    };
    const [settings] = compile({ ...staff, queues: [queue] }).queues;
    expect(settings).toMatchObject({ queueId: 'bills', lane: 'bills', weightS: 60, offerTimeoutS: 20 });
    expect(settings?.steps).toMatchObject([
      { afterMs: 30_000, lane: 'bills', bonusMs: 10_000, announce: null, offerCallback: false },
      { afterMs: 60_000, lane: 'bills/60', bonusMs: 5000, announce: null, offerCallback: false },
      { afterMs: 90_000, lane: 'bills/60', bonusMs: 0, announce: 12, offerCallback: true },
    ]);
  });

  it('takes unknown groups and queues for nobody', () => {
    const steps = [{ afterS: 5, addGroups: ['none'], overflowTo: 'nowhere' }];
    const queues = [{ queueId: 'bills', name: 'Bills', groups: ['none'], steps }];
    expect(lanesOf({ ...staff, queues })).toEqual({ bills: [], 'bills/5': [] });
  });
});

const agents = ['1', '2', '3', '4', '5', '6'];
const groups = ['g0', 'g1', 'g2'];
const someOf = <Item>(items: readonly Item[]) => fc.uniqueArray(fc.constantFrom(...items), { maxLength: 4 });
const requirement = fc.dictionary(fc.constantFrom('a', 'b'), fc.integer({ min: 1, max: 3 }));
const step = fc.record(
  {
    afterS: fc.integer({ min: 1, max: 5 }),
    requires: requirement,
    addGroups: fc.uniqueArray(fc.constantFrom(...groups), { minLength: 1, maxLength: 2 }),
    overflowTo: fc.constantFrom('q0', 'q1'),
    bonusS: fc.integer({ min: 1, max: 60 }),
  },
  { requiredKeys: ['afterS'] },
);
const queue = fc.record({
  agents: someOf(agents),
  groups: someOf(groups),
  requires: requirement,
  steps: fc
    .uniqueArray(step, { maxLength: 5, selector: ({ afterS }) => afterS })
    .map((steps) => steps.sort((a, b) => a.afterS - b.afterS)),
});
const configs: fc.Arbitrary<QueueConfig> = fc
  .record({
    agents: fc.dictionary(fc.constantFrom(...agents), fc.record({ skills: requirement })),
    groups: fc.record({ g0: someOf(agents), g1: someOf(agents), g2: someOf(agents) }),
    queues: fc.tuple(queue, queue),
  })
  .map(({ queues, ...rest }) =>
    queueConfigSchema.parse({
      ...rest,
      queues: queues.map((each, i) => ({ ...each, queueId: `q${i}`, name: `Queue ${i}` })),
    }),
  );

/** The words of the configuration, said again about one agent: may he answer this queue's call after so many seconds? */
function mayAnswer(config: QueueConfig, queueId: string, agent: string, waitedS: number): boolean {
  const asked = config.queues.find((each) => each.queueId === queueId);
  if (asked === undefined) return false;
  const taken = asked.steps.filter(({ afterS }) => afterS <= waitedS);
  const groups = [...asked.groups, ...taken.flatMap(({ addGroups }) => addGroups ?? [])];
  const isAssigned =
    asked.agents.includes(agent) || groups.some((name) => config.groups[name]?.includes(agent));
  const needed = taken.findLast(({ requires }) => requires !== undefined)?.requires ?? asked.requires;
  const skills = config.agents[agent]?.skills ?? {};
  const isSkilled = Object.entries(needed).every(([skill, level]) => (skills[skill] ?? 0) >= level);
  const overflows = taken.flatMap(({ overflowTo }) => overflowTo ?? []);
  return (isAssigned && isSkilled) || overflows.some((other) => mayAnswer(config, other, agent, 0));
}

describe('any configuration', () => {
  it('lets exactly those answer at any time whom its words let', () => {
    fc.assert(
      fc.property(configs, fc.integer({ min: 0, max: 6 }), (config, waitedS) => {
        const { queues, lanes } = compileQueues(config);
        for (const { queueId, lane: first, steps } of queues) {
          const name = steps.findLast(({ afterMs }) => afterMs <= waitedS * 1000)?.lane ?? first;
          const eligible = lanes.find((each) => each.name === name)?.agentIds ?? [];
          expect([...eligible].sort()).toEqual(
            agents.filter((agent) => mayAnswer(config, queueId, agent, waitedS)),
          );
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('has one order per queue, which all its lanes keep, and every lane is somewhere in its queue', () => {
    fc.assert(
      fc.property(configs, (config) => {
        const { queues, lanes } = compileQueues(config);
        expect(new Set(lanes.map(({ name }) => name)).size).toBe(lanes.length);
        for (const { queueId, order, lane: first, steps } of queues) {
          const own = lanes.filter((each) => each.queueId === queueId);
          expect(new Set(own.map(({ name }) => name))).toEqual(
            new Set([first, ...steps.map(({ lane }) => lane)]),
          );
          for (const { agentIds } of own)
            expect(agentIds).toEqual(order.filter((agent) => agentIds.includes(agent)));
          expect(order).toEqual(
            order.filter((agent) => own.some(({ agentIds }) => agentIds.includes(agent))),
          );
        }
      }),
    );
  });
});
