import { z } from 'zod';
import { nodeIdSchema, promptsSchema, slugSchema, timeoutMsSchema } from '../flow-terms';
import { queueRoom } from '../known-services';
import type { Run } from '../run';
import type { Move, NodeKind } from './node-kind';
import { promptReferences, targetFields } from './node-kind';

const schema = z.strictObject({
  kind: z.literal('queue'),
  queue: slugSchema,
  /** What the caller wants, as the agent sees it. */
  topic: z.string().min(1).max(64).optional(),
  prompts: promptsSchema.default([]),
  /** Where callers go while the queue is full, to be offered a callback for example; left out: they wait. */
  busy: nodeIdSchema.optional(),
  /** Out of hours. */
  closed: nodeIdSchema.optional(),
  /** Where a caller goes who has waited as long as the queue lets anybody. */
  tooLong: nodeIdSchema.optional(),
  /** Where he goes when nobody who could answer is there. */
  nobody: nodeIdSchema.optional(),
  /** Where he goes who presses the queue's key to leave. */
  left: nodeIdSchema.optional(),
  /** Where he goes who presses the queue's key to be called back. */
  callback: nodeIdSchema.optional(),
  timeoutMs: timeoutMsSchema,
});

type Queue = z.infer<typeof schema>;

const mayTurnAway = ({ busy, closed, nobody }: Queue): boolean =>
  [busy, closed, nobody].some((way) => way !== undefined);

/** Says its prompts and hands the call to a queue: the flow ends. */
export const queue: NodeKind<typeof schema> = {
  schema,
  targets: ({ busy, closed, tooLong, nobody, left, callback }) =>
    targetFields({ busy, closed, tooLong, nobody, left, callback }),
  prompts: (node) => promptReferences(node.prompts),
  asks: (node) =>
    mayTurnAway(node)
      ? {
          service: queueRoom.name,
          path: ['kind'],
          inputs: { queue: { path: ['queue'], value: { value: node.queue } } },
          outcomes: queueRoom.outcomes.map((value) => ({ path: ['kind'], value })),
          outputs: null,
        }
      : null,
  keys: () => 'keeps',

  enter: (node, run) => {
    if (!mayTurnAway(node)) return handOver(node, run);
    run.ask({
      service: queueRoom.name,
      inputs: { queue: node.queue },
      secrets: {},
      timeoutMs: node.timeoutMs,
    });
    return null;
  },
  /** Whoever cannot say whether there is room must not keep the caller from an agent. */
  onAnswer: (node, { outcome }, run) => {
    if (outcome === 'busy' && node.busy !== undefined) return node.busy;
    if (outcome === 'closed' && node.closed !== undefined) return node.closed;
    const left = outcome === 'nobody-there' ? (node.nobody ?? node.busy) : undefined;
    if (left !== undefined) return left;
    return handOver(node, run);
  },
  /** Somebody the queue did not keep is, unless the pack says otherwise, treated as one it had no room for. */
  onLeftQueue: (node, why) => {
    const said = { 'too-long': node.tooLong, nobody: node.nobody, key: node.left, callback: node.callback };
    return said[why] ?? node.busy ?? null;
  },
  onPlayed: (node, run) => {
    run.endInQueue(node.queue, node.topic);
    return null;
  },
};

function handOver(node: Queue, run: Run): Move {
  if (node.prompts.length === 0) run.endInQueue(node.queue, node.topic);
  else run.play(run.prompts(node.prompts));
  return null;
}
