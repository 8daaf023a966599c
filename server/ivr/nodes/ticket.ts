import { z } from 'zod';
import {
  inputSchema,
  nodeIdSchema,
  promptsSchema,
  slugSchema,
  timeoutMsSchema,
  variableSchema,
} from '../flow-terms';
import { ticketCreate } from '../known-services';
import { inputReferences } from './ask';
import type { NodeKind } from './node-kind';
import { outcomeNames, outcomeTargets, promptReferences } from './node-kind';

const schema = z.strictObject({
  kind: z.literal('ticket'),
  /** A type of work order. */
  type: slugSchema,
  fields: z.record(variableSchema, inputSchema).default({}),
  /** The variable that gets the serial number, spoken as digits. */
  serial: variableSchema.default('serial'),
  /** Heard when the answer is slow. */
  prompts: promptsSchema.default([]),
  timeoutMs: timeoutMsSchema,
  on: z.strictObject({ created: nodeIdSchema, failed: nodeIdSchema, away: nodeIdSchema }),
});

/** Makes a work order of what the caller has said. */
export const ticket: NodeKind<typeof schema> = {
  schema,
  targets: (node) => outcomeTargets(node.on),
  prompts: (node) => promptReferences(node.prompts),
  writes: (node) => [{ path: ['serial'], value: node.serial }],
  asks: (node) => ({
    service: ticketCreate.name,
    path: ['kind'],
    inputs: inputReferences(node.fields, 'fields'),
    ownInputs: ['type'],
    outcomes: outcomeNames(node.on),
    outputs: (output) => (output === 'serial' ? node.serial : output),
  }),
  keys: () => 'keeps',

  enter: (node, run, id) => {
    run.note('ivr.entered', { node: id });
    const fields = Object.entries(node.fields).map(([name, ref]) => [`fields.${name}`, run.inputOf(ref)]);
    run.ask(
      {
        service: ticketCreate.name,
        inputs: { type: node.type, ...(Object.fromEntries(fields) as Record<string, string>) },
        secrets: {},
        timeoutMs: node.timeoutMs,
      },
      node.prompts,
    );
    return null;
  },
  onAnswer: (node, { outcome, outputs = {} }, run) => {
    const { serial, ...others } = outputs;
    run.set({ ...others, ...(serial === undefined ? {} : { [node.serial]: serial }) });
    return outcome === 'created' || outcome === 'failed' ? node.on[outcome] : node.on.away;
  },
};
