import type { LiveCall } from './call-store';

/** His agent answered, and the two have not been bridged: if he is gone again, nobody has served this caller. */
export const wasNeverHeard = (
  call: Pick<LiveCall, 'direction' | 'attempt' | 'queuedAt' | 'state' | 'agentLegId' | 'heardLegId'>,
): boolean =>
  (call.direction === 'inbound' || (call.attempt !== null && call.queuedAt !== null)) &&
  call.state === 'talking' &&
  call.heardLegId !== call.agentLegId;
