#!/usr/bin/env node
// npm test: the checks, then every jest project. The last line is `N passed, N failed, N skipped`; what failed is said right before it.
//   npm test -- --only unit,redis     just these projects, without the checks
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { isFailed, runGroup, short } from './lib/jest-group.mjs';
import { buildSoftphone, installDependencies, requireNode, root, step } from './lib/steps.mjs';

/** Two files at a time: tests with a switch and a browser wait more than they work. */
const GROUPS = [
  ['unit', 'redis', 'integration'],
  ['contract', 'e2e'],
];

requireNode();
const only = optionOf('--only')?.split(',');
step('packages', installDependencies);
spawnSync(process.execPath, ['--import', 'tsx', 'scripts/install-test-tools.ts'], {
  cwd: root,
  stdio: 'inherit',
});
step('desk', buildSoftphone);

const total = { passed: 0, failed: 0, skipped: 0 };
const said = { skipped: [], unsteady: [], failed: [] };
if (!only) {
  const check = spawnSync(process.execPath, ['scripts/check.mjs'], { cwd: root, stdio: 'inherit' });
  total[check.status === 0 ? 'passed' : 'failed'] += 1;
  if (check.status !== 0) said.failed.push('the checks: npm run check');
}
const reports = mkdtempSync(join(tmpdir(), 'kiloline-test-'));
process.once('exit', () => rmSync(reports, { recursive: true, force: true }));
for (const group of GROUPS) {
  const projects = group.filter((name) => !only || only.includes(name));
  if (projects.length === 0) continue;
  const { suites, unsteady } = await runGroup({ projects, args: ['--maxWorkers=2'], reports });
  for (const suite of suites) add(suite);
  for (const suite of unsteady) said.unsteady.push(...faultsOf(suite));
}
for (const text of said.skipped) process.stdout.write(`skipped: ${text}\n`);
for (const text of said.unsteady) process.stdout.write(`\nfailed at first, passed when run again: ${text}\n`);
for (const text of said.failed) process.stdout.write(`\nfailed: ${text}\n`);
if (total.passed === 0) process.stdout.write('No test ran.\n');
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

function add(suite) {
  const of = (...states) => suite.assertionResults.filter(({ status }) => states.includes(status)).length;
  const skipped = of('pending', 'todo');
  const failed = of('failed');
  total.passed += of('passed');
  total.failed += failed === 0 && isFailed(suite) ? 1 : failed;
  total.skipped += skipped;
  if (skipped > 0) said.skipped.push(`${skipped} of ${short(suite.name)}`);
  if (isFailed(suite)) said.failed.push(...faultsOf(suite));
}

/** Each with how it began: the whole is above, where it happened. */
function faultsOf({ name, message, assertionResults }) {
  const file = name === null ? 'jest' : short(name);
  const faults = assertionResults.filter(isFailed);
  if (faults.length === 0) return [`${file}\n${beginningOf(message)}`];
  return faults.map(
    ({ fullName, failureMessages }) => `${file} › ${fullName}\n${beginningOf(failureMessages[0] ?? '')}`,
  );
}

function beginningOf(message) {
  const lines = stripVTControlCharacters(message).split('\n');
  const telling = lines.filter((line) => line.trim() !== '' && !/^\s+at /.test(line)).slice(0, 6);
  const [where] = lines.filter((line) => /^\s+at .*\btests\//.test(line));
  return [...telling, ...(where ? [where] : [])].map((line) => `    ${line.trim().slice(0, 160)}`).join('\n');
}

function optionOf(name) {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}
