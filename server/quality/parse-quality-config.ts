import { reportIssues, type ReportFault } from '../config/schema-faults';
import { readYaml, type FileFault } from '../config/yaml-source';
import { qualityConfigSchema, type QualityConfig } from '../contract/quality-config';

export const QUALITY_FILE = 'quality.yaml';

export interface ParsedQualityConfig {
  /** null when there is any fault. */
  readonly config: QualityConfig | null;
  readonly faults: readonly FileFault[];
}

/** From YAML to a checked configuration. All faults are reported together, each with its line. */
export function parseQualityConfig(
  yaml: string,
  queueIds: readonly string[] | null = null,
): ParsedQualityConfig {
  const source = readYaml(yaml, QUALITY_FILE);
  const faults: FileFault[] = [...source.faults];
  const report: ReportFault = (path, message) =>
    faults.push({ file: QUALITY_FILE, line: source.lineOf(path), message });
  const parsed = source.data === undefined ? null : qualityConfigSchema.safeParse(source.data);
  if (parsed && !parsed.success) reportIssues(parsed.error, report, 'the configuration');
  if (parsed?.success) checkNames(parsed.data, queueIds, report);
  faults.sort((one, other) => one.line - other.line);
  return { config: faults.length === 0 ? (parsed?.data ?? null) : null, faults };
}

function checkNames(config: QualityConfig, queueIds: readonly string[] | null, report: ReportFault): void {
  const twice = (ids: readonly string[], pathOf: (nth: number) => (string | number)[]): void => {
    for (const [nth, id] of ids.entries())
      if (ids.indexOf(id) < nth) report([...pathOf(nth), 'id'], `"${id}" is there already.`);
  };
  twice(
    config.cards.map(({ id }) => id),
    (nth) => ['cards', nth],
  );
  twice(
    config.sampling.map(({ id }) => id),
    (nth) => ['sampling', nth],
  );
  for (const [nth, { sections }] of config.cards.entries()) {
    const places = sections.flatMap(({ questions }, section) =>
      questions.map(({ id }, question) => ({
        id,
        path: ['cards', nth, 'sections', section, 'questions', question],
      })),
    );
    twice(
      places.map(({ id }) => id),
      (place) => places[place]?.path ?? [],
    );
    if (sections.every(({ questions }) => questions.every(({ weight }) => weight === 0)))
      report(['cards', nth, 'sections'], 'No question has a weight: the card gives no mark.');
  }
  for (const [nth, { card, queues = [] }] of config.sampling.entries()) {
    if (!config.cards.some(({ id }) => id === card))
      report(['sampling', nth, 'card'], `There is no card "${card}".`);
    for (const [place, queueId] of queues.entries())
      if (queueIds !== null && !queueIds.includes(queueId))
        report(['sampling', nth, 'queues', place], `There is no queue "${queueId}".`);
  }
}
