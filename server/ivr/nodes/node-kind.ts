/**
 * What one kind of node must tell: its shape, where it leads, what it plays, and how it behaves. A new kind is one
 * file with one of these and one line in nodes/index.ts. Kinds that wait for something other than keys add their
 * input to FlowInput and a handler here.
 */
import type { z } from 'zod';
import type { DialOutcome, FlowState, LeavingReason } from '../flow-state';
import type { InputRef, PromptRef } from '../flow-terms';
import type { Run } from '../run';
import type { ServiceAnswer } from '../services';

/** The node to go on to, or null to stay. */
export type Move = string | null;

type Path = readonly (string | number)[];

/** Something a node refers to, and where in the node it is written: that is the line a fault is reported at. */
export interface Reference<Value> {
  readonly path: Path;
  readonly value: Value;
}

/** What a node asks of a service, for the checker. */
export interface Asking {
  readonly service: string;
  /** Where the service is named, or else the node's kind. */
  readonly path: Path;
  readonly inputs: Readonly<Record<string, Reference<InputRef>>>;
  /** Inputs given from what the node itself collects. */
  readonly ownInputs?: readonly string[];
  /** The outcomes it knows what to do about. */
  readonly outcomes: readonly Reference<string>[];
  /** Outputs it puts into variables under another name; null: it uses none. */
  readonly outputs: ((output: string) => string) | null;
  /** Renamed outputs, to be compared with the service's own. */
  readonly renames?: readonly Reference<string>[];
}

/** An account that is proved on the way to a node. */
export interface Proof {
  readonly account: string;
  readonly to: string;
}

export interface NodeKind<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** Every node it can lead to. */
  targets(node: z.infer<Schema>): readonly Reference<string>[];
  prompts(node: z.infer<Schema>): readonly Reference<PromptRef>[];
  /** Variables it reads and writes; sensitive ones are `secrets`. */
  reads?(node: z.infer<Schema>): readonly Reference<string>[];
  writes?(node: z.infer<Schema>): readonly Reference<string>[];
  secrets?(node: z.infer<Schema>): readonly Reference<string>[];
  asks?(node: z.infer<Schema>): Asking | null;
  proves?(node: z.infer<Schema>): Proof | null;
  /** True where the call stays until the caller has pressed something or given up. */
  waits?(node: z.infer<Schema>): boolean;
  /** Where it goes on to when nobody stops it, if it goes round only so often: a loop through it ends. */
  loopExit?(node: z.infer<Schema>): string;
  /** What is typed here is secret. */
  sensitive?(node: z.infer<Schema>): boolean;

  /** The call has come to this node: begin. */
  enter(node: z.infer<Schema>, run: Run, id: string): Move;
  /**
   * What happens to a key while the call is here: 'takes' it now, 'skips' its prompts and leaves the key to the
   * next node, or 'keeps' it for later and goes on talking.
   */
  keys(node: z.infer<Schema>, state: Pick<FlowState, 'stage'>): 'takes' | 'skips' | 'keeps';
  /** Only for nodes that take keys. */
  onKey?(node: z.infer<Schema>, key: string, run: Run, id: string): Move;
  /** What it played was heard to the end, or skipped. */
  onPlayed?(node: z.infer<Schema>, run: Run, id: string): Move;
  /** Only for nodes that ask. */
  onAnswer?(node: z.infer<Schema>, answer: ServiceAnswer, run: Run, id: string): Move;
  /** The far number was not reached. */
  onDialed?(node: z.infer<Schema>, outcome: Exclude<DialOutcome, 'connected'>, run: Run, id: string): Move;
  /** Only for the node that hands to a queue: the queue gives the caller back. null: the pack says nothing of it. */
  onLeftQueue?(node: z.infer<Schema>, why: LeavingReason): Move;
  /** The message it records has ended, after so many ms. */
  onRecorded?(node: z.infer<Schema>, ms: number, run: Run, id: string): Move;
}

export const promptReferences = (prompts: readonly PromptRef[], field = 'prompts'): Reference<PromptRef>[] =>
  prompts.map((value, index) => ({ path: [field, index], value }));

/** Targets written as fields of the node; those left out lead nowhere. */
export function targetFields(fields: Readonly<Record<string, string | undefined>>): Reference<string>[] {
  return Object.entries(fields).flatMap(([field, value]) =>
    value === undefined ? [] : [{ path: [field], value }],
  );
}

/** Targets written as `on: { outcome: node }`. */
export const outcomeTargets = (on: Readonly<Record<string, string>>): Reference<string>[] =>
  Object.entries(on).map(([outcome, value]) => ({ path: ['on', outcome], value }));

export const outcomeNames = (on: Readonly<Record<string, string>>): Reference<string>[] =>
  Object.keys(on).map((outcome) => ({ path: ['on', outcome], value: outcome }));
