// One run of jest over some projects, and what came of it. A file that failed is run once more from its beginning, alone on
// the machine: real switches, browsers and databases on a busy machine go wrong now and then. Both outcomes are printed,
// so that it is seen; a fault that is there each time fails as ever.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './steps.mjs';

/** With more than so many files gone wrong it is not chance. */
const AGAIN_AT_MOST = 12;
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
let running = null;
let isInterrupted = false;

for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    isInterrupted = true;
    if (running === null) process.exit(1);
    running.kill(signal);
  });

/**
 * @param reports a directory of the caller's
 * @returns {Promise<{ suites: object[], unsteady: object[] }>} jest's results by file; those that failed only at first, as they were then
 */
export async function runGroup({ projects, args, reports }) {
  const select = ['--selectProjects', ...projects, '--passWithNoTests', '--forceExit'];
  const first = await run([...select, ...args], join(reports, `${projects.join('-')}.json`));
  const failed = first.filter(isFailed);
  const known = failed.filter(({ name }) => name !== null);
  if (known.length === 0 || known.length > AGAIN_AT_MOST) return { suites: first, unsteady: [] };
  const names = known.map(({ name }) => name);
  process.stderr.write(`\nOnce more, one at a time: ${names.map(short).join(', ')}\n\n`);
  const again = await run(
    [...select, '--maxWorkers=1', '--runTestsByPath', ...names],
    join(reports, `${projects.join('-')}-again.json`),
  );
  const seen = new Map(again.map((suite) => [suite.name, suite]));
  return {
    suites: first.map((suite) => seen.get(suite.name) ?? suite),
    unsteady: known.filter(({ name }) => seen.has(name) && !isFailed(seen.get(name))),
  };
}

/** A file that could not even be run has no failed test. */
export const isFailed = ({ status }) => status === 'failed';

export const short = (name) => relative(root, name);

async function run(args, report) {
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] };
  running = spawn(process.execPath, [jest, '--json', `--outputFile=${report}`, ...args], options);
  const status = await new Promise((resolve) => running.once('close', resolve));
  running = null;
  if (isInterrupted) process.exit(1);
  if (!existsSync(report)) return [broken('jest ended without a report')];
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  // A worker that died without a failing test must not look like success.
  if (status !== 0 && !testResults.some(isFailed)) testResults.push(broken(`jest ended with ${status}`));
  return testResults;
}

const broken = (message) => ({ name: null, status: 'failed', message, assertionResults: [] });
