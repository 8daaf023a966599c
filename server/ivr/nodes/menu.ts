import { z } from 'zod';
import { keySchema, nodeIdSchema, promptsSchema } from '../flow-terms';
import { invite, timedOut, wrongEntry } from './entry-errors';
import type { NodeKind } from './node-kind';
import { promptReferences } from './node-kind';

const schema = z.strictObject({
  kind: z.literal('menu'),
  prompts: promptsSchema.min(1),
  keys: z
    .record(keySchema, nodeIdSchema)
    .refine((keys) => Object.keys(keys).length > 0, 'needs at least one key'),
});

/** Says what can be chosen and goes where the key says; a key stops the prompts. */
export const menu: NodeKind<typeof schema> = {
  schema,
  targets: (node) => Object.entries(node.keys).map(([key, value]) => ({ path: ['keys', key], value })),
  prompts: (node) => promptReferences(node.prompts),
  keys: () => 'takes',
  waits: () => true,

  enter: (node, run, id) => {
    run.note('ivr.entered', { node: id });
    invite(run, { id, prompts: node.prompts });
    return null;
  },
  onKey: (node, key, run, id) => {
    const to = node.keys[key];
    if (to === undefined) return wrongEntry(run, { id, prompts: node.prompts });
    run.state.errors = 0;
    run.note('ivr.key-pressed', { node: id, key, to });
    run.rememberKey(id, key);
    return to;
  },
  onPlayed: (node, run, id) => timedOut(run, { id, prompts: node.prompts }),
};
