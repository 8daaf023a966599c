/** Figures of the centre that can be over a limit. Apart from the schemas: the desk's first page needs these only. */

/** `above`, `below`: on which side of its limit a figure is bad. */
export const alertMeasures = {
  /** Seconds the first caller waits. */
  'longest-wait': { scope: 'queue', breach: 'above' },
  /** Callers who wait. */
  waiting: { scope: 'queue', breach: 'above' },
  /** Minutes who comes now will probably wait. */
  'estimated-wait': { scope: 'queue', breach: 'above' },
  /** Percent, in this quarter of an hour and the one before. */
  'service-level': { scope: 'queue', breach: 'below' },
  /** Members who are ready. */
  'ready-agents': { scope: 'queue', breach: 'below' },
  /** Members who are logged in. */
  'present-agents': { scope: 'queue', breach: 'below' },
  /** Agents who do not respond, or are ready without a phone. */
  'missing-agents': { scope: 'centre', breach: 'above' },
  /** Agents whose break or wrap-up is too long. */
  'overdue-agents': { scope: 'centre', breach: 'above' },
  /** Callers in flows. */
  'ivr-callers': { scope: 'centre', breach: 'above' },
  'switches-down': { scope: 'centre', breach: 'above' },
  /** Work orders past their promise. */
  'orders-overdue': { scope: 'centre', breach: 'above' },
} as const satisfies Readonly<Record<string, { scope: 'queue' | 'centre'; breach: 'above' | 'below' }>>;

export type AlertMeasure = keyof typeof alertMeasures;
