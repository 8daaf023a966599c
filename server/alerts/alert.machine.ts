/**
 * An alert, of one rule and what the rule looks at. A figure that trembles around its limit raises and clears nothing:
 * it must be on one side for the rule's time.
 *
 *   (none) ──over the limit──► pending ──for long enough──► raised ──within it──► clearing ──for long enough──► cleared
 *                                 └──within it──► (none)        ◄──over it again──┘
 *
 * A rule without a time raises and clears at once. Acknowledging changes nothing of it: it says who sees to it.
 */
export const openStates = ['pending', 'raised', 'clearing'] as const;
export type OpenAlertState = (typeof openStates)[number];

export interface Standing {
  readonly state: OpenAlertState;
  /** Of `pending`: since when it is over the limit; of `clearing`: since when within it. Unix ms. */
  readonly since: number;
}

/** pend: begins to wait; forget: it was nothing; ease: within the limit for now; relapse: over it again. */
export type AlertMove = 'pend' | 'forget' | 'raise' | 'ease' | 'relapse' | 'clear';

export interface Look {
  readonly isOver: boolean;
  readonly now: number;
  /** The rule's time. */
  readonly forMs: number;
}

/** What is to be done with it now; null: nothing. */
export function moveOf(standing: Standing | null, { isOver, now, forMs }: Look): AlertMove | null {
  const isLong = standing !== null && now - standing.since >= forMs;
  switch (standing?.state) {
    case undefined:
      return isOver ? (forMs === 0 ? 'raise' : 'pend') : null;
    case 'pending':
      return isOver ? (isLong ? 'raise' : null) : 'forget';
    case 'raised':
      return isOver ? null : forMs === 0 ? 'clear' : 'ease';
    case 'clearing':
      return isOver ? 'relapse' : isLong ? 'clear' : null;
  }
}
