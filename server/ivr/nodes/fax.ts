import { z } from 'zod';
import { inputSchema, nodeIdSchema, promptsSchema, faxTimeoutMsSchema } from '../flow-terms';
import { faxSend } from '../known-services';
import type { NodeKind } from './node-kind';
import { outcomeNames, outcomeTargets, promptReferences } from './node-kind';

const schema = z.strictObject({
  kind: z.literal('fax'),
  item: inputSchema,
  /** The number that receives it, or `{ value: this-call }`: the machine that calls. */
  to: inputSchema,
  /** Heard when the answer is slow. */
  prompts: promptsSchema.default([]),
  /** Longer for 'this-call', where the answer is known when the last page was sent. */
  timeoutMs: faxTimeoutMsSchema,
  on: z.strictObject({ queued: nodeIdSchema, refused: nodeIdSchema, away: nodeIdSchema }),
});

/** Has a document sent by fax; it goes out by itself, and the caller need not wait for it. */
export const fax: NodeKind<typeof schema> = {
  schema,
  targets: (node) => outcomeTargets(node.on),
  prompts: (node) => promptReferences(node.prompts),
  asks: (node) => ({
    service: faxSend.name,
    path: ['kind'],
    inputs: {
      item: { path: ['item'], value: node.item },
      to: { path: ['to'], value: node.to },
    },
    outcomes: outcomeNames(node.on),
    outputs: null,
  }),
  keys: () => 'keeps',

  enter: (node, run, id) => {
    run.note('ivr.entered', { node: id });
    run.ask(
      {
        service: faxSend.name,
        inputs: { item: run.inputOf(node.item), to: run.inputOf(node.to) },
        secrets: {},
        timeoutMs: node.timeoutMs,
      },
      node.prompts,
    );
    return null;
  },
  onAnswer: (node, { outcome }) =>
    outcome === 'queued' || outcome === 'refused' ? node.on[outcome] : node.on.away,
};
