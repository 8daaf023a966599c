import { z } from 'zod';
import { inputSchema, nodeIdSchema, promptsSchema } from '../flow-terms';
import type { Run } from '../run';
import type { Move, NodeKind } from './node-kind';
import { outcomeTargets, promptReferences } from './node-kind';

const schema = z.strictObject({
  kind: z.literal('dial'),
  number: inputSchema,
  prompts: promptsSchema.default([]),
  on: z.strictObject({ busy: nodeIdSchema, 'no-answer': nodeIdSchema, refused: nodeIdSchema }),
});

type Dial = z.infer<typeof schema>;

/** Connects the caller with somebody else: the flow ends, or goes on when nobody was reached. */
export const dial: NodeKind<typeof schema> = {
  schema,
  targets: (node) => outcomeTargets(node.on),
  prompts: (node) => promptReferences(node.prompts),
  reads: (node) => (typeof node.number === 'string' ? [{ path: ['number'], value: node.number }] : []),
  keys: () => 'keeps',

  enter: (node, run, id) => {
    run.note('ivr.entered', { node: id });
    if (node.prompts.length === 0) return dialNow(node, run);
    run.play(run.prompts(node.prompts));
    return null;
  },
  onPlayed: (node, run) => dialNow(node, run),
  onDialed: (node, outcome) => node.on[outcome],
};

function dialNow(node: Dial, run: Run): Move {
  const number = run.inputOf(node.number);
  if (number === '') return node.on.refused;
  run.dial(number);
  return null;
}
