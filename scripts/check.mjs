#!/usr/bin/env node
// npm run check: format, types, lint with directions and cycles, unused code. The same command locally and in CI.
import { spawnSync } from 'node:child_process';
import { installDependencies, requireNode, root, step } from './lib/steps.mjs';

const CHECKS = [
  ['format', ['prettier', '--check', '--log-level', 'warn', '.']],
  ['types of the server', ['tsc', '-p', 'tsconfig.json']],
  ['types of the tests', ['tsc', '-p', 'tests/tsconfig.json']],
  ['types of the desk', ['tsc', '-p', 'softphone/tsconfig.json', '--noEmit']],
  ['lint, directions, cycles', ['eslint', '--max-warnings', '0', '.']],
  ['unused code', ['knip', '--no-progress']],
];

requireNode();
step('packages', installDependencies);
let failed = 0;
for (const [name, [tool, ...args]] of CHECKS) {
  step(name, () => {
    const run = spawnSync('npx', ['--no-install', tool, ...args], { cwd: root, encoding: 'utf8' });
    if (run.status === 0) return 'clean';
    failed += 1;
    return `FAILED\n${run.stdout}${run.stderr}`;
  });
}
process.exit(failed === 0 ? 0 : 1);
