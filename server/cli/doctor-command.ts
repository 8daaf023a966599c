import { Command } from 'commander';
import { examine, type Finding, type Section, type Verdict } from '../doctor';
import { line } from './output';
import type { Terminal } from './terminal';

const SIGNS: Readonly<Record<Verdict, string>> = { ok: '✓', note: '·', warn: '!', fail: '✗' };

/** `kiloline doctor`, on the machine of the server and with its environment. */
export const doctorCommand = (terminal: Terminal): Command =>
  new Command('doctor')
    .description('examines this installation and says what to do; fails when something keeps it from serving')
    .option('--json', 'for machines')
    .action(async ({ json }: { json?: true }) => {
      const sections = await examine();
      if (json) line(terminal.output, JSON.stringify(sections, null, 2));
      else for (const text of report(sections)) line(terminal.output, text);
      if (count(sections, 'fail') > 0) terminal.fail();
    });

export function report(sections: readonly Section[]): readonly string[] {
  const width = Math.max(...sections.flatMap(({ findings }) => findings.map(({ about }) => about.length)));
  return [
    ...sections.flatMap(({ name, findings }) => [
      name,
      ...findings.flatMap((finding) => linesOf(finding, width)),
      '',
    ]),
    summary(count(sections, 'fail'), count(sections, 'warn')),
  ];
}

function linesOf({ about, verdict, found, todo }: Finding, width: number): readonly string[] {
  const indent = ' '.repeat(width + 6);
  const [first = '', ...more] = found.split('\n');
  return [
    `  ${SIGNS[verdict]} ${about.padEnd(width)}  ${first}`,
    ...more.map((text) => `${indent}${text.trim()}`),
    ...(todo === undefined ? [] : [`${indent}→ ${todo}`]),
  ];
}

const count = (sections: readonly Section[], verdict: Verdict): number =>
  sections.flatMap(({ findings }) => findings).filter((finding) => finding.verdict === verdict).length;

function summary(fails: number, warnings: number): string {
  if (fails === 0 && warnings === 0) return 'Nothing is wrong.';
  const told = [
    ...(fails > 0 ? [`${fails} ${fails === 1 ? 'thing keeps' : 'things keep'} it from serving`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`] : []),
  ];
  return `${told.join(', ')}.`;
}
