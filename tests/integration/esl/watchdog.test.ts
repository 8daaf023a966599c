import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

/** Runs a script in a process of its own. @returns how it ended */
async function run(script: string): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  const code = `const { startWatchdog } = require('${join(root, 'server/esl/watchdog.ts')}');\n${script}`;
  const child = spawn(process.execPath, ['--require', 'tsx/cjs', '-e', code], {
    cwd: root,
    stdio: 'ignore',
  });
  const [exit, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return { code: exit, signal };
}

describe('the watchdog of the event loop', () => {
  it('kills a process that has stopped reading', async () => {
    const stalled = `startWatchdog(400); setTimeout(() => { for (;;); }, 100);`;
    expect(await run(stalled)).toEqual({ code: null, signal: 'SIGKILL' });
  }, 20_000);

  it('leaves alone one that is only busy now and then, and keeps nobody alive', async () => {
    const busy = `
      startWatchdog(1000);
      let turns = 0;
      const timer = setInterval(() => {
        const until = Date.now() + 150; while (Date.now() < until);
        if (++turns === 10) clearInterval(timer);
      }, 50);`;
    expect(await run(busy)).toEqual({ code: 0, signal: null });
  }, 20_000);

  it('can be stopped', async () => {
    const stopped = `startWatchdog(200).stop(); setTimeout(() => { const until = Date.now() + 800; while (Date.now() < until); }, 100);`;
    expect(await run(stopped)).toEqual({ code: 0, signal: null });
  }, 20_000);
});
