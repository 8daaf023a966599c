import { afterAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger } from '../../../../server/logging';
import { launchEmulator, type EmulatorLaunchOptions } from '../../../../server/parts/emulator';
import { askEventSocket } from '../../../../server/parts/freeswitch';
import { eventually, isAlive } from '../../../support/eventually';
import { makeTemporaryDirectory } from '../../../support/temporary-directory';
import { writeTestSounds } from '../../../support/wav';

describe('the embedded switch as a process', () => {
  const temporary = makeTemporaryDirectory();
  afterAll(() => {
    temporary.remove();
  });
  const options = (name: string): EmulatorLaunchOptions => ({
    runDir: join(temporary.path, name),
    soundsDir: writeTestSounds(join(temporary.path, 'sounds')),
    logger: createLogger({ level: 'silent', pretty: false }),
    rtpPorts: 100,
  });

  it('starts, says what it is for, keeps its secrets to itself, and ends', async () => {
    const running = await launchEmulator(options('one'));
    const [status = '', sofia = ''] = await askEventSocket(running.esl, ['status', 'sofia status']);
    expect(status).toContain('is ready');
    expect(sofia.match(/RUNNING/g)).toHaveLength(2);
    const log = readFileSync(running.logFile, 'utf8');
    expect(log).toContain('for development, demo and tests');
    expect(log).toContain('"ready":true');
    expect(log).not.toContain(running.esl.password);
    expect(readFileSync(`/proc/${running.pid}/cmdline`, 'utf8')).not.toContain(running.esl.password);
    const file = statSync(join(temporary.path, 'one/embedded-switch/options.json'));
    expect(file.mode & 0o077).toBe(0);
    await running.stop();
    expect(isAlive(running.pid)).toBe(false);
  }, 30_000);

  it('comes back at the same addresses after it was killed, beside another one', async () => {
    const [first, other] = await Promise.all([launchEmulator(options('a')), launchEmulator(options('b'))]);
    expect(first.settings.eslPort).not.toBe(other.settings.eslPort);
    await first.kill();
    const again = await launchEmulator({ ...options('a'), settings: first.settings });
    expect([again.esl, again.sipUdp, again.ws]).toEqual([first.esl, first.sipUdp, first.ws]);
    await Promise.all([again.stop(), other.stop()]);
  }, 30_000);

  it('says why it cannot start', async () => {
    const first = await launchEmulator(options('c'));
    try {
      const second = launchEmulator({ ...options('d'), settings: first.settings });
      await expect(second).rejects.toMatchObject({ code: 'part-failed' });
    } finally {
      await first.stop();
    }
  }, 30_000);

  it('ends when its owner lets go of its stdin', async () => {
    const running = await launchEmulator(options('e'));
    await running.stop();
    const project = join(__dirname, '../../../..');
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        'freeswitch/emulator/main.ts',
        join(temporary.path, 'e/embedded-switch/options.json'),
      ],
      { cwd: project, stdio: ['pipe', 'pipe', 'ignore'] },
    );
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await eventually('it is ready', () => output.includes('"ready":true'), 15_000);
    child.stdin.end();
    await eventually('it has ended', () => child.exitCode !== null);
    expect(child.exitCode).toBe(0);
  }, 30_000);
});
