import { createHash } from 'node:crypto';
import { ROOT_CONTEXT, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  type IdGenerator,
  type ReadableSpan,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { OperationalError } from '../errors';
import type { CallSpan } from '../tracing/call-spans';
import type { TraceSink } from '../tracing/call-tracer';

interface OtlpSettings {
  /** OTEL_EXPORTER_OTLP_ENDPOINT: traces go to /v1/traces below it. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
}

const TIMEOUT_MS = 10_000;
/** Ids that follow from the call and the step: what is sent again is the same span. */
class NamedIds implements IdGenerator {
  traceId = '';
  spanId = '';
  generateTraceId = (): string => this.traceId;
  generateSpanId = (): string => this.spanId;
}

const traceIdOf = (callId: string): string => callId.replaceAll('-', '').toLowerCase();
const spanIdOf = (callId: string, key: string): string =>
  createHash('sha256').update(`${callId} ${key}`).digest('hex').slice(0, 16);

/** Sends traces by OTLP over HTTP, as OpenTelemetry collectors, Jaeger and others take them. */
export function createOtlpTraces({ endpoint, headers, serviceName }: OtlpSettings): TraceSink {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: { ...headers },
    timeoutMillis: TIMEOUT_MS,
  });
  const ids = new NamedIds();
  const ended: ReadableSpan[] = [];
  const collect: SpanProcessor = {
    onStart: () => undefined,
    onEnd: (span) => void ended.push(span),
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
  const tracer = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    idGenerator: ids,
    spanProcessors: [collect],
  }).getTracer('kiloline');

  /** Made and taken in one go: nothing else comes in between. */
  const make = (callId: string, span: CallSpan): void => {
    ids.traceId = traceIdOf(callId);
    ids.spanId = spanIdOf(callId, span.key);
    const isRoot = span.key === 'call';
    const parent = { traceId: ids.traceId, spanId: spanIdOf(callId, 'call'), traceFlags: TraceFlags.SAMPLED };
    const made = tracer.startSpan(
      span.name,
      { startTime: span.from, attributes: span.attributes },
      isRoot ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent),
    );
    if (span.isFault) made.setStatus({ code: SpanStatusCode.ERROR });
    made.end(span.until);
  };

  return {
    send: async (callId, spans) => {
      for (const span of spans) make(callId, span);
      const batch = ended.splice(0);
      await new Promise<void>((resolve, reject) => {
        exporter.export(batch, ({ error }) => {
          if (error === undefined) resolve();
          else
            reject(
              new OperationalError('part-failed', 'The receiver of traces did not take them', {
                cause: error,
              }),
            );
        });
      });
    },
  };
}
