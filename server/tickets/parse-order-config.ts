/** From the text of work-orders.yaml to a checked configuration: every fault at once, each with its line. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { reportIssues, type ReportFault } from '../config/schema-faults';
import { faultsError, readYaml, type FaultPath, type FileFault } from '../config/yaml-source';
import { orderConfigSchema, type OrderConfig } from './order-config';

export interface ParsedOrderConfig {
  /** null when there is any fault. */
  readonly config: OrderConfig | null;
  readonly faults: readonly FileFault[];
}

export const ORDER_CONFIG_FILE = 'work-orders.yaml';

export function parseOrderConfig(text: string, file: string): ParsedOrderConfig {
  const source = readYaml(text, file);
  const faults: FileFault[] = [...source.faults];
  const report: ReportFault = (path, message) => faults.push({ file, line: source.lineOf(path), message });
  const parsed = orderConfigSchema.safeParse(source.data);
  if (parsed.success)
    checkReferences(parsed.data, (path, message) => report(path, `${path.join('.')}: ${message}`));
  else if (source.data !== undefined) reportIssues(parsed.error, report, 'work orders');
  faults.sort((a, b) => a.line - b.line);
  return { config: parsed.success && faults.length === 0 ? parsed.data : null, faults };
}

/** null when the pack has no work orders. @throws UserError 'validation-failed' that lists every fault */
export function loadOrderConfig(packDirectory: string): OrderConfig | null {
  const path = join(packDirectory, ORDER_CONFIG_FILE);
  if (!existsSync(path)) return null;
  const { config, faults } = parseOrderConfig(readFileSync(path, 'utf8'), relative(process.cwd(), path));
  if (config) return config;
  throw faultsError('The work orders cannot be used', faults);
}

function checkReferences(config: OrderConfig, report: (path: FaultPath, message: string) => void): void {
  const { desks, calendars, types, returnCallType } = config;
  const needsDesk = (desk: string | undefined, path: FaultPath): void => {
    if (desk !== undefined && !(desk in desks)) report(path, `there is no desk "${desk}".`);
  };
  if (returnCallType !== undefined && !(returnCallType in types))
    report(['returnCallType'], `there is no type "${returnCallType}".`);
  for (const [name, type] of Object.entries(types)) {
    const at = ['types', name] as const;
    type.stages.forEach((stage, index) => needsDesk(stage.desk, [...at, 'stages', index, 'desk']));
    type.escalation.forEach((step, index) => needsDesk(step.desk, [...at, 'escalation', index, 'desk']));
    if (!(type.calendar in calendars))
      report([...at, 'calendar'], `there is no calendar "${type.calendar}".`);
    if (!type.breachReturnCall) continue;
    if (returnCallType === undefined) report([...at, 'breachReturnCall'], 'needs a returnCallType above.');
    else if (returnCallType === name)
      report([...at, 'breachReturnCall'], 'a return call that is late would make another for ever.');
  }
}
