/** Times of the adapter, in ms; the defaults are for production, tests shorten them. */
export interface EslTuning {
  readonly commandTimeoutMs: number;
  /** How long a dead owner keeps a switch from the others. */
  readonly leaseTtlMs: number;
  /** How often a server that stands by tries to get the switch. */
  readonly standbyTryMs: number;
  readonly reconnectLeastMs: number;
  readonly reconnectMostMs: number;
  /** `show channels` is filled from events and lags up to 300 ms (measured): read again after this. */
  readonly snapshotGapMs: number;
  /** Until FreeSWITCH tells its own interval (Heartbeat-Interval of the event). */
  readonly heartbeatMs: number;
  /** How long a command waits for an originated leg to park. */
  readonly parkWaitMs: number;
  readonly nudgeMs: number;
  /** The process is killed when its event loop does not answer for so long; 0 = never. */
  readonly stallLimitMs: number;
}

export const DEFAULT_TUNING: EslTuning = {
  commandTimeoutMs: 5000,
  leaseTtlMs: 1800,
  standbyTryMs: 200,
  reconnectLeastMs: 200,
  reconnectMostMs: 5000,
  snapshotGapMs: 400,
  heartbeatMs: 20_000,
  parkWaitMs: 3000,
  nudgeMs: 2,
  stallLimitMs: 60_000,
};
