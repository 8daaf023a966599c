import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { freePort } from '../../../../server/parts';
import { requirement, requires } from '../../../support/requirements';
import { makeTemporaryDirectory } from '../../../support/temporary-directory';
import { callTo, openSite, outcome, sdp, type Site } from './sip-site';

interface SippRun {
  readonly ended: Promise<number>;
  output(): string;
  stop(): void;
}

requires('sipp')('SIPp and the stack', () => {
  let site: Site;
  let temporary: ReturnType<typeof makeTemporaryDirectory>;
  const runs: SippRun[] = [];
  beforeEach(async () => {
    temporary = makeTemporaryDirectory();
    site = await openSite();
  });
  afterEach(async () => {
    for (const run of runs.splice(0)) run.stop();
    await site.stack.stop();
    temporary.remove();
  });

  const sipp = (scenario: string, port: number, args: readonly string[]): SippRun => {
    const file = join(__dirname, '../../../support/sipp', `${scenario}.xml`);
    const common = [
      '-sf',
      file,
      '-i',
      '127.0.0.1',
      '-p',
      String(port),
      '-nostdin',
      '-trace_err',
      '-timeout',
      '60s',
    ];
    const child = spawn(requirement('sipp'), [...args, ...common, '-timeout_error'], {
      cwd: temporary.path,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-6000)));
    }
    const ended = new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? -1)));
    const run = { ended, output: () => output, stop: () => void child.kill('SIGKILL') };
    runs.push(run);
    return run;
  };
  const callers = async (args: readonly string[]) => {
    const target = `127.0.0.1:${site.stack.trunk.port}`;
    const run = sipp('emulator-caller', await freePort('udp'), [target, '-s', '1000', ...args]);
    const status = await run.ended;
    if (status !== 0) throw new Error(`SIPp ended with ${status}:\n${run.output()}`);
  };
  const answerAll = () => {
    const byes: string[] = [];
    site.answering = (call) => {
      call.ring();
      call.accept(sdp(42_000)).onBye(() => byes.push(call.callId));
    };
    return byes;
  };

  it('takes 200 calls at 40 a second', async () => {
    const byes = answerAll();
    await callers(['-m', '200', '-r', '40']);
    expect(site.calls).toHaveLength(200);
    expect(new Set(byes).size).toBe(200);
  }, 60_000);

  it('takes every call once over a line that loses one packet in ten', async () => {
    const byes = answerAll();
    await callers(['-m', '60', '-r', '20', '-lost', '10']);
    expect(new Set(site.calls.map((call) => call.callId)).size).toBe(site.calls.length);
    expect(new Set(byes).size).toBe(byes.length);
  }, 60_000);

  it('places 200 calls at 40 a second', async () => {
    const port = await freePort('udp');
    const run = sipp('emulator-callee', port, ['-m', '200']);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const outcomes: Promise<string>[] = [];
    for (let index = 0; index < 200; index += 1) {
      const called = outcome(callTo(site.stack, port)).then((result) => {
        if (typeof result === 'number') return `failed ${result}`;
        setTimeout(() => result.dialog.bye(16), 200);
        return 'answered';
      });
      outcomes.push(called);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    const results = await Promise.all(outcomes);
    expect(results.filter((one) => one !== 'answered')).toEqual([]);
    const status = await run.ended;
    if (status !== 0) throw new Error(run.output());
  }, 60_000);
});
