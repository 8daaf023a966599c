import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until the answer is true. @returns false when timeoutMs went by without one */
export async function pollUntil(
  isDone: () => boolean | Promise<boolean>,
  limits: { readonly timeoutMs: number; readonly everyMs: number },
): Promise<boolean> {
  const deadline = Date.now() + limits.timeoutMs;
  for (;;) {
    if (await isDone()) return true;
    if (Date.now() >= deadline) return false;
    await sleep(limits.everyMs);
  }
}
