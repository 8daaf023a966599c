import { describe, expect, it } from '@jest/globals';
import type { CommandRunner } from '../../../server/parts/run-command';
import { installSystemPackage } from '../../../server/parts/system-packages';

const PACKAGE = { 'apt-get': ['redis-server'], dnf: ['valkey', 'redis'], brew: ['redis'] };

/** A machine with these programs, on which the commands that contain a word of `failing` fail. */
function machine(programs: readonly string[], failing: readonly string[] = []) {
  const typed: string[] = [];
  const run: CommandRunner = (command, args) => {
    const line = [command, ...args].join(' ');
    typed.push(line);
    return Promise.resolve({ status: failing.some((word) => line.includes(word)) ? 1 : 0, output: '' });
  };
  return { typed, run, find: (name: string) => (programs.includes(name) ? `/usr/bin/${name}` : null) };
}

describe('installSystemPackage', () => {
  it('installs as root', async () => {
    const { typed, ...deps } = machine(['apt-get']);
    await installSystemPackage(PACKAGE, { ...deps, isRoot: true });
    expect(typed[0]).toBe('apt-get update');
    expect(typed[1]).toContain('apt-get install -y --no-install-recommends redis-server');
  });

  it('uses sudo when it asks no password', async () => {
    const { typed, ...deps } = machine(['dnf', 'sudo']);
    await installSystemPackage(PACKAGE, { ...deps, isRoot: false });
    expect(typed).toEqual(['sudo -n true', 'sudo -n dnf install -y valkey']);
  });

  it('tries the next name when the first is unknown', async () => {
    const { typed, ...deps } = machine(['dnf'], ['valkey']);
    await installSystemPackage(PACKAGE, { ...deps, isRoot: true });
    expect(typed.at(-1)).toBe('dnf install -y redis');
  });

  it('names the one command to type when it may not install', async () => {
    const { typed, ...deps } = machine(['apt-get', 'sudo'], ['sudo -n true']);
    await expect(installSystemPackage(PACKAGE, { ...deps, isRoot: false })).rejects.toMatchObject({
      code: 'part-failed',
      details: { command: 'sudo apt-get install -y --no-install-recommends redis-server' },
    });
    expect(typed).toEqual(['sudo -n true']);
  });
});
