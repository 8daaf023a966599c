import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { requires } from '../../../support/requirements';
import { startSipp, type RunningSipp } from '../../../support/start-sipp';
import { makeTemporaryDirectory } from '../../../support/temporary-directory';
import { callTo, openSite, outcome, sdp, type Site } from './sip-site';

requires('sipp')('SIPp and the stack', () => {
  let site: Site;
  let temporary: ReturnType<typeof makeTemporaryDirectory>;
  const runs: RunningSipp[] = [];
  beforeEach(async () => {
    temporary = makeTemporaryDirectory();
    site = await openSite();
  });
  afterEach(async () => {
    for (const run of runs.splice(0)) await run.stop();
    await site.stack.stop();
    temporary.remove();
  });

  const sipp = async (scenario: string, args: readonly string[]): Promise<RunningSipp> => {
    const run = await startSipp({ scenario, dir: temporary.path, timeoutSeconds: 60, args });
    runs.push(run);
    return run;
  };
  const callers = async (args: readonly string[]) => {
    const target = `127.0.0.1:${site.stack.trunk.port}`;
    const run = await sipp('emulator-caller', [target, '-s', '1000', ...args]);
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

  it('says so when another has the port it is to open', async () => {
    const options = { scenario: 'emulator-callee', dir: temporary.path, timeoutSeconds: 60, args: [] };
    const taken = startSipp({ ...options, sipPort: site.stack.trunk.port });
    await expect(taken).rejects.toThrow(/SIPp got no port:[^]*Unable to bind/);
  });

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
    const run = await sipp('emulator-callee', ['-m', '200']);
    const outcomes: Promise<string>[] = [];
    for (let index = 0; index < 200; index += 1) {
      const called = outcome(callTo(site.stack, run.sipPort)).then((result) => {
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
