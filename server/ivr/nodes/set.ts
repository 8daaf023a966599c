import { z } from 'zod';
import { languageChoiceSchema, nodeIdSchema, variableSchema } from '../flow-terms';
import type { NodeKind } from './node-kind';

const schema = z.strictObject({
  kind: z.literal('set'),
  language: languageChoiceSchema.optional(),
  variables: z.record(variableSchema, z.string()).default({}),
  next: nodeIdSchema,
});

/** Changes the language from here on, or puts words into variables. */
export const set: NodeKind<typeof schema> = {
  schema,
  targets: (node) => [{ path: ['next'], value: node.next }],
  prompts: () => [],
  writes: (node) => Object.keys(node.variables).map((value) => ({ path: ['variables', value], value })),
  keys: () => 'keeps',

  enter: (node, run, id) => {
    run.set(node.variables);
    if (node.language !== undefined) {
      run.state.language = run.languageOf(node.language);
      run.note('ivr.language-set', { node: id, language: run.state.language });
    }
    return node.next;
  },
};
