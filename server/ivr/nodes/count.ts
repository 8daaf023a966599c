import { z } from 'zod';
import { nodeIdSchema, variableSchema } from '../flow-terms';
import type { NodeKind } from './node-kind';
import { targetFields } from './node-kind';

const schema = z.strictObject({
  kind: z.literal('count'),
  variable: variableSchema,
  limit: z.number().int().min(1).max(100),
  next: nodeIdSchema,
  /** Where it leads when the count has passed the limit. */
  over: nodeIdSchema,
});

/** Counts how often the call came by, from 1; a `set` before it begins anew. So a flow goes through a list. */
export const count: NodeKind<typeof schema> = {
  schema,
  targets: ({ next, over }) => targetFields({ next, over }),
  prompts: () => [],
  writes: (node) => [{ path: ['variable'], value: node.variable }],
  keys: () => 'keeps',
  loopExit: (node) => node.over,

  enter: (node, run) => {
    const before = Number(run.valueOf(node.variable));
    const now = Number.isInteger(before) && before > 0 ? before + 1 : 1;
    if (now > node.limit) return node.over;
    run.set({ [node.variable]: String(now) });
    return node.next;
  },
};
