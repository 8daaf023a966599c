#!/usr/bin/env node
// The admin's command, `npx kiloline …`: runs server/cli, which is TypeScript.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { root } from './lib/steps.mjs';

const tsx = createRequire(join(root, 'package.json')).resolve('tsx');
const main = join(root, 'server', 'cli', 'main.ts');
const result = spawnSync(
  process.execPath,
  ['--import', pathToFileURL(tsx).href, main, ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') } },
);
process.exit(result.status ?? 1);
