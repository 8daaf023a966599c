import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger } from '../../server/logging';
import {
  askEventSocket,
  findFreeSwitch,
  launchFreeSwitch,
  type FreeSwitchInstallation,
  type LaunchOptions,
  type RunningFreeSwitch,
} from '../../server/parts/freeswitch';
import { eventually, isAlive } from '../support/eventually';
import { requirement, requires } from '../support/requirements';
import { runSipp } from '../support/run-sipp';
import { startSipDirectory, type SipDirectory } from '../support/sip-directory';
import { makeTemporaryDirectory } from '../support/temporary-directory';
import { writeTestSounds } from '../support/wav';
import { inviteOverWebSocket, registerOverWebSocket } from '../support/ws-register';

const DOMAIN = 'kiloline.local';

requires('freeswitch', 'sipp')('our configuration on a real FreeSWITCH', () => {
  const temporary = makeTemporaryDirectory();
  const logger = createLogger({ level: 'silent', pretty: false });
  let installation: FreeSwitchInstallation;
  let directory: SipDirectory;
  let alice: RunningFreeSwitch;

  const options = (name: string): LaunchOptions => ({
    installation,
    runDir: join(temporary.path, name),
    soundsDir: join(temporary.path, 'sounds'),
    // The keys are made once, by the first start.
    certsDir: join(temporary.path, 'certs'),
    directory,
    guardSeconds: 3,
    logger,
  });
  const ask = async (running: RunningFreeSwitch, command: string) =>
    (await askEventSocket(running.esl, [command]))[0] ?? '';
  const account = (user: string, password: string) => ({ url: alice.ws.url, domain: DOMAIN, user, password });
  const channels = async (running: RunningFreeSwitch) => {
    const answer: unknown = JSON.parse(await ask(running, 'show channels as json'));
    return (answer as { rows?: Record<string, string>[] }).rows ?? [];
  };
  const call = (running: RunningFreeSwitch, scenario: string) =>
    runSipp({
      scenario,
      target: running.sipUdp,
      dialedNumber: '1000',
      dir: temporary.path,
      timeoutSeconds: 20,
    });

  beforeAll(async () => {
    const found = await findFreeSwitch({ configuredBinary: requirement('freeswitch') });
    if (found.kind !== 'found') throw new Error(found.reason);
    installation = found.installation;
    writeTestSounds(join(temporary.path, 'sounds'));
    directory = await startSipDirectory(DOMAIN, { '1001': 'right' });
    alice = await launchFreeSwitch(options('first'));
  }, 60_000);

  afterAll(async () => {
    await alice.stop();
    await directory.stop();
    temporary.remove();
    expect(isAlive(alice.pid)).toBe(false);
  }, 30_000);

  it('parks a call tagged and guarded, without answering it', async () => {
    const ended = call(alice, 'gives-up');
    const row = await eventually('the call is in park', async () =>
      (await channels(alice)).find((channel) => channel['application'] === 'park'),
    );
    const uuid = row['uuid'] ?? '';
    const dump = JSON.parse(await ask(alice, `uuid_dump ${uuid} json`)) as Record<string, string>;
    expect(dump).toMatchObject({
      'Channel-Presence-Data': `kl;r=customer;c=${uuid}`,
      'Answer-State': 'ringing',
      'Caller-Context': 'trunk-in',
      'Caller-Destination-Number': '1000',
      variable_kiloline_role: 'customer',
      variable_park_after_bridge: 'true',
      variable_hangup_after_bridge: 'false',
    });
    expect(dump['variable_last_sched_id']).toMatch(/^\d+$/);
    expect(await ended).toMatchObject({ status: 0 });
  }, 20_000);

  it('sends a call nobody claims to the fallback, which answers, plays and hangs up', async () => {
    const begun = Date.now();
    expect(await call(alice, 'answered-then-hung-up')).toMatchObject({ status: 0 });
    // Three seconds of guard (up to half a second less) and two prompts of 0.4 s.
    expect(Date.now() - begun).toBeGreaterThan(3000);
    expect(Date.now() - begun).toBeLessThan(8000);
  }, 30_000);

  it('lets the guard be deleted alone, by the id in last_sched_id', async () => {
    const ended = call(alice, 'gives-up');
    const row = await eventually('the call is in park', async () =>
      (await channels(alice)).find((channel) => channel['application'] === 'park'),
    );
    const id = await ask(alice, `uuid_getvar ${row['uuid'] ?? ''} last_sched_id`);
    expect(await ask(alice, `sched_del ${id}`)).toContain('+OK Deleted: 1');
    expect(await ended).toMatchObject({ status: 0 });
  }, 20_000);

  it('registers an agent with the right password under our realm', async () => {
    const result = await registerOverWebSocket(account('1001', 'right'));
    expect(result).toEqual({ statuses: [401, 200], realm: DOMAIN });
    expect(directory.questions.at(-1)).toMatchObject({ user: '1001', domain: DOMAIN, action: 'sip_auth' });
  });

  it('refuses a wrong password and an unknown agent alike', async () => {
    const wrong = await registerOverWebSocket(account('1001', 'wrong'));
    const unknown = await registerOverWebSocket(account('9999', 'right'));
    expect([wrong.statuses, unknown.statuses]).toEqual([
      [401, 403],
      [401, 403],
    ]);
  });

  it('refuses what an agent dials by SIP, though the account is good', async () => {
    expect(await inviteOverWebSocket(account('1001', 'right'), '0085212345678')).toBe(403);
  });

  it('has no error in its log after all that', () => {
    const lines = readFileSync(alice.logFile, 'utf8').split('\n');
    expect(lines.filter((line) => /\[(ERR|CRIT|ALERT|EMERG)\]/.test(line))).toEqual([]);
  });

  it('refuses an address that is no trunk', async () => {
    const strict = await launchFreeSwitch({ ...options('strict'), trunkCidrs: ['192.0.2.0/24'] });
    try {
      expect(await call(strict, 'refused')).toMatchObject({ status: 0 });
    } finally {
      await strict.stop();
    }
  }, 30_000);

  it('comes back at the same addresses after it was killed, beside another one', async () => {
    const [first, other] = await Promise.all([
      launchFreeSwitch(options('a')),
      launchFreeSwitch(options('b')),
    ]);
    try {
      expect(first.settings.eslPort).not.toBe(other.settings.eslPort);
      await first.kill();
      const again = await launchFreeSwitch({ ...options('a'), settings: first.settings });
      try {
        expect([again.esl, again.sipUdp, again.ws]).toEqual([first.esl, first.sipUdp, first.ws]);
        expect(await ask(again, 'status')).toContain('is ready');
      } finally {
        await again.stop();
      }
    } finally {
      await other.stop();
    }
  }, 60_000);
});
