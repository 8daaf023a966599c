#!/usr/bin/env node
// npm test: the checks, then every jest project. The last line is `N passed, N failed, N skipped`.
//   npm test -- --only unit,redis     just these projects, without the checks
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSoftphone, installDependencies, requireNode, root, step } from './lib/steps.mjs';

/**
 * Two files at a time: tests with a switch and a browser wait more than they work. What a test that failed left running
 * must not keep its process, and so the whole run, from ending.
 */
const GROUPS = [
  { projects: ['unit', 'redis', 'integration'], args: ['--maxWorkers=2', '--forceExit'] },
  { projects: ['contract', 'e2e'], args: ['--maxWorkers=2', '--forceExit'] },
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
if (!only) {
  const check = spawnSync(process.execPath, ['scripts/check.mjs'], { cwd: root, stdio: 'inherit' });
  count(check.status === 0 ? 'passed' : 'failed', 1);
}
const work = mkdtempSync(join(tmpdir(), 'kiloline-test-'));
try {
  for (const group of GROUPS) runGroup(group);
} finally {
  rmSync(work, { recursive: true, force: true });
}
if (total.passed === 0) process.stdout.write('No test ran.\n');
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

function runGroup({ projects, args }) {
  const wanted = projects.filter((name) => !only || only.includes(name));
  if (wanted.length === 0) return;
  const report = join(work, `${wanted.join('-')}.json`);
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const run = spawnSync(
    process.execPath,
    [jest, '--selectProjects', ...wanted, '--json', `--outputFile=${report}`, '--passWithNoTests', ...args],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (!existsSync(report)) return count('failed', 1);
  const result = JSON.parse(readFileSync(report, 'utf8'));
  count('passed', result.numPassedTests);
  count('failed', result.numFailedTests + result.numRuntimeErrorTestSuites);
  count('skipped', result.numPendingTests + result.numTodoTests);
  listSkipped(result);
  // A worker that died without a failing test must not look like success.
  if (run.status !== 0 && result.numFailedTests + result.numRuntimeErrorTestSuites === 0) count('failed', 1);
}

function listSkipped(result) {
  for (const suite of result.testResults) {
    for (const each of suite.assertionResults) {
      if (each.status === 'pending') process.stdout.write(`skipped: ${each.fullName}\n`);
    }
  }
}

function count(kind, many) {
  total[kind] += many;
}

function optionOf(name) {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}
