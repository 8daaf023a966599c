/**
 * What one kind of node must tell: its shape, where it leads, what it plays, and how it behaves. A new kind
 * (verify, ticket, fax …) is one file with one of these and one line in nodes/index.ts. Kinds that wait for
 * something other than keys add their input to FlowInput and a handler here.
 */
import type { z } from 'zod';
import type { PromptRef } from '../flow-terms';
import type { Run } from '../run';

/** The node to go on to, or null to stay. */
export type Move = string | null;

type Path = readonly (string | number)[];

/** Something a node refers to, and where in the node it is written: that is the line a fault is reported at. */
export interface Reference<Value> {
  readonly path: Path;
  readonly value: Value;
}

export interface NodeKind<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** Every node it can lead to. */
  targets(node: z.infer<Schema>): readonly Reference<string>[];
  prompts(node: z.infer<Schema>): readonly Reference<PromptRef>[];
  /** Variables it reads and writes. */
  reads?(node: z.infer<Schema>): readonly Reference<string>[];
  writes?(node: z.infer<Schema>): readonly string[];

  /** The call has come to this node: begin. */
  enter(node: z.infer<Schema>, run: Run, id: string): Move;
  /**
   * What happens to a key while the call is here: 'takes' it now, 'skips' its prompts and leaves the key to the
   * next node, or 'keeps' it for later and goes on talking.
   */
  keys(node: z.infer<Schema>): 'takes' | 'skips' | 'keeps';
  /** Only for nodes that take keys. */
  onKey?(node: z.infer<Schema>, key: string, run: Run, id: string): Move;
  /** What it played was heard to the end, or skipped. */
  onPlayed?(node: z.infer<Schema>, run: Run, id: string): Move;
}

export const promptReferences = (prompts: readonly PromptRef[]): Reference<PromptRef>[] =>
  prompts.map((value, index) => ({ path: ['prompts', index], value }));
