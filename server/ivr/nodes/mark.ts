import { z } from 'zod';
import { markSchema } from '../../contract/campaigns';
import { nodeIdSchema, variableSchema } from '../flow-terms';
import type { NodeKind } from './node-kind';

const schema = z.strictObject({
  kind: z.literal('mark'),
  /** What has come of the contact a campaign called: 'promised', 'refused', 'wrong-person'. */
  mark: markSchema,
  /** A variable that holds a date: of a promise. */
  date: variableSchema.optional(),
  next: nodeIdSchema,
});

/** Notes what has come of an outbound call. In a call nobody was called for, it says nothing. */
export const mark: NodeKind<typeof schema> = {
  schema,
  targets: (node) => [{ path: ['next'], value: node.next }],
  prompts: () => [],
  reads: ({ date }) => (date === undefined ? [] : [{ path: ['date'], value: date }]),
  keys: () => 'keeps',

  enter: (node, run) => {
    const date = node.date === undefined ? undefined : run.state.variables[node.date];
    run.note('attempt.marked', { mark: node.mark, ...(date ? { date } : {}) });
    return node.next;
  },
};
