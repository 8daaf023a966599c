import { afterAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { startChild, type ChildExit } from '../../../server/parts';
import { eventually, isAlive } from '../../support/eventually';
import { runOwner } from '../../support/run-owner';
import { makeTemporaryDirectory } from '../../support/temporary-directory';

describe('startChild', () => {
  const temporary = makeTemporaryDirectory();
  let count = 0;
  const newLog = () => join(temporary.path, `child-${(count += 1)}.log`);
  const shell = (script: string) => ({
    name: 'child',
    command: '/bin/sh',
    args: ['-c', script],
    logFile: newLog(),
  });
  afterAll(() => {
    temporary.remove();
  });

  it.each([true, false])('reports how the child ended (tied: %s)', async (tied) => {
    const exits: ChildExit[] = [];
    const child = await startChild({
      ...shell('echo hello; exit 3'),
      tied,
      onExit: (exit) => exits.push(exit),
    });
    expect(await child.exited).toEqual({ code: 3, signal: null, expected: false });
    expect(exits).toHaveLength(1);
    expect(child.recentOutput()).toContain('hello');
  });

  it.each([true, false])('stops gracefully (tied: %s)', async (tied) => {
    const child = await startChild({
      ...shell('trap "exit 7" TERM; echo up; while :; do sleep 0.05; done'),
      tied,
    });
    await eventually('the trap is set', () => child.recentOutput().endsWith('up\n'));
    expect(await child.stop()).toEqual({ code: 7, signal: null, expected: true });
    expect(await child.stop()).toMatchObject({ code: 7 });
  });

  it.each([true, false])('kills a child that does not stop in time (tied: %s)', async (tied) => {
    const script = 'trap "" TERM; echo deaf; while :; do sleep 0.05; done';
    const child = await startChild({ ...shell(script), tied, stopSeconds: 1 });
    await eventually('the trap is set', () => child.recentOutput().endsWith('deaf\n'));
    expect(await child.stop()).toEqual({ code: null, signal: 'SIGKILL', expected: true });
    expect(isAlive(child.pid)).toBe(false);
  });

  it('says so when the program is missing', async () => {
    const missing = { name: 'ghost', command: '/nowhere/ghost', args: [], logFile: newLog() };
    const child = await startChild(missing);
    expect(await child.exited).toMatchObject({ code: 127, expected: false });
    await expect(startChild({ ...missing, tied: false })).rejects.toMatchObject({ code: 'part-failed' });
  });

  it('ends with its owner, though the owner is killed', async () => {
    const owner = await runOwner('sleeper', temporary.path);
    expect(isAlive(owner.part.pid)).toBe(true);
    await owner.kill();
    await eventually('the child ends', () => !isAlive(owner.part.pid));
  }, 20_000);
});
