/** Every kind of node, by its word in YAML. */
import { z } from 'zod';
import { ask } from './ask';
import { branch } from './branch';
import { callback } from './callback';
import { collect } from './collect';
import { count } from './count';
import { dial } from './dial';
import { fax } from './fax';
import { goto } from './goto';
import { hangup } from './hangup';
import { mark } from './mark';
import { menu } from './menu';
import type { NodeKind } from './node-kind';
import { queue } from './queue';
import { record } from './record';
import { say } from './say';
import { set } from './set';
import { survey } from './survey';
import { ticket } from './ticket';
import { verify } from './verify';

const nodeKinds = {
  menu,
  say,
  collect,
  verify,
  ask,
  branch,
  set,
  count,
  ticket,
  fax,
  record,
  survey,
  mark,
  callback,
  dial,
  queue,
  goto,
  hangup,
};

export const nodeSchema = z.discriminatedUnion(
  'kind',
  [
    menu.schema,
    say.schema,
    collect.schema,
    verify.schema,
    ask.schema,
    branch.schema,
    set.schema,
    count.schema,
    ticket.schema,
    fax.schema,
    record.schema,
    survey.schema,
    mark.schema,
    callback.schema,
    dial.schema,
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
export const waitsForCaller = (node: FlowNode): boolean => kindOf(node).waits?.(node) ?? false;
