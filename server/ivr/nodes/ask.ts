import { z } from 'zod';
import type { InputRef } from '../flow-terms';
import {
  inputSchema,
  nodeIdSchema,
  promptsSchema,
  slugSchema,
  timeoutMsSchema,
  variableSchema,
} from '../flow-terms';
import type { Run } from '../run';
import type { NodeKind, Reference } from './node-kind';
import { outcomeNames, outcomeTargets, promptReferences } from './node-kind';

const schema = z.strictObject({
  kind: z.literal('ask'),
  service: z
    .string()
    .regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/, "must be the name of a service, 'bill.month' for example"),
  inputs: z.record(variableSchema, inputSchema).default({}),
  /** What its outputs are called as variables: a word before each, or output → variable. Default: as they are. */
  as: z.union([variableSchema, z.record(variableSchema, variableSchema)]).optional(),
  /** Heard when the answer is slow. */
  prompts: promptsSchema.default([]),
  timeoutMs: timeoutMsSchema,
  on: z
    .record(slugSchema, nodeIdSchema)
    .refine((on) => Object.keys(on).length > 0, 'needs at least one outcome'),
});

type Ask = z.infer<typeof schema>;

/** `amount` with the word `bill` before it is `billAmount`. */
const nameOf = (node: Ask, output: string): string => {
  if (typeof node.as === 'string') return node.as + output.charAt(0).toUpperCase() + output.slice(1);
  return node.as?.[output] ?? output;
};

/** Asks a service for something, keeps what it answers in variables, and goes where the outcome says. */
export const ask: NodeKind<typeof schema> = {
  schema,
  targets: (node) => outcomeTargets(node.on),
  prompts: (node) => promptReferences(node.prompts),
  asks: (node) => ({
    service: node.service,
    path: ['service'],
    inputs: inputReferences(node.inputs),
    outcomes: outcomeNames(node.on),
    outputs: (output) => nameOf(node, output),
    renames:
      typeof node.as === 'object'
        ? Object.keys(node.as).map((value) => ({ path: ['as', value], value }))
        : [],
  }),
  keys: () => 'keeps',

  enter: (node, run, id) => {
    run.note('ivr.entered', { node: id });
    run.ask(
      { service: node.service, ...sortInputs(node.inputs, run), timeoutMs: node.timeoutMs },
      node.prompts,
    );
    return null;
  },
  onAnswer: (node, { outcome, outputs = {} }, run) => {
    run.set(Object.fromEntries(Object.entries(outputs).map(([name, text]) => [nameOf(node, name), text])));
    return node.on[outcome] ?? node.on['away'] ?? run.pack.flow.gaveUp;
  },
};

export const inputReferences = (
  inputs: Readonly<Record<string, InputRef>>,
  field = 'inputs',
): Record<string, Reference<InputRef>> =>
  Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, { path: [field, name], value }]));

/** What may be seen, and what only the service may see. */
function sortInputs(given: Readonly<Record<string, InputRef>>, run: Run) {
  const inputs: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  for (const [name, ref] of Object.entries(given)) {
    if (typeof ref === 'string' && Object.hasOwn(run.state.secrets, ref)) secrets[name] = ref;
    else inputs[name] = run.inputOf(ref);
  }
  return { inputs, secrets };
}
