/** Counters of one switch adapter, as a plain object: whoever exports metrics reads it when asked. */
export interface EslMetrics {
  eventsReceived: number;
  /** Event bodies that were not JSON. */
  parseErrors: number;
  /** Events without a header they must have. */
  malformedEvents: number;
  commandsSent: number;
  commandTimeouts: number;
  /** Connections that were lost after they had worked. */
  reconnects: number;
  leaseLosses: number;
  /** Round trip of the last, and of the slowest command since start, in ms. */
  lastCommandMs: number;
  slowestCommandMs: number;
  /** Sum over all commands, for an average. */
  totalCommandMs: number;
}

export const newMetrics = (): EslMetrics => ({
  eventsReceived: 0,
  parseErrors: 0,
  malformedEvents: 0,
  commandsSent: 0,
  commandTimeouts: 0,
  reconnects: 0,
  leaseLosses: 0,
  lastCommandMs: 0,
  slowestCommandMs: 0,
  totalCommandMs: 0,
});

export function countCommand(metrics: EslMetrics, tookMs: number): void {
  metrics.commandsSent += 1;
  metrics.lastCommandMs = tookMs;
  metrics.totalCommandMs += tookMs;
  metrics.slowestCommandMs = Math.max(metrics.slowestCommandMs, tookMs);
}
