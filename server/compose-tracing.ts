import type { Database } from '../db';
import type { Env } from './config/env';
import { createOtlpTraces } from './connectors/otlp-traces';
import type { EventStream } from './events/event-stream';
import type { LastingJobs } from './scheduling/lasting-jobs';
import { CallTracer } from './tracing/call-tracer';

interface TracingInput {
  readonly env: Env;
  readonly database: Pick<Database, 'callHistory'>;
  readonly events: EventStream;
  readonly jobs: LastingJobs;
  readonly consumer: string;
}

type Begin = () => Promise<() => Promise<void>>;

/** What is begun for traces of calls, if somebody receives them. */
export function composeTracing({ env, database, events, jobs, consumer }: TracingInput): Begin[] {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers } = env;
  if (endpoint === undefined) return [];
  const tracer = new CallTracer({
    ...{ calls: database.callHistory, jobs, now: Date.now },
    sink: createOtlpTraces({ endpoint, headers, serviceName: env.OTEL_SERVICE_NAME }),
  });
  return [() => events.consume('traces', consumer, tracer.take)];
}
