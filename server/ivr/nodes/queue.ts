import { z } from 'zod';
import { nodeIdSchema, promptsSchema, slugSchema, timeoutMsSchema, variableSchema } from '../flow-terms';
import { queueRoom } from '../known-services';
import type { Run } from '../run';
import type { Move, NodeKind } from './node-kind';
import { promptReferences, targetFields } from './node-kind';

const schema = z.strictObject({
  kind: z.literal('queue'),
  /** One by name, or the one a variable names: that of the campaign that called him, for example. */
  queue: z.union([slugSchema, z.strictObject({ of: variableSchema })]),
  /** What the caller wants, as the agent sees it. */
  topic: z.string().min(1).max(64).optional(),
  prompts: promptsSchema.default([]),
  /** Nobody waits longer who comes from here, whatever the queue says; he goes to tooLong. */
  atMostS: z.union([z.number().int().min(1).max(3600), z.strictObject({ of: variableSchema })]).optional(),
  /** Said last to callers of a queue whose talks are, or may be, recorded. */
  recorded: promptsSchema.default([]),
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

/** Something is said or done by what the queue is at the moment. */
const asksFirst = ({ busy, closed, nobody, recorded }: Queue): boolean =>
  recorded.length > 0 || [busy, closed, nobody].some((way) => way !== undefined);

/** Says its prompts and hands the call to a queue: the flow ends. */
export const queue: NodeKind<typeof schema> = {
  schema,
  targets: ({ busy, closed, tooLong, nobody, left, callback }) =>
    targetFields({ busy, closed, tooLong, nobody, left, callback }),
  prompts: (node) => [...promptReferences(node.prompts), ...promptReferences(node.recorded, 'recorded')],
  reads: (node) =>
    (['queue', 'atMostS'] as const).flatMap((field) => {
      const value = node[field];
      return typeof value === 'object' ? [{ path: [field, 'of'], value: value.of }] : [];
    }),
  asks: (node) =>
    asksFirst(node)
      ? {
          service: queueRoom.name,
          path: ['kind'],
          inputs: {
            queue: {
              path: ['queue'],
              value: typeof node.queue === 'string' ? { value: node.queue } : node.queue.of,
            },
          },
          outcomes: queueRoom.outcomes.map((value) => ({ path: ['kind'], value })),
          outputs: null,
        }
      : null,
  keys: () => 'keeps',

  enter: (node, run) => {
    if (!asksFirst(node)) return handOver(node, node.prompts, run);
    run.ask({
      service: queueRoom.name,
      inputs: { queue: queueOf(node, run) },
      secrets: {},
      timeoutMs: node.timeoutMs,
    });
    return null;
  },
  /** Whoever cannot say whether there is room must not keep the caller from an agent. */
  onAnswer: (node, { outcome, outputs }, run) => {
    if (outcome === 'busy' && node.busy !== undefined) return node.busy;
    if (outcome === 'closed' && node.closed !== undefined) return node.closed;
    const left = outcome === 'nobody-there' ? (node.nobody ?? node.busy) : undefined;
    if (left !== undefined) return left;
    // Who cannot say that nothing is recorded must not keep silent about it.
    const isSaid = outcome === 'away' || outputs?.['recorded'] === '1';
    return handOver(node, isSaid ? [...node.prompts, ...node.recorded] : node.prompts, run);
  },
  /** Somebody the queue did not keep is, unless the pack says otherwise, treated as one it had no room for. */
  onLeftQueue: (node, why) => {
    const said = { 'too-long': node.tooLong, nobody: node.nobody, key: node.left, callback: node.callback };
    return said[why] ?? node.busy ?? null;
  },
  onPlayed: (node, run) => {
    endInQueue(node, run);
    return null;
  },
};

const queueOf = ({ queue: name }: Queue, run: Run): string =>
  typeof name === 'string' ? name : run.valueOf(name.of);

/** A limit that is no number is none. */
function endInQueue(node: Queue, run: Run): void {
  const { atMostS } = node;
  const seconds = typeof atMostS === 'object' ? Number(run.valueOf(atMostS.of)) : (atMostS ?? 0);
  run.endInQueue({
    queue: queueOf(node, run),
    ...(node.topic === undefined ? {} : { topic: node.topic }),
    ...(seconds > 0 ? { atMostMs: seconds * 1000 } : {}),
  });
}

function handOver(node: Queue, prompts: Queue['prompts'], run: Run): Move {
  // A variable that was never set: there is nobody to wait for.
  if (queueOf(node, run) === '') return node.busy ?? node.tooLong ?? run.pack.flow.gaveUp;
  if (prompts.length === 0) endInQueue(node, run);
  else run.play(run.prompts(prompts));
  return null;
}
