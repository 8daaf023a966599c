import { z } from 'zod';
import { promptsSchema, slugSchema } from '../flow-terms';
import type { NodeKind } from './node-kind';
import { promptReferences } from './node-kind';

const schema = z.strictObject({
  kind: z.literal('queue'),
  queue: slugSchema,
  /** What the caller wants, as the agent sees it. */
  topic: z.string().min(1).max(64).optional(),
  prompts: promptsSchema.default([]),
});

/** Says its prompts and hands the call to a queue: the flow ends. */
export const queue: NodeKind<typeof schema> = {
  schema,
  targets: () => [],
  prompts: (node) => promptReferences(node.prompts),
  keys: () => 'keeps',

  enter: (node, run) => {
    if (node.prompts.length === 0) run.endInQueue(node.queue, node.topic);
    else run.play(run.prompts(node.prompts));
    return null;
  },
  onPlayed: (node, run) => {
    run.endInQueue(node.queue, node.topic);
    return null;
  },
};
