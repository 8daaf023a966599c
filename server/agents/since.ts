import type { LiveAgent } from './agent-store';

/** Since when he is what colleagues see of him, Unix ms: ready again after a call, the wait began when the call was done. */
export function sinceWhen({ state, stateSince, presence, presenceSince }: LiveAgent): number {
  if (state !== 'idle') return stateSince;
  return presence === 'ready' ? Math.max(presenceSince, stateSince) : presenceSince;
}
