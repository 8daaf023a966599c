/** Every kind of node, by its word in YAML. */
import { z } from 'zod';
import { branch } from './branch';
import { collect } from './collect';
import { goto } from './goto';
import { hangup } from './hangup';
import { menu } from './menu';
import type { NodeKind } from './node-kind';
import { queue } from './queue';
import { say } from './say';
import { set } from './set';

const nodeKinds = { menu, say, collect, branch, set, queue, goto, hangup };

export const nodeSchema = z.discriminatedUnion(
  'kind',
  [
    menu.schema,
    say.schema,
    collect.schema,
    branch.schema,
    set.schema,
    queue.schema,
    goto.schema,
    hangup.schema,
  ],
  { error: `a node is one of ${Object.keys(nodeKinds).join(', ')}` },
);
export type FlowNode = z.infer<typeof nodeSchema>;

/** The behaviour of this node: a kind is found under the word that its own schema demands. */
export function kindOf(node: FlowNode): NodeKind<z.ZodType<FlowNode>> {
  return nodeKinds[node.kind];
}

/** True where the call stays until the caller has pressed something or given up. */
export const waitsForCaller = (node: FlowNode): boolean => kindOf(node).keys(node) === 'takes';
