/** What a schema cannot see of a campaign: names of packs, entries and time zones, hours that never come. */
import { reportIssues, type ReportFault } from '../config/schema-faults';
import { readYaml, type FileFault } from '../config/yaml-source';
import type { CampaignFlow } from '../contract/campaign-acts';
import { campaignSchema, type Campaign } from '../contract/campaigns';
import { isAgents } from './agent-campaigns.service';
import { isGiven } from './given-variables';
import { isPaced } from './paced/observe';
import { sourceVariables } from './sources/contact-source';
import { checkHours, checkTimeZone } from '../scheduling/check-calendar';

/** What a campaign asks of packs. */
export interface FlowCatalog {
  /** What calls may begin with. */
  flows(): readonly CampaignFlow[];
  /** Variables that come with a call into this entry; 'no-pack', 'no-entry' when there is none. */
  variablesOf(pack: string, entry: string): readonly string[] | 'no-pack' | 'no-entry';
}

/** What the server has, besides the campaign itself. */
export interface Surroundings {
  readonly flows: Pick<FlowCatalog, 'variablesOf'>;
  readonly orderTypes: readonly string[];
}

/** @param around null: nothing but the file is known here */
export function checkCampaign(campaign: Campaign, around: Surroundings | null, report: ReportFault): void {
  const { flow, timeZone, timeZones, hours, mode, queue, marks } = campaign;
  if (mode !== 'automatic' && queue === null) report(['queue'], `Whose agents speak? ${mode} needs a queue.`);
  checkAnswerer(campaign, around?.flows ?? null, report);
  checkMarks(marks, around?.orderTypes ?? null, report);
  checkTimeZone(timeZone, ['timeZone'], report);
  for (const [prefix, name] of Object.entries(timeZones)) checkTimeZone(name, ['timeZones', prefix], report);
  checkHours(hours, ['hours'], 'Nobody could ever be called: no hours.', report);
  checkSource(campaign, report);
  const found = around?.flows.variablesOf(flow.pack, flow.entry) ?? null;
  if (found === 'no-pack') report(['flow', 'pack'], `There is no pack "${flow.pack}".`);
  if (found === 'no-entry')
    report(['flow', 'entry'], `The pack "${flow.pack}" has no entry "${flow.entry}" for outbound calls.`);
  if (found !== null && typeof found !== 'string') checkVariables(campaign, found, report);
}

/** Of the queues as they are now; null: there is no such queue. */
export type QueueLookup = (queueId: string) => { readonly autoAnswer: boolean } | null;

/** What a campaign will not do well, and may mean all the same. */
export function warningsOf(campaign: Campaign, queueOf: QueueLookup): string[] {
  const { queue, pacing } = campaign;
  if (queue === null || !isPaced(campaign)) return [];
  const found = queueOf(queue);
  if (found === null) return [`There is no queue "${queue}" any more.`];
  return found.autoAnswer
    ? []
    : [
        `Telephones of the queue "${queue}" ring: whoever does not answer within ${pacing.agentWithinS} s loses the person who was called. Its calls should answer themselves (autoAnswer).`,
      ];
}

function checkSource({ source, promise }: Campaign, report: ReportFault): void {
  if (promise !== null && source?.kind !== 'unpaid')
    report(['promise'], 'Whether a promise was kept is known only of a source of unpaid bills.');
}

/** The entry for machines gets the values of the campaign's own entry, and no others. */
function checkAnswerer(
  { answerer: { detect, machineHears }, mode, flow }: Campaign,
  flows: Surroundings['flows'] | null,
  report: ReportFault,
): void {
  if (detect && isAgents(mode))
    report(['answerer', 'detect'], `With ${mode} it is the agent who hears who answers.`);
  if (machineHears === null) return;
  if (!detect) report(['answerer', 'machineHears'], 'Nobody listens for machines: detect is off.');
  if (flows === null) return;
  const found = flows.variablesOf(flow.pack, machineHears);
  const known = flows.variablesOf(flow.pack, flow.entry);
  if (typeof found === 'string')
    return report(['answerer', 'machineHears'], `The pack "${flow.pack}" has no entry "${machineHears}".`);
  const missing = found.filter((name) => !isGiven(name) && !(Array.isArray(known) && known.includes(name)));
  if (missing.length > 0)
    report(
      ['answerer', 'machineHears'],
      `The entry "${machineHears}" speaks of ${missing.join(', ')}, and "${flow.entry}" does not.`,
    );
}

/** What the flow speaks of must be in every line; with a pace it must go to the campaign's queue. */
function checkVariables(campaign: Campaign, asked: readonly string[], report: ReportFault): void {
  const { source, flow, mode } = campaign;
  if (isPaced(campaign) && !asked.includes('campaignQueue'))
    report(
      ['flow', 'entry'],
      `${mode} puts whoever answers through to its queue at once: the entry has to take "campaignQueue", as "agent" of the pack "outbound" does.`,
    );
  if (source === null) return;
  const missing = asked.filter((name) => !isGiven(name) && !sourceVariables[source.kind].includes(name));
  if (missing.length > 0)
    report(
      ['source', 'kind'],
      `The entry "${flow.entry}" speaks of ${missing.join(', ')}, and ${source.kind} does not know that.`,
    );
}

function checkMarks(
  marks: Campaign['marks'],
  orderTypes: readonly string[] | null,
  report: ReportFault,
): void {
  for (const [index, { mark, workOrder }] of marks.entries()) {
    if (marks.findIndex((each) => each.mark === mark) < index)
      report(['marks', index, 'mark'], `"${mark}" is there twice.`);
    if (workOrder !== null && orderTypes?.includes(workOrder) === false)
      report(['marks', index, 'workOrder'], `There is no work-order type "${workOrder}".`);
  }
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
