import { z } from 'zod';
import { nodeIdSchema } from '../flow-terms';
import type { NodeKind } from './node-kind';

const schema = z.strictObject({ kind: z.literal('goto'), to: nodeIdSchema });

/** A second name for a node, so that a pack can reserve a place for what it will do later. */
export const goto: NodeKind<typeof schema> = {
  schema,
  targets: (node) => [{ path: ['to'], value: node.to }],
  prompts: () => [],
  keys: () => 'keeps',
  enter: (node) => node.to,
};
