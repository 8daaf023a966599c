/** The checks of what a flow asks: the service exists, gets what it needs, and every answer of it leads somewhere. */
import { everyTicketsFields } from './known-services';
import type { FlowNode } from './nodes';
import { kindOf } from './nodes';
import type { Asking } from './nodes/node-kind';
import type { ReportFault } from './pack-fault';
import { nodePath } from './pack-fault';
import type { ServiceSpec } from './services';

/** The fields of a type of work order that a flow may fill in, beside those every order has. */
export interface TicketFields {
  readonly fields: readonly string[];
  readonly required: readonly string[];
}

interface AnswerChecks {
  readonly services?: readonly ServiceSpec[];
  readonly ticketTypes?: Readonly<Record<string, TicketFields>>;
  readonly faxItems?: readonly string[];
}

export function checkAnswers(
  nodes: ReadonlyMap<string, FlowNode>,
  { services, ticketTypes, faxItems }: AnswerChecks,
  report: ReportFault,
): void {
  for (const [id, node] of nodes) {
    const here: ReportFault = (path, message) => report(nodePath(id, ...path), message);
    const asking = kindOf(node).asks?.(node);
    if (services !== undefined && asking) checkAsking(asking, services, here);
    if (ticketTypes !== undefined && node.kind === 'ticket') checkTicket(node, ticketTypes, here);
    if (faxItems !== undefined && node.kind === 'fax') checkFax(node, faxItems, here);
  }
}

/** Can happen to every service. */
const AWAY = 'away';

function checkAsking(asking: Asking, services: readonly ServiceSpec[], report: ReportFault): void {
  const { service: name, path } = asking;
  const spec = services.find((service) => service.name === name);
  if (spec === undefined) {
    report(path, `There is no service "${name}".`);
    return;
  }
  checkInputs(asking, spec, report);
  const outcomes = new Set([...spec.outcomes, AWAY]);
  for (const outcome of asking.outcomes) {
    if (!outcomes.has(outcome.value)) report(outcome.path, `"${name}" never answers "${outcome.value}".`);
    outcomes.delete(outcome.value);
  }
  for (const outcome of outcomes)
    report(path, `Nothing is said about the outcome "${outcome}" of "${name}".`);
  for (const output of asking.renames ?? []) {
    if (!Object.hasOwn(spec.outputs, output.value))
      report(output.path, `"${name}" has no output "${output.value}".`);
  }
}

function checkInputs({ inputs, ownInputs = [], path }: Asking, spec: ServiceSpec, report: ReportFault): void {
  for (const [input, reference] of Object.entries(inputs)) {
    if (!Object.hasOwn(spec.inputs, input) && spec.openInputs !== true)
      report(reference.path, `"${spec.name}" has no input "${input}".`);
  }
  for (const [input, { optional }] of Object.entries(spec.inputs)) {
    if (optional === true || Object.hasOwn(inputs, input) || ownInputs.includes(input)) continue;
    report(path, `"${spec.name}" needs the input "${input}".`);
  }
}

type NodeOf<Kind extends FlowNode['kind']> = Extract<FlowNode, { kind: Kind }>;

function checkTicket(
  node: NodeOf<'ticket'>,
  types: Readonly<Record<string, TicketFields>>,
  report: ReportFault,
): void {
  const type = Object.hasOwn(types, node.type) ? types[node.type] : undefined;
  if (type === undefined) {
    report(['type'], `There is no type of work order "${node.type}".`);
    return;
  }
  for (const field of Object.keys(node.fields)) {
    if (![...everyTicketsFields, ...type.fields].includes(field))
      report(['fields', field], `A "${node.type}" has no field "${field}".`);
  }
  for (const field of type.required) {
    if (!Object.hasOwn(node.fields, field)) report(['type'], `A "${node.type}" needs the field "${field}".`);
  }
}

function checkFax(node: NodeOf<'fax'>, items: readonly string[], report: ReportFault): void {
  if (typeof node.item === 'string' || items.includes(node.item.value)) return;
  report(['item'], `There is nothing to be sent by fax under "${node.item.value}".`);
}
