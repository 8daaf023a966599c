import { z } from 'zod';
import { keySchema, nodeIdSchema, promptsSchema, slugSchema, variableSchema } from '../flow-terms';
import { invite } from './entry-errors';
import type { NodeKind } from './node-kind';
import { promptReferences, targetFields } from './node-kind';

const schema = z.strictObject({
  kind: z.literal('survey'),
  /** What the answers are counted under. */
  question: slugSchema,
  prompts: promptsSchema.min(1),
  /** Key → the answer it stands for. */
  keys: z
    .record(keySchema, z.string().min(1).max(64))
    .refine((keys) => Object.keys(keys).length > 0, 'needs at least one key'),
  /** Gets the answer too. */
  variable: variableSchema.optional(),
  next: nodeIdSchema,
});

/** Asks the caller a question whose answer is counted. Who does not answer is not pressed: he goes on. */
export const survey: NodeKind<typeof schema> = {
  schema,
  targets: ({ next }) => targetFields({ next }),
  prompts: (node) => promptReferences(node.prompts),
  writes: ({ variable }) => (variable === undefined ? [] : [{ path: ['variable'], value: variable }]),
  keys: () => 'takes',

  enter: (node, run, id) => {
    run.note('ivr.entered', { node: id });
    invite(run, { id, prompts: node.prompts });
    return null;
  },
  onKey: (node, key, run, id) => {
    const value = node.keys[key];
    if (value !== undefined) {
      run.state.errors = 0;
      run.note('ivr.survey-answered', { node: id, question: node.question, value });
      if (node.variable !== undefined) run.set({ [node.variable]: value });
      return node.next;
    }
    run.state.errors += 1;
    run.note('ivr.wrong-key', { node: id, errors: run.state.errors });
    if (run.state.errors < run.pack.limits.maxErrors) {
      invite(run, { id, prompts: [run.pack.announcements.wrongEntry, ...node.prompts] });
      return null;
    }
    run.state.errors = 0;
    return node.next;
  },
  onPlayed: (node, run) => {
    run.state.errors = 0;
    return node.next;
  },
};
