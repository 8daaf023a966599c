import type { CallHistory } from '../calls/call-history';
import { callId as toCallId } from '../contract/ids';
import type { DomainEvent } from '../contract/events';
import type { LastingJobs } from '../scheduling/lasting-jobs';
import { spansOf, type CallSpan } from './call-spans';

/** Where traces go. @throws OperationalError: it is asked again later */
export interface TraceSink {
  send(callId: string, spans: readonly CallSpan[]): Promise<void>;
}

interface CallTracerDeps {
  readonly calls: Pick<CallHistory, 'get'>;
  readonly jobs: Pick<LastingJobs, 'plan' | 'handle'>;
  readonly sink: TraceSink;
  readonly now: () => number;
}

const CALL_JOB = 'trace-call';
const WRAP_UP_JOB = 'trace-wrap-up';
/** The record of a call follows its events by a moment. */
const AFTER_MS = 5000;

/**
 * A trace of each call, made of its events when it is over: all spans but wrap-ups, which follow when they end. Once for
 * all servers, and again after a restart: the job stands in Redis.
 */
export class CallTracer {
  readonly #deps: CallTracerDeps;

  /** Before the jobs are started. */
  constructor(deps: CallTracerDeps) {
    this.#deps = deps;
    deps.jobs.handle(CALL_JOB, (data) => this.#trace(data, ({ name }) => name !== 'wrap-up'));
    deps.jobs.handle(WRAP_UP_JOB, (data) =>
      this.#trace(data, ({ name, until }) => name === 'wrap-up' && until === data['at']),
    );
  }

  /** The handler for EventStream.consume. */
  readonly take = async (events: readonly DomainEvent[]): Promise<void> => {
    const { jobs, now } = this.#deps;
    for (const { id, type, callId, at } of events) {
      const kind = type === 'call.ended' ? CALL_JOB : type === 'wrap-up.finished' ? WRAP_UP_JOB : null;
      if (kind === null || callId === undefined) continue;
      await jobs.plan({ kind, id, dueAt: now() + AFTER_MS, data: { callId, at } });
    }
  };

  async #trace(
    data: Readonly<Record<string, unknown>>,
    isWanted: (span: CallSpan) => boolean,
  ): Promise<void> {
    const callId = toCallId(String(data['callId']));
    const call = await this.#deps.calls.get(callId);
    if (call === null) return;
    const events = call.timeline.map((entry) => ({ ...entry, at: Date.parse(entry.at) }));
    const spans = spansOf(callId, events).filter(isWanted);
    if (spans.length > 0) await this.#deps.sink.send(callId, spans);
  }
}
