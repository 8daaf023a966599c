import { setTimeout as sleep } from 'node:timers/promises';

/** A machine with other work needs longer for everything; whoever waits in vain only learns of it later. */
const PATIENCE = 3;

/** Asks until the answer is there, for `timeoutMs` of an idle machine. @throws Error naming what was waited for */
export async function eventually<Value>(
  what: string,
  ask: () => Value | null | undefined | false | Promise<Value | null | undefined | false>,
  timeoutMs = 5000,
): Promise<Value> {
  const deadline = Date.now() + timeoutMs * PATIENCE;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    await sleep(25);
  }
  throw new Error(`Waited ${timeoutMs * PATIENCE} ms in vain: ${what}`);
}

/** Whether a process with that id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
