/** What a schema cannot see of a campaign: names of packs, entries and time zones, hours that never come. */
import { IANAZone } from 'luxon';
import { reportIssues, type ReportFault } from '../config/schema-faults';
import { readYaml, type FileFault } from '../config/yaml-source';
import { campaignSchema, type Campaign } from '../contract/campaigns';

/** What a campaign asks of packs. */
export interface FlowCatalog {
  /** Variables that come with a call into this entry; 'no-pack', 'no-entry' when there is none. */
  variablesOf(pack: string, entry: string): readonly string[] | 'no-pack' | 'no-entry';
}

/** @param flows null: packs are not known here */
export function checkCampaign(campaign: Campaign, flows: FlowCatalog | null, report: ReportFault): void {
  const { flow, timeZone, timeZones, hours } = campaign;
  const zone = (path: readonly string[], name: string): void => {
    if (!IANAZone.isValidZone(name))
      report(path, `There is no time zone "${name}"; it is a name like Asia/Shanghai.`);
  };
  zone(['timeZone'], timeZone);
  for (const [prefix, name] of Object.entries(timeZones)) zone(['timeZones', prefix], name);
  const opens = [...Object.values(hours.week), ...Object.values(hours.days)];
  if (!opens.some((spans) => spans.length > 0)) report(['hours'], 'Nobody could ever be called: no hours.');
  for (const [day, spans] of Object.entries({ ...hours.week, ...hours.days }))
    spans.forEach((span, index) => {
      const before = spans[index - 1];
      const where = day in hours.days ? 'days' : 'week';
      if (before !== undefined && span.from < before.to)
        report(
          ['hours', where, day, index],
          `${span.from} is before ${before.to}, where the span before ends.`,
        );
    });
  const found = flows?.variablesOf(flow.pack, flow.entry) ?? [];
  if (found === 'no-pack') report(['flow', 'pack'], `There is no pack "${flow.pack}".`);
  if (found === 'no-entry')
    report(['flow', 'entry'], `The pack "${flow.pack}" has no entry "${flow.entry}" for outbound calls.`);
}

/** From the text of a file; all faults with their lines. */
export function readCampaign(
  text: string,
  file: string,
): { readonly campaign: Campaign | null; readonly faults: readonly FileFault[] } {
  const source = readYaml(text, file);
  const faults: FileFault[] = [...source.faults];
  const report: ReportFault = (path, message) => {
    faults.push({ file, line: source.lineOf(path), message });
  };
  const parsed = source.data === undefined ? null : campaignSchema.safeParse(source.data);
  if (parsed?.error) reportIssues(parsed.error, report, 'campaign file');
  if (parsed?.data) checkCampaign(parsed.data, null, report);
  return {
    campaign: faults.length === 0 ? (parsed?.data ?? null) : null,
    faults: faults.sort((one, other) => one.line - other.line),
  };
}
