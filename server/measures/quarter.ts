/** Figures are kept by quarters of an hour: every time zone in use is off by whole ones, so that its days can be added up. */
export const QUARTER_MS = 900_000;

export const DAY_MS = 86_400_000;

/** The day of UTC. */
export const dayOf = (at: number): number => Math.floor(at / DAY_MS) * DAY_MS;

export const quarterOf = (at: Date): number => Math.floor(at.getTime() / QUARTER_MS) * QUARTER_MS;
