/** The checks of variables: each is set before it is used somewhere, and secrets go to nobody but who asks for them. */
import type { FlowToCheck } from './check-flow';
import { givenVariables, variableOfPrompt } from './flow-terms';
import type { FlowNode } from './nodes';
import { kindOf } from './nodes';
import type { Reference } from './nodes/node-kind';
import type { ReportFault } from './pack-fault';
import { nodePath } from './pack-fault';
import type { ServiceSpec } from './services';

export type Specs = ReadonlyMap<string, ServiceSpec>;

/** @param specs undefined: what services answer is not known, and nothing is said about variables nobody seems to set */
export function checkVariables(flow: FlowToCheck, specs: Specs | undefined, report: ReportFault): void {
  const { open, secret } = variablesOf(flow, specs);
  for (const [id, node] of flow.nodes) {
    const here: ReportFault = (path, message) => report(nodePath(id, ...path), message);
    for (const read of readsOf(node, specs)) {
      if (secret.has(read.value)) {
        here(read.path, `The variable "${read.value}" is sensitive: only a secret input may have it.`);
      } else if (specs !== undefined && !open.has(read.value)) {
        here(read.path, `No node sets the variable "${read.value}".`);
      }
    }
    for (const name of kindOf(node).secrets?.(node) ?? []) {
      if (open.has(name.value))
        here(name.path, `The variable "${name.value}" is sensitive here and open elsewhere.`);
    }
    if (specs !== undefined) reportOpenSecrets(node, specs, secret, here);
  }
}

function variablesOf(flow: FlowToCheck, specs: Specs | undefined) {
  const open = new Set<string>(givenVariables);
  const secret = new Set<string>();
  for (const entry of Object.values(flow.entries)) for (const name of entry.variables) open.add(name);
  for (const node of flow.nodes.values()) {
    for (const name of writesOf(node, specs)) open.add(name);
    for (const { value } of kindOf(node).secrets?.(node) ?? []) secret.add(value);
  }
  return { open, secret };
}

/** Open variables a node may change, those a service answers among them. */
export function writesOf(node: FlowNode, specs: Specs | undefined): string[] {
  const asking = kindOf(node).asks?.(node);
  const outputs = Object.keys(specs?.get(asking?.service ?? '')?.outputs ?? {});
  return [
    ...(kindOf(node).writes?.(node) ?? []).map((written) => written.value),
    ...(asking?.outputs ? outputs.map(asking.outputs) : []),
  ];
}

const isSecretInput = (specs: Specs | undefined, service: string, input: string): boolean =>
  specs?.get(service)?.inputs[input]?.secret === true;

/** Variables a node says aloud, decides by, or gives to a service in the open. */
function readsOf(node: FlowNode, specs: Specs | undefined): Reference<string>[] {
  const kind = kindOf(node);
  const asking = kind.asks?.(node);
  const spoken = kind.prompts(node).flatMap(({ path, value }) => {
    const variable = variableOfPrompt(value);
    return variable === null ? [] : [{ path, value: variable }];
  });
  const given = Object.entries(asking?.inputs ?? {}).flatMap(([input, { path, value }]) => {
    // Without the specs nobody can tell which inputs are secret.
    const isOpen = specs !== undefined && !isSecretInput(specs, asking?.service ?? '', input);
    return isOpen && typeof value === 'string' ? [{ path, value }] : [];
  });
  return [...(kind.reads?.(node) ?? []), ...spoken, ...given];
}

function reportOpenSecrets(
  node: FlowNode,
  specs: Specs,
  secret: ReadonlySet<string>,
  report: ReportFault,
): void {
  const asking = kindOf(node).asks?.(node);
  for (const [input, { path, value }] of Object.entries(asking?.inputs ?? {})) {
    if (!isSecretInput(specs, asking?.service ?? '', input)) continue;
    if (typeof value !== 'string' || !secret.has(value))
      report(path, `The input "${input}" is secret: it must come from a sensitive entry.`);
  }
}
