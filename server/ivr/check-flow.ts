/** The checks of a flow as a graph: every node exists, can be reached, and lets the caller out again. */
import type { FlowEntry } from './flow';
import type { FlowNode } from './nodes';
import { kindOf, waitsForCaller } from './nodes';
import type { FaultPath, ReportFault } from './pack-fault';
import { nodePath } from './pack-fault';

export interface FlowToCheck {
  readonly start: string;
  readonly gaveUp: string;
  readonly entries: Readonly<Record<string, FlowEntry>>;
  readonly titles: Readonly<Record<string, unknown>>;
  /** The nodes that are well formed. */
  readonly nodes: ReadonlyMap<string, FlowNode>;
  /** The nodes whose own faults are reported already: they exist, but where they lead is not known. */
  readonly brokenNodes: ReadonlySet<string>;
  /** False when the file has a key twice: one of the two ways is not in `nodes`. */
  readonly isComplete: boolean;
}

export function checkFlow(flow: FlowToCheck, report: ReportFault): void {
  reportUnknownNodes(flow, report);
  reportLoops(flow, report);
  reportSpoiltCounts(flow, report);
  reportEndlessGaveUp(flow, report);
  if (flow.isComplete && flow.brokenNodes.size === 0) reportUnreachableNodes(flow, report);
}

/** Every node a call can come to without having been at another. */
export const startsOf = (flow: FlowToCheck): string[] => [
  flow.start,
  flow.gaveUp,
  ...Object.values(flow.entries).map((entry) => entry.node),
];

function reportUnknownNodes(flow: FlowToCheck, report: ReportFault): void {
  const check = (path: FaultPath, id: string): void => {
    if (!flow.nodes.has(id) && !flow.brokenNodes.has(id)) report(path, `There is no node "${id}".`);
  };
  check(['flow', 'start'], flow.start);
  check(['flow', 'gaveUp'], flow.gaveUp);
  for (const [name, entry] of Object.entries(flow.entries))
    check(['flow', 'entries', name, 'node'], entry.node);
  for (const id of Object.keys(flow.titles)) check(['flow', 'titles', id], id);
  for (const [id, node] of flow.nodes) {
    for (const target of kindOf(node).targets(node)) check(nodePath(id, ...target.path), target.value);
  }
}

type ExitsOf = (node: FlowNode) => readonly string[];

const allExits: ExitsOf = (node) =>
  kindOf(node)
    .targets(node)
    .map((target) => target.value);

/** Where a call goes on to by itself, sooner or later. */
const ownExits: ExitsOf = (node) => (waitsForCaller(node) ? [] : allExits(node));

/** The same for ever: a count lets nobody round more often than its limit. */
function lastingExits(node: FlowNode): readonly string[] {
  const exit = kindOf(node).loopExit?.(node);
  return exit === undefined ? ownExits(node) : [exit];
}

/** Every node that can be come to from these, going on by these exits. */
function reach(flow: FlowToCheck, from: readonly string[], exits: ExitsOf): Set<string> {
  const reached = new Set<string>();
  const waiting = [...from];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = flow.nodes.get(id);
    if (reached.has(id) || node === undefined) continue;
    reached.add(id);
    waiting.push(...exits(node));
  }
  return reached;
}

/** The nodes on a way from this one back to itself; none when there is no such way. */
function loopThrough(flow: FlowToCheck, id: string, exits: ExitsOf): string[] {
  const node = flow.nodes.get(id);
  const onwards = node === undefined ? new Set<string>() : reach(flow, exits(node), exits);
  if (!onwards.has(id)) return [];
  return [...onwards].filter((other) => reach(flow, [other], exits).has(id)).sort();
}

function reportUnreachableNodes(flow: FlowToCheck, report: ReportFault): void {
  const reached = reach(flow, startsOf(flow), allExits);
  for (const id of flow.nodes.keys()) {
    if (!reached.has(id)) report(nodePath(id), `Node "${id}" cannot be reached from the start.`);
  }
}

/**
 * A way round on which nobody is asked anything would keep a silent caller, and the line, for ever. Asking a service
 * is no way out: it may give the same answer every time.
 */
function reportLoops(flow: FlowToCheck, report: ReportFault): void {
  const reported = new Set<string>();
  for (const id of flow.nodes.keys()) {
    if (reported.has(id)) continue;
    const loop = loopThrough(flow, id, lastingExits);
    if (loop.length === 0) continue;
    for (const other of loop) reported.add(other);
    report(nodePath(id), `The loop ${loop.join(', ')} has no exit: it never waits for the caller.`);
  }
}

/** A count ends its loop only when nothing else in the loop writes its variable. */
function reportSpoiltCounts(flow: FlowToCheck, report: ReportFault): void {
  for (const [id, node] of flow.nodes) {
    if (node.kind !== 'count') continue;
    for (const other of loopThrough(flow, id, ownExits)) {
      const writer = other === id ? undefined : flow.nodes.get(other);
      const writes = writer === undefined ? [] : (kindOf(writer).writes?.(writer) ?? []);
      if (!writes.some((variable) => variable.value === node.variable)) continue;
      report(
        nodePath(id),
        `The loop has no exit: "${other}" sets "${node.variable}", which is counted here.`,
      );
    }
  }
}

/** Who gave up has pressed nothing useful three times: asking once more would go round for ever. */
function reportEndlessGaveUp(flow: FlowToCheck, report: ReportFault): void {
  for (const id of reach(flow, [flow.gaveUp], ownExits)) {
    const node = flow.nodes.get(id);
    if (node === undefined || !waitsForCaller(node)) continue;
    report(
      ['flow', 'gaveUp'],
      `"${flow.gaveUp}" must lead to a queue or a hangup, but comes to "${id}", which asks again.`,
    );
  }
}
