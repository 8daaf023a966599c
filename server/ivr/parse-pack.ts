/** From the text of pack.yaml to a checked pack. All faults are reported together, each with its line. No I/O. */
import { reportIssues } from '../config/schema-faults';
import { readYaml, type YamlSource } from '../config/yaml-source';
import type { TicketFields } from './check-answers';
import { checkAnswers } from './check-answers';
import { checkFlow } from './check-flow';
import { checkProofs } from './check-proofs';
import type { HasSound } from './check-prompts';
import { checkPrompts } from './check-prompts';
import { checkVariables } from './check-variables';
import type { Pack, PackFrame } from './flow';
import { packFrameSchema } from './flow';
import type { FlowNode } from './nodes';
import { nodeSchema } from './nodes';
import type { PackFault, ReportFault } from './pack-fault';
import type { ServiceSpec } from './services';

export interface PackChecks {
  /** The queues there are; left out when they are not known yet. */
  readonly queues?: readonly string[];
  /** What flows may ask; likewise. */
  readonly services?: readonly ServiceSpec[];
  /** Types of work orders, with the fields they have; likewise. */
  readonly ticketTypes?: Readonly<Record<string, TicketFields>>;
  /** What can be sent by fax; likewise. */
  readonly faxItems?: readonly string[];
  readonly hasSound?: HasSound;
}

export interface ParsedPack {
  /** Null when there is any fault. */
  readonly pack: Pack | null;
  readonly faults: readonly PackFault[];
}

export function parsePack(text: string, file: string, checks: PackChecks = {}): ParsedPack {
  const source = readYaml(text, file);
  const faults: PackFault[] = [...source.faults];
  const report: ReportFault = (path, message) => faults.push({ file, line: source.lineOf(path), message });
  const pack = source.data === undefined ? null : checkData(source, checks, report);
  faults.sort((a, b) => a.line - b.line);
  return { pack: faults.length === 0 ? pack : null, faults };
}

function checkData({ data, faults }: YamlSource, checks: PackChecks, report: ReportFault): Pack | null {
  const frame = packFrameSchema.safeParse(data);
  if (!frame.success) reportIssues(frame.error, report, 'pack');
  const rawNodes = frame.success ? frame.data.flow.nodes : nodesOf(data);
  const { nodes, brokenNodes } = parseNodes(rawNodes, report);
  reportUnknownQueues(nodes, checks.queues, report);
  // Without its frame the flow's start and prompts are unknown: the checks that need them wait for the next try.
  if (!frame.success) return null;
  const { start, gaveUp, entries, titles } = frame.data.flow;
  const flow = { start, gaveUp, entries, titles, nodes, brokenNodes, isComplete: faults.length === 0 };
  checkFlow(flow, report);
  checkAnswers(nodes, checks, report);
  // What seems to be missing may stand in a part that could not be read: nothing is said about it until all is read.
  if (flow.isComplete && brokenNodes.size === 0) {
    const specs = checks.services && new Map(checks.services.map((spec) => [spec.name, spec]));
    checkVariables(flow, specs, report);
    if (specs !== undefined) checkProofs(flow, specs, report);
  }
  checkPrompts(frame.data, nodes, checks.hasSound, report);
  return packOf(frame.data, nodes);
}

const packOf = (frame: PackFrame, nodes: ReadonlyMap<string, FlowNode>): Pack => ({
  ...frame,
  flow: { ...frame.flow, nodes: Object.fromEntries(nodes) },
});

/** The nodes of a file whose frame is faulty, so that their own faults are reported with it. */
function nodesOf(data: unknown): Record<string, unknown> {
  const flow = isRecord(data) ? data['flow'] : undefined;
  const nodes = isRecord(flow) ? flow['nodes'] : undefined;
  return isRecord(nodes) ? nodes : {};
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function parseNodes(
  raw: Readonly<Record<string, unknown>>,
  report: ReportFault,
): { nodes: Map<string, FlowNode>; brokenNodes: Set<string> } {
  const nodes = new Map<string, FlowNode>();
  const brokenNodes = new Set<string>();
  for (const [id, value] of Object.entries(raw)) {
    const node = nodeSchema.safeParse(value);
    if (node.success) {
      nodes.set(id, node.data);
    } else {
      brokenNodes.add(id);
      reportIssues(node.error, report, 'pack', ['flow', 'nodes', id]);
    }
  }
  return { nodes, brokenNodes };
}

function reportUnknownQueues(
  nodes: ReadonlyMap<string, FlowNode>,
  queues: readonly string[] | undefined,
  report: ReportFault,
): void {
  if (queues === undefined) return;
  for (const [id, node] of nodes) {
    if (node.kind !== 'queue' && node.kind !== 'callback') continue;
    if (typeof node.queue !== 'string' || queues.includes(node.queue)) continue;
    report(['flow', 'nodes', id, 'queue'], `There is no queue "${node.queue}".`);
  }
}
