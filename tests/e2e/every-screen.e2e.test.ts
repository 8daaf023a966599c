import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { requirement, requires } from '../support/requirements';

jest.setTimeout(400_000);

/** A screen is drawn, looked at and judged in a second or two where nothing else runs. */
const LIMIT_MS = 380_000;
const ROOT = resolve(__dirname, '..', '..');
const tsx = join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');

/** What `npm run desk:screenshots` complains about, without its pictures. */
function rehearse(look: string, scenes: string): Promise<string> {
  const script = join(ROOT, 'softphone', 'dev', 'screenshots.ts');
  return new Promise((told) => {
    execFile(
      process.execPath,
      [tsx, script, '--no-pictures', '--look', look, '--scenes', scenes],
      {
        env: { ...process.env, CHROMIUM_BIN: requirement('chromium') },
        timeout: LIMIT_MS,
        maxBuffer: 16 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        const why = error?.killed ? `not done after ${String(LIMIT_MS)} ms` : (error?.message ?? '');
        told(`${stdout}${stderr}${stdout === '' ? why : ''}`);
      },
    );
  });
}

// All four looks of all screens take minutes: each screen is looked at in one here, light Chinese or dark English.
requires('chromium')('every screen of the desk', () => {
  it('of an agent satisfies axe, and nothing goes wrong in its browser', async () => {
    const scenes =
      'presence,talk,wrap-up,others,customers,calls,orders,supervised,own-reviews,outbound-order,tabs,preflight,microphone';
    expect(await rehearse('zh-CN-light', scenes)).toBe('');
  });

  it('of supervisors satisfies axe, and nothing goes wrong in their browser', async () => {
    const scenes = 'team,reports-beside-phone,wallboard,reports,quality,alerts,campaigns';
    expect(await rehearse('en-US-dark', scenes)).toBe('');
  });

  it('of administrators satisfies axe, and nothing goes wrong in their browser', async () => {
    const scenes = 'keepers,settings,approvals,packs,queues,recordings';
    expect(await rehearse('en-US-dark', scenes)).toBe('');
  });
});
