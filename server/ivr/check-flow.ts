/** The checks of a flow as a graph: every node exists, can be reached, and lets the caller out again. */
import type { FaultPath, ReportFault } from './pack-fault';
import type { FlowNode } from './nodes';
import { kindOf, waitsForCaller } from './nodes';
import { givenVariables } from './flow-terms';

export interface FlowToCheck {
  readonly start: string;
  readonly gaveUp: string;
  /** The nodes that are well formed. */
  readonly nodes: ReadonlyMap<string, FlowNode>;
  /** The nodes whose own faults are reported already: they exist, but where they lead is not known. */
  readonly brokenNodes: ReadonlySet<string>;
  /** False when the file has a key twice: one of the two ways is not in `nodes`. */
  readonly isComplete: boolean;
}

const pathOf = (id: string, ...rest: FaultPath): FaultPath => ['flow', 'nodes', id, ...rest];

export function checkFlow(flow: FlowToCheck, report: ReportFault): void {
  reportUnknownNodes(flow, report);
  reportLoops(flow, report);
  reportEndlessGaveUp(flow, report);
  // What seems to be missing may stand in a part that could not be read: nothing is said about it until all is read.
  if (!flow.isComplete || flow.brokenNodes.size > 0) return;
  reportUnreachableNodes(flow, report);
  reportUnknownVariables(flow, report);
}

function reportUnknownNodes(flow: FlowToCheck, report: ReportFault): void {
  const check = (path: FaultPath, id: string): void => {
    if (!flow.nodes.has(id) && !flow.brokenNodes.has(id)) report(path, `There is no node "${id}".`);
  };
  check(['flow', 'start'], flow.start);
  check(['flow', 'gaveUp'], flow.gaveUp);
  for (const [id, node] of flow.nodes) {
    for (const target of kindOf(node).targets(node)) check(pathOf(id, ...target.path), target.value);
  }
}

const exitsOf = (flow: FlowToCheck, id: string): string[] => {
  const node = flow.nodes.get(id);
  return node === undefined
    ? []
    : kindOf(node)
        .targets(node)
        .map((target) => target.value);
};

function reportUnreachableNodes(flow: FlowToCheck, report: ReportFault): void {
  const reached = reach(flow, [flow.start, flow.gaveUp], () => true);
  for (const id of flow.nodes.keys()) {
    if (!reached.has(id)) report(pathOf(id), `Node "${id}" cannot be reached from the start.`);
  }
}

/** Every node that can be come to from these, going on only from nodes that let us. */
function reach(flow: FlowToCheck, from: readonly string[], goesOn: (node: FlowNode) => boolean): Set<string> {
  const reached = new Set<string>();
  const waiting = [...from];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = flow.nodes.get(id);
    if (reached.has(id) || node === undefined) continue;
    reached.add(id);
    if (goesOn(node)) waiting.push(...exitsOf(flow, id));
  }
  return reached;
}

/** A way round on which nobody is asked anything would keep a silent caller, and the line, for ever. */
function reportLoops(flow: FlowToCheck, report: ReportFault): void {
  const reported = new Set<string>();
  for (const [id, node] of flow.nodes) {
    if (waitsForCaller(node) || reported.has(id)) continue;
    const onwards = reach(flow, exitsOf(flow, id), (next) => !waitsForCaller(next));
    if (!onwards.has(id)) continue;
    const loop = [...onwards].filter((other) => isOnLoopWith(flow, other, id));
    for (const other of loop) reported.add(other);
    report(pathOf(id), `The loop ${loop.sort().join(', ')} has no exit: it never waits for the caller.`);
  }
}

function isOnLoopWith(flow: FlowToCheck, other: string, id: string): boolean {
  const node = flow.nodes.get(other);
  if (node === undefined || waitsForCaller(node)) return false;
  return reach(flow, exitsOf(flow, other), (next) => !waitsForCaller(next)).has(id);
}

/** Who gave up has pressed nothing useful three times: asking once more would go round for ever. */
function reportEndlessGaveUp(flow: FlowToCheck, report: ReportFault): void {
  const reached = reach(flow, [flow.gaveUp], (node) => !waitsForCaller(node));
  for (const id of reached) {
    const node = flow.nodes.get(id);
    if (node === undefined || !waitsForCaller(node)) continue;
    report(
      ['flow', 'gaveUp'],
      `"${flow.gaveUp}" must lead to a queue or a hangup, but comes to "${id}", which asks again.`,
    );
  }
}

function reportUnknownVariables(flow: FlowToCheck, report: ReportFault): void {
  const known = new Set<string>(givenVariables);
  for (const node of flow.nodes.values())
    for (const name of kindOf(node).writes?.(node) ?? []) known.add(name);
  for (const [id, node] of flow.nodes) {
    for (const { path, value } of kindOf(node).reads?.(node) ?? []) {
      if (!known.has(value))
        report(pathOf(id, ...path), `No node sets the variable "${value}", or it is sensitive.`);
    }
  }
}
