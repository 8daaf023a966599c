import { z } from 'zod';
import { nodeIdSchema, promptsSchema } from '../flow-terms';
import type { NodeKind } from './node-kind';
import { promptReferences } from './node-kind';

const schema = z.strictObject({
  kind: z.literal('say'),
  prompts: promptsSchema.min(1),
  /** False for what the caller must hear, a price for example. */
  interruptible: z.boolean().default(true),
  next: nodeIdSchema,
});

/** Says something and goes on. */
export const say: NodeKind<typeof schema> = {
  schema,
  targets: (node) => [{ path: ['next'], value: node.next }],
  prompts: (node) => promptReferences(node.prompts),
  keys: (node) => (node.interruptible ? 'skips' : 'keeps'),

  enter: (node, run) => {
    run.play(run.prompts(node.prompts));
    return null;
  },
  onPlayed: (node) => node.next,
};
