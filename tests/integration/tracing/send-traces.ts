import { createOtlpTraces } from '../../../server/connectors/otlp-traces';
import { OperationalError } from '../../../server/errors';
import type { CallSpan } from '../../../server/tracing/call-spans';

/** A process of its own, for jest's modules cannot import as the exporter does. Ends with 3 when they were not taken. */
const { endpoint, callId, spans } = JSON.parse(process.argv[2] ?? '') as {
  readonly endpoint: string;
  readonly callId: string;
  readonly spans: readonly CallSpan[];
};
const sink = createOtlpTraces({ endpoint, headers: { 'x-token': 'abc' }, serviceName: 'kiloline' });
sink.send(callId, spans).then(
  () => process.exit(0),
  (error: unknown) => process.exit(error instanceof OperationalError ? 3 : 1),
);
