import { z } from 'zod';
import { promptsSchema } from '../flow-terms';
import type { NodeKind } from './node-kind';
import { promptReferences } from './node-kind';

const schema = z.strictObject({ kind: z.literal('hangup'), prompts: promptsSchema.default([]) });

/** Says its prompts and ends the call. */
export const hangup: NodeKind<typeof schema> = {
  schema,
  targets: () => [],
  prompts: (node) => promptReferences(node.prompts),
  keys: () => 'keeps',

  enter: (node, run) => {
    if (node.prompts.length === 0) run.endByHangingUp();
    else run.play(run.prompts(node.prompts));
    return null;
  },
  onPlayed: (_node, run) => {
    run.endByHangingUp();
    return null;
  },
};
