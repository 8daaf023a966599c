export interface MeasureSettings {
  /** A caller who leaves sooner has not given the centre a chance. */
  readonly shortAbandonMs: number;
  /** Who calls the same queue again in this time had not been helped. */
  readonly repeatWithinMs: number;
}

export const defaultMeasureSettings: MeasureSettings = {
  shortAbandonMs: 5000,
  repeatWithinMs: 7 * 86_400_000,
};
