/** From the text of a queues file to a checked configuration. All faults are told together, each with its line. No I/O. */
import type { ReportFault } from '../config/schema-faults';
import { readYaml, type FileFault, type YamlSource } from '../config/yaml-source';
import { queueConfigSchema, type QueueConfig } from '../contract/queue-config';
import type { RosterEntry } from './agent-roster';
import { checkCalendars } from './check-calendars';
import { checkNames } from './check-names';
import { checkPacks, type PackUse } from './check-packs';
import { checkSteps } from './check-steps';
import { readDraft } from './queue-config-draft';
import { warnOf } from './warnings';

/** What is there beside the file. What is left out is not checked. */
export interface QueueSurroundings {
  readonly people?: readonly RosterEntry[];
  readonly packs?: readonly PackUse[];
}

export interface CheckedQueueConfig {
  /** Null when there is any fault. */
  readonly config: QueueConfig | null;
  readonly faults: readonly FileFault[];
  readonly warnings: readonly FileFault[];
}

export function checkQueueConfig(
  text: string,
  file: string,
  { people, packs = [] }: QueueSurroundings = {},
): CheckedQueueConfig {
  const source = readYaml(text, file);
  const faults: FileFault[] = [...source.faults];
  const report = into(faults, source, file);
  // PostgreSQL keeps no text with it.
  if (text.includes('\0')) report([], 'The file has a character with the code 0 in it.');
  const draft = source.data === undefined ? null : readDraft(source.data, report);
  if (draft !== null) {
    checkNames(draft, people && new Set(people.map(({ agentId }) => agentId)), report);
    checkSteps(draft, report);
    checkCalendars(draft, report);
    checkPacks(draft, packs, report);
  }
  if (faults.length > 0) return { config: null, faults: faults.sort(byLine), warnings: [] };
  const config = queueConfigSchema.parse(source.data);
  const warnings: FileFault[] = [];
  const mayLogIn = people?.filter((each) => each.mayLogIn).map(({ agentId }) => agentId);
  warnOf(config, mayLogIn && new Set(mayLogIn), into(warnings, source, file));
  return { config, faults, warnings: warnings.sort(byLine) };
}

const into =
  (list: FileFault[], source: YamlSource, file: string): ReportFault =>
  (path, message) =>
    list.push({ file, line: source.lineOf(path), message });

const byLine = (a: FileFault, b: FileFault): number => a.line - b.line;
