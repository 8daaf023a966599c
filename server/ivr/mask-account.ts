/** For the timeline: the last four, or for a short one the last. */
export function maskAccount(account: string): string {
  const shown = account.length >= 8 ? 4 : 1;
  return '*'.repeat(Math.max(0, account.length - shown)) + account.slice(-shown);
}
