import { z } from 'zod';
import type { InputRef } from '../flow-terms';
import { inputSchema, nodeIdSchema, promptsSchema, slugSchema, timeoutMsSchema } from '../flow-terms';
import { callbackRequest } from '../known-services';
import type { NodeKind, Reference } from './node-kind';
import { outcomeNames, outcomeTargets, promptReferences } from './node-kind';

const schema = z.strictObject({
  kind: z.literal('callback'),
  number: inputSchema,
  /** Where the caller keeps his place. */
  queue: slugSchema.optional(),
  topic: z.string().min(1).max(64).optional(),
  /** Heard when the answer is slow. */
  prompts: promptsSchema.default([]),
  timeoutMs: timeoutMsSchema,
  on: z.strictObject({ accepted: nodeIdSchema, refused: nodeIdSchema, away: nodeIdSchema }),
});

type Callback = z.infer<typeof schema>;

/** Notes that the caller wants to be called back. */
export const callback: NodeKind<typeof schema> = {
  schema,
  targets: (node) => outcomeTargets(node.on),
  prompts: (node) => promptReferences(node.prompts),
  asks: (node) => ({
    service: callbackRequest.name,
    path: ['kind'],
    inputs: inputsOf(node),
    outcomes: outcomeNames(node.on),
    outputs: null,
  }),
  keys: () => 'keeps',

  enter: (node, run, id) => {
    run.note('ivr.entered', { node: id });
    const inputs = Object.entries(inputsOf(node)).map(([name, { value }]) => [name, run.inputOf(value)]);
    run.ask(
      {
        service: callbackRequest.name,
        inputs: Object.fromEntries(inputs) as Record<string, string>,
        secrets: {},
        timeoutMs: node.timeoutMs,
      },
      node.prompts,
    );
    return null;
  },
  onAnswer: (node, { outcome }) =>
    outcome === 'accepted' || outcome === 'refused' ? node.on[outcome] : node.on.away,
};

function inputsOf(node: Callback): Record<string, Reference<InputRef>> {
  const literal = (field: string, value: string | undefined) =>
    value === undefined ? {} : { [field]: { path: [field], value: { value } } };
  return {
    number: { path: ['number'], value: node.number },
    ...literal('queue', node.queue),
    ...literal('topic', node.topic),
  };
}
