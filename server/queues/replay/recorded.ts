/** What happened in a time, as the simulation takes it. All times are Unix ms, all spans ms. */
export interface RecordedCall {
  readonly callId: string;
  readonly queueId: string;
  readonly queuedAt: number;
  /** When its talk began; null: nobody answered. */
  readonly talkingAt: number | null;
  /** When it left the queue without an answer; null: it was answered, or waits still. */
  readonly leftAt: number | null;
  /** Gave up; by a key of the caller's; or the queue sent it back into the flow. null: it did not leave. */
  readonly left: 'abandoned' | 'key' | 'sent' | null;
  /** Nobody waits in it: it was a callback. It keeps an agent busy, but its wait is no caller's. */
  readonly isCallback: boolean;
  /** It counts as having waited so much longer when it comes: the place that was kept for a callback. */
  readonly headStartMs: number;
  /** How long it rang at those it was offered to. */
  readonly ringMs: number;
  readonly talkMs: number;
  readonly wrapUpMs: number;
}

/** An agent could be offered calls of queues, or had one. */
export interface RecordedShift {
  readonly agentId: string;
  readonly from: number;
  readonly until: number;
}

export interface Recorded {
  readonly calls: readonly RecordedCall[];
  readonly shifts: readonly RecordedShift[];
  /** Calls that came later are not among them; shifts go on, for those who were waiting. */
  readonly until: number;
}

export interface ReplaySource {
  /** Calls that came to a queue in that time, oldest first, and who was there. */
  recorded(from: number, until: number, mostCalls: number): Promise<Recorded>;
}
