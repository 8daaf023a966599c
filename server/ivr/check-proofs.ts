/**
 * Confidential data needs proof: on every way to a question about an account there is a `verify` of the variable that
 * names the account, and the variable is not changed between the two.
 *
 * What is proved at a node is what is proved on all ways to it. It begins with "everything" at every node but the
 * starts, where nothing is, and shrinks until no way takes anything more away.
 */
import type { FlowToCheck } from './check-flow';
import { startsOf } from './check-flow';
import type { Specs } from './check-variables';
import { writesOf } from './check-variables';
import type { FlowNode } from './nodes';
import { kindOf } from './nodes';
import type { Asking } from './nodes/node-kind';
import type { ReportFault } from './pack-fault';
import { nodePath } from './pack-fault';
import type { ServiceSpec } from './services';

type Proved = ReadonlySet<string>;

export function checkProofs(flow: FlowToCheck, specs: Specs, report: ReportFault): void {
  const proved = provedAt(flow, specs);
  for (const [id, node] of flow.nodes) {
    const asking = kindOf(node).asks?.(node);
    const spec = specs.get(asking?.service ?? '');
    const here = proved.get(id);
    if (!asking || spec?.confidential !== true || here === undefined) continue;
    checkProof(asking, spec, here, (path, message) => report(nodePath(id, ...path), message));
  }
}

function checkProof(asking: Asking, spec: ServiceSpec, proved: Proved, report: ReportFault): void {
  const about = asking.inputs[spec.account ?? 'account'];
  const account = about?.value;
  if (typeof account === 'string') {
    if (proved.has(account)) return;
    report(
      about?.path ?? asking.path,
      `"${spec.name}" is confidential: not every way here verifies "${account}" first.`,
    );
  } else if (account !== undefined || proved.size === 0) {
    report(
      about?.path ?? asking.path,
      `"${spec.name}" is confidential: it needs the variable of an account that was verified.`,
    );
  }
}

/** Per node that can be reached. */
function provedAt(flow: FlowToCheck, specs: Specs): Map<string, Proved> {
  const proved = new Map<string, Proved>();
  const waiting: string[] = [];
  const arrive = (id: string, now: Proved): void => {
    const before = proved.get(id);
    const both = before === undefined ? now : new Set([...before].filter((account) => now.has(account)));
    if (before !== undefined && both.size === before.size) return;
    proved.set(id, both);
    waiting.push(id);
  };
  for (const start of startsOf(flow)) arrive(start, new Set());
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = flow.nodes.get(id);
    if (node === undefined) continue;
    const here = proved.get(id) ?? new Set();
    for (const { value: target } of kindOf(node).targets(node))
      arrive(target, after(node, target, here, specs));
  }
  return proved;
}

function after(node: FlowNode, target: string, before: Proved, specs: Specs): Proved {
  const written = writesOf(node, specs);
  const still = [...before].filter((account) => !written.includes(account));
  const proof = kindOf(node).proves?.(node);
  // A node that comes to the same place also without proof proves nothing.
  const ways = kindOf(node)
    .targets(node)
    .filter((way) => way.value === target).length;
  return new Set(proof?.to === target && ways === 1 ? [...still, proof.account] : still);
}
