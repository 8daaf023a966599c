import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { z } from 'zod';
import { describeFault, faultsError } from '../config/yaml-source';
import { testCallResultSchema } from '../contract/campaign-acts';
import {
  campaignViewSchema,
  explanationSchema,
  listReportSchema,
  type Campaign,
  type CampaignView,
  type DialDecision,
} from '../contract/campaigns';
import { refreshReportSchema } from '../contract/campaign-source';
import { UserError } from '../errors';
import { readCampaign } from '../outbound/check-campaign';
import { path, type Centre } from './centre';
import { line } from './output';
import { table } from './table';
import { atCentre, type Terminal } from './terminal';

/** `kiloline campaign …`: `check` works on a file alone; the others need a running centre. */
export const campaignCommands = (terminal: Terminal): Command =>
  new Command('campaign')
    .description(
      'whom the centre calls by itself: campaigns, their lists, and why somebody was or was not called',
    )
    .addCommand(checkCommand(terminal))
    .addCommand(saveCommand(terminal))
    .addCommand(listCommand(terminal))
    .addCommand(importCommand(terminal))
    .addCommand(refreshCommand(terminal))
    .addCommand(stateCommand(terminal, 'start', 'begins to call, or goes on'))
    .addCommand(stateCommand(terminal, 'pause', 'calls nobody any more until it is started again'))
    .addCommand(stateCommand(terminal, 'finish', 'ends a campaign'))
    .addCommand(copyCommand(terminal))
    .addCommand(testCallCommand(terminal))
    .addCommand(explainCommand(terminal))
    .addCommand(diallingCommand(terminal, 'stop', 'emergency stop: ends what rings, and nothing is dialled'))
    .addCommand(diallingCommand(terminal, 'resume', 'ends an emergency stop'));

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UserError('validation-failed', `The file ${file} cannot be read.`, { cause });
  }
}

/** @throws UserError with every fault and its line */
function campaignIn(file: string): Campaign {
  const { campaign, faults } = readCampaign(readText(file), file);
  if (campaign === null) throw faultsError('This is no campaign', faults);
  return campaign;
}

const checkCommand = (terminal: Terminal): Command =>
  new Command('check')
    .description('every fault of a campaign file, with its line')
    .argument('<file>', 'YAML')
    .action((file: string) => {
      const { faults } = readCampaign(readText(file), file);
      for (const fault of faults) line(terminal.output, describeFault(fault));
      if (faults.length > 0) terminal.fail();
      else line(terminal.output, 'No faults.');
    });

const allViews = (centre: Centre): Promise<CampaignView[]> =>
  centre.ask(z.array(campaignViewSchema), { method: 'GET', path: '/campaigns' });

const saveCommand = (terminal: Terminal): Command =>
  new Command('save')
    .description(
      'makes a campaign of the file, or changes the one of that name; a change counts from the next call on',
    )
    .argument('<file>', 'YAML')
    .action((file: string) =>
      atCentre(terminal, async (centre) => {
        const campaign = campaignIn(file);
        const { campaignId } = campaign;
        const known = (await allViews(centre)).find((view) => view.campaign.campaignId === campaignId);
        const view = await centre.ask(campaignViewSchema, {
          ...{ method: 'PUT', path: path`/campaigns/${campaignId}` },
          json: { campaign, ...(known ? { version: known.version } : {}) },
        });
        line(terminal.output, `${campaignId} is version ${view.version}, ${view.state}.`);
        for (const warning of view.warnings) line(terminal.output, `${warning} (warning)`);
      }),
    );

const listCommand = (terminal: Terminal): Command =>
  new Command('list').description('campaigns and how they stand').action(() =>
    atCentre(terminal, async (centre) => {
      const rows = (await allViews(centre)).map(({ campaign, state, stopped, progress }) => [
        ...[campaign.campaignId, stopped ? `${state}, stopped` : state, String(progress.contacts)],
        ...[progress.open, progress.dialing, progress.done, progress.reached, progress.attempts].map(String),
      ]);
      const headings = ['campaign', 'state', 'contacts', 'open', 'calling', 'done', 'reached', 'calls'];
      table(terminal.output, [headings, ...rows]);
    }),
  );

const importCommand = (terminal: Terminal): Command =>
  new Command('import')
    .description('adds a list: all of it, or nothing and every faulty line')
    .argument('<campaign>')
    .argument('<file>', 'CSV; its first row names the columns, number among them')
    .option('--dry-run', 'say what would be done')
    .action((campaign: string, file: string, flags: { readonly dryRun?: boolean }) =>
      atCentre(terminal, async (centre) => {
        const report = await centre.ask(listReportSchema, {
          ...{ method: 'POST', path: path`/campaigns/${campaign}/contacts` },
          json: { csv: readText(file), dryRun: flags.dryRun === true },
        });
        for (const fault of report.faults)
          line(terminal.output, `${file}:${fault.line}: ${fault.field} ${fault.message}`);
        if (report.faults.length > 0) terminal.fail();
        line(terminal.output, `${report.added} added, ${report.repeated} there before.`);
      }),
    );

const refreshCommand = (terminal: Terminal): Command =>
  new Command('refresh')
    .description('reads a campaign’s source now: adds who is new, closes who has paid')
    .argument('<campaign>')
    .action((campaign: string) =>
      atCentre(terminal, async (centre) => {
        const report = await centre.ask(refreshReportSchema, {
          ...{ method: 'POST', path: path`/campaigns/${campaign}/refresh` },
        });
        const { found, added, unusable, closed, kept, again, broken } = report;
        line(
          terminal.output,
          `${found} found: ${added} added, ${unusable} without a number that can be called.`,
        );
        line(
          terminal.output,
          `${closed} closed; promises: ${kept} kept, ${again} called again, ${broken} broken.`,
        );
      }),
    );

const stateCommand = (terminal: Terminal, action: 'start' | 'pause' | 'finish', words: string): Command =>
  new Command(action)
    .description(words)
    .argument('<campaign>')
    .action((campaign: string) =>
      atCentre(terminal, async (centre) => {
        const view = await centre.ask(campaignViewSchema, {
          ...{ method: 'POST', path: path`/campaigns/${campaign}/state`, json: { action } },
        });
        line(terminal.output, `${campaign} is ${view.state}.`);
      }),
    );

const copyCommand = (terminal: Terminal): Command =>
  new Command('copy')
    .description('a draft with everything of another campaign, but its list')
    .argument('<campaign>')
    .argument('<new>', 'its id')
    .option('--name <name>', 'what it is called; left out: its id')
    .action((campaign: string, campaignId: string, { name = campaignId }: { readonly name?: string }) =>
      atCentre(terminal, async (centre) => {
        const view = await centre.ask(campaignViewSchema, {
          ...{ method: 'POST', path: path`/campaigns/${campaign}/copy`, json: { campaignId, name } },
        });
        line(terminal.output, `${campaignId} is ${view.state}, without a list.`);
      }),
    );

const testCallCommand = (terminal: Terminal): Command =>
  new Command('test-call')
    .description('calls one number now, to hear the flow; it counts nowhere')
    .argument('<campaign>')
    .argument('<number>')
    .argument('[variables...]', 'what the flow speaks of: amount=3850 dueDate=2026-12-15')
    .action((campaign: string, number: string, given: string[]) =>
      atCentre(terminal, async (centre) => {
        const { callId, refused } = await centre.ask(testCallResultSchema, {
          ...{ method: 'POST', path: path`/campaigns/${campaign}/test-call` },
          json: { number, variables: Object.fromEntries(given.map(variableIn)) },
        });
        if (refused !== null) terminal.fail();
        line(terminal.output, refused === null ? `Calling: ${callId}.` : `Not called: ${refused}.`);
      }),
    );

function variableIn(written: string): [string, string] {
  const equals = written.indexOf('=');
  if (equals > 0) return [written.slice(0, equals), written.slice(equals + 1)];
  throw new UserError('validation-failed', `"${written}" is no variable: it is written name=value.`);
}

const explainCommand = (terminal: Terminal): Command =>
  new Command('explain')
    .description('why was, or was not, this number called?')
    .argument('<number>')
    .action((number: string) =>
      atCentre(terminal, async (centre) => {
        const found = await centre.ask(explanationSchema, {
          ...{ method: 'GET', path: '/dial-decisions', query: { number } },
        });
        line(terminal.output, found.number);
        for (const { kind, value, reason, by } of found.doNotCall)
          line(terminal.output, `on the do-not-call list by its ${kind} ${value}: ${reason} (${by})`);
        for (const decision of found.decisions) line(terminal.output, told(decision));
        if (found.decisions.length === 0) line(terminal.output, 'No campaign has decided about it.');
      }),
    );

/** ', machine answered (beep after 2.4 s)' */
const heardOf = (answerer: DialDecision['answerer']): string =>
  answerer === null
    ? ''
    : `, ${answerer.answerer} answered (${answerer.reason} after ${(answerer.atMs / 1000).toFixed(1)} s)`;

function told(decided: DialDecision): string {
  const { at, campaignId, decision, rule, evidence, result, sipStatus, until, answerer } = decided;
  const status = sipStatus === null ? '' : ` (SIP ${sipStatus})`;
  const what =
    decision === 'dialled'
      ? `called: ${result ?? 'on the telephone'}${status}${heardOf(answerer)}`
      : `not called, by the rule ${rule}${until === null ? '' : `, until ${until}`}`;
  return `${at} ${campaignId}: ${what} ${JSON.stringify(evidence)}`;
}

const diallingCommand = (terminal: Terminal, what: 'stop' | 'resume', words: string): Command =>
  new Command(what)
    .description(words)
    .argument('[campaign]', 'left out: all campaigns')
    .action((campaign?: string) =>
      atCentre(terminal, async (centre) => {
        const campaignId = campaign ?? null;
        await centre.tell({ method: 'POST', path: `/dialling/${what}`, json: { campaignId } });
        line(terminal.output, what === 'stop' ? 'Nothing is dialled any more.' : 'Campaigns dial again.');
      }),
    );
