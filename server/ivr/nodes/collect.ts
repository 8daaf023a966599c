import { z } from 'zod';
import { nodeIdSchema, promptsSchema, variableSchema } from '../flow-terms';
import type { Run } from '../run';
import type { DigitEntry } from './digit-entry';
import { pauseEnded, takeKey } from './digit-entry';
import { invite } from './entry-errors';
import type { Move, NodeKind, Reference } from './node-kind';
import { promptReferences, targetFields } from './node-kind';

const schema = z
  .strictObject({
    kind: z.literal('collect'),
    prompts: promptsSchema.min(1),
    variable: variableSchema,
    minDigits: z.number().int().min(1).max(32).default(1),
    maxDigits: z.number().int().min(1).max(32),
    /** Ends the entry early; null: only length or a pause does. */
    terminator: z.enum(['#', '*']).nullable().default('#'),
    /** Where `*` leads; without it `*` is a wrong key. */
    back: nodeIdSchema.optional(),
    /** The digits go to the state's secrets and into no event. */
    sensitive: z.boolean().default(false),
    next: nodeIdSchema,
  })
  .refine((node) => node.minDigits <= node.maxDigits, {
    error: 'is less than minDigits',
    path: ['maxDigits'],
  })
  .refine((node) => node.terminator !== '*' || node.back === undefined, {
    error: 'cannot be used while * is the terminator',
    path: ['back'],
  });

type Collect = z.infer<typeof schema>;

const variableOf = (node: Collect): Reference<string>[] => [{ path: ['variable'], value: node.variable }];

/** Takes a number from the caller. */
export const collect: NodeKind<typeof schema> = {
  schema,
  targets: (node) => targetFields({ next: node.next, back: node.back }),
  prompts: (node) => promptReferences(node.prompts),
  writes: (node) => (node.sensitive ? [] : variableOf(node)),
  secrets: (node) => (node.sensitive ? variableOf(node) : []),
  keys: () => 'takes',
  waits: () => true,
  sensitive: (node) => node.sensitive,

  enter: (node, run, id) => {
    run.note('ivr.entered', { node: id });
    invite(run, { id, prompts: node.prompts });
    return null;
  },
  onKey: (node, key, run, id) => takeKey(entryOf(node, run, id), key, run),
  onPlayed: (node, run, id) => pauseEnded(entryOf(node, run, id), run),
};

const entryOf = (node: Collect, run: Run, id: string): DigitEntry => ({
  id,
  ...node,
  back: node.back,
  complete: (digits) => keep(node, run, id, digits),
});

function keep(node: Collect, run: Run, id: string, digits: string): Move {
  const { variable } = node;
  if (node.sensitive) run.keepSecret(variable, digits);
  else run.set({ [variable]: digits });
  run.note('ivr.digits-collected', {
    node: id,
    variable,
    ...(node.sensitive ? { sensitive: true } : { digits }),
  });
  return node.next;
}
