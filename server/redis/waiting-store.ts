import type { WaitingStore } from '../acd/waiting-store';
import type { Scripts } from './scripts';
import { moveWaiting } from './scripts/move-waiting';
import { waitingCalls } from './scripts/waiting-calls';

export const createWaitingStore = (scripts: Scripts): WaitingStore => ({
  list: (queueId, limit) => waitingCalls(scripts, queueId, limit),
  move: (move) => moveWaiting(scripts, move),
});
