import { z } from 'zod';
import { nodeIdSchema, variableSchema } from '../flow-terms';
import type { NodeKind } from './node-kind';

const caseSchema = z.union([
  z.strictObject({ is: z.string(), to: nodeIdSchema }),
  z.strictObject({ in: z.array(z.string()).min(1), to: nodeIdSchema }),
]);

const schema = z.strictObject({
  kind: z.literal('branch'),
  variable: variableSchema,
  cases: z.array(caseSchema).min(1),
  default: nodeIdSchema,
});

/** Goes where a variable's value says, the first case that fits; a variable never set is ''. */
export const branch: NodeKind<typeof schema> = {
  schema,
  targets: (node) => [
    ...node.cases.map((one, index) => ({ path: ['cases', index, 'to'], value: one.to })),
    { path: ['default'], value: node.default },
  ],
  prompts: () => [],
  reads: (node) => [{ path: ['variable'], value: node.variable }],
  keys: () => 'keeps',

  enter: (node, run) => {
    const value = run.valueOf(node.variable);
    const fit = node.cases.find((one) => ('is' in one ? one.is === value : one.in.includes(value)));
    return fit?.to ?? node.default;
  },
};
