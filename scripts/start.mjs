#!/usr/bin/env node
// npm start: installs what is missing, builds the desk, then runs the server, which brings its own
// PostgreSQL, Redis and switch unless it is told of others. Arguments go to the server (--port 3000).
import { spawn } from 'node:child_process';
import { buildSoftphone, installDependencies, requireNode, root, step } from './lib/steps.mjs';

requireNode();
process.stdout.write('Kiloline is starting\n');
step('packages', installDependencies);
step('desk', buildSoftphone);

const server = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => server.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
server.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
