import type { FaxState } from '../contract/fax';

/**
 *              ┌──────────── retry ◄────────────┬───────────────┐
 *              ▼                                │               │
 *   ──────► queued ──► sending ──► sent         │               │
 *              │        │  ▲ │                  │               │
 *              │        │  │ └────────────► given-up            │
 *              │        ▼  │                    ▲               │
 *              │       failed ──────────────────┘               │
 *              └───────────┴──► cancelled ──────────────────────┘
 *
 * A fax that is being sent is cancelled by hanging up: it is still told how that ended, for it may have been sent.
 */
const moves: Readonly<Record<FaxState, readonly FaxState[]>> = {
  queued: ['sending', 'cancelled'],
  sending: ['sent', 'failed', 'given-up', 'cancelled'],
  failed: ['sending', 'given-up', 'cancelled'],
  sent: [],
  'given-up': ['queued'],
  cancelled: ['queued'],
};

export const mayMove = (from: FaxState, to: FaxState): boolean => moves[from].includes(to);

/** Those from which a state may be reached: for the statement that moves it. */
export const statesBefore = (to: FaxState): readonly FaxState[] =>
  (Object.keys(moves) as FaxState[]).filter((from) => mayMove(from, to));
