import { z } from 'zod';
import { nodeIdSchema, promptsSchema, variableSchema } from '../flow-terms';
import type { Run } from '../run';
import { invite, timedOut, wrongEntry } from './entry-errors';
import type { Move, NodeKind } from './node-kind';
import { promptReferences } from './node-kind';

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

const isDigit = (key: string): boolean => key >= '0' && key <= '9';

/** Takes a number from the caller: complete at its greatest length, at the terminator, or at a pause. */
export const collect: NodeKind<typeof schema> = {
  schema,
  targets: (node) => [
    { path: ['next'], value: node.next },
    ...(node.back === undefined ? [] : [{ path: ['back'], value: node.back }]),
  ],
  prompts: (node) => promptReferences(node.prompts),
  writes: (node) => (node.sensitive ? [] : [node.variable]),
  keys: () => 'takes',

  enter: (node, run, id) => {
    run.note('ivr.entered', { node: id });
    invite(run, { id, prompts: node.prompts });
    return null;
  },
  onKey: (node, key, run, id) => {
    const entry = { id, prompts: node.prompts };
    const isBack = key === '*' && node.back !== undefined;
    if (isBack) return leaveBackwards(run, id, node.back ?? null);
    if (key === node.terminator)
      return isLongEnough(node, run) ? complete(node, run, id, key) : wrongEntry(run, entry);
    if (!isDigit(key)) return wrongEntry(run, entry);
    run.state.collected += key;
    if (run.state.collected.length >= node.maxDigits) return complete(node, run, id, null);
    run.play([{ kind: 'silence', ms: run.pack.limits.interDigitTimeoutMs }]);
    return null;
  },
  onPlayed: (node, run, id) => {
    const entry = { id, prompts: node.prompts };
    if (run.state.collected === '') return timedOut(run, entry);
    return isLongEnough(node, run) ? complete(node, run, id, null) : wrongEntry(run, entry);
  },
};

const isLongEnough = (node: Collect, run: Run): boolean => run.state.collected.length >= node.minDigits;

function leaveBackwards(run: Run, id: string, to: Move): Move {
  run.state.errors = 0;
  run.note('ivr.key-pressed', { node: id, key: '*', to: to ?? '' });
  return to;
}

function complete(node: Collect, run: Run, id: string, endedBy: string | null): Move {
  const digits = run.state.collected;
  const { variable } = node;
  run.state.errors = 0;
  if (node.sensitive) run.state.secrets = { ...run.state.secrets, [variable]: digits };
  else run.state.variables = { ...run.state.variables, [variable]: digits };
  run.note('ivr.digits-collected', {
    node: id,
    variable,
    ...(node.sensitive ? { sensitive: true } : { digits }),
  });
  if (endedBy === null && node.terminator !== null) awaitLateTerminator(run, node.terminator);
  return node.next;
}

/** People end with # even when the entry was complete before it: that # must not become a choice in the next menu. */
function awaitLateTerminator(run: Run, terminator: string): void {
  if (run.state.typedAhead === '') run.state.lateTerminator = terminator;
  else if (run.state.typedAhead.startsWith(terminator)) run.state.typedAhead = run.state.typedAhead.slice(1);
}
