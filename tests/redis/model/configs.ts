import fc from 'fast-check';
import { compileQueues } from '../../../server/acd/compile-queues';
import type { CompiledQueues } from '../../../server/acd/queue-settings';
import { queueConfigSchema, strategies } from '../../../server/contract/queue-config';
import { agentIds, queueIds } from './play';

const someOf = (items: readonly string[]) => fc.subarray([...items], { minLength: 0 });
const skills = fc.dictionary(fc.constantFrom('a', 'b'), fc.integer({ min: 1, max: 3 }));
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const step = fc.record(
  {
    afterS: fc.constantFrom(10, 20, 40, 70),
    requires: skills,
    addGroups: fc.subarray(['g0', 'g1'], { minLength: 1 }),
    overflowTo: fc.constantFrom(...queueIds),
    bonusS: fc.constantFrom(3, 25),
    announce: fc.constant(12),
  },
  { requiredKeys: ['afterS'] },
);

const queue = fc.record({
  strategy: fc.constantFrom(...strategies),
  agents: fc.shuffledSubarray([...agentIds], { minLength: 1 }),
  groups: someOf(['g0', 'g1']),
  requires: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, skills),
  steps: fc
    .uniqueArray(step, { maxLength: 3, selector: ({ afterS }) => afterS })
    .map((steps) => steps.sort((a, b) => a.afterS - b.afterS)),
  sticky: fc.constantFrom(null, { to: 'last' as const, forS: 15 }),
  callWaiting: fc.constantFrom({ then: 'busy' as const }, { then: 'notify' as const, forS: 25 }),
  weightS: fc.constantFrom(0, 5),
  keyAccountBonusS: fc.constantFrom(0, 60),
  ringMore: fc.record({ first: fc.constantFrom(1, 2), everyS: fc.constant(10) }),
});

/** Strategies are mixed within a centre, so that one agent stands in several orders. */
export const configs: fc.Arbitrary<CompiledQueues> = fc
  .record({
    agents: fc.dictionary(fc.constantFrom(...agentIds), fc.record({ skills })),
    groups: fc.record({ g0: someOf(agentIds), g1: someOf(agentIds) }),
    queues: fc.tuple(...queueIds.map(() => maybe(queue))),
  })
  .map(({ queues, ...rest }) => {
    const named = queues.flatMap((each, i) =>
      each === undefined ? [] : [{ ...each, queueId: queueIds[i], name: `Queue ${i}` }],
    );
    return compileQueues(queueConfigSchema.parse({ ...rest, queues: named }));
  });
