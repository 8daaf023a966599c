import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { OperationalError } from '../../../server/errors';
import { CallTracer, type TraceSink } from '../../../server/tracing/call-tracer';
import { ManualJobs } from '../../fakes/manual-jobs';
import { aCallId, eventsOf, lives } from '../../support/call-events';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
}

interface Request {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
}

const FROM = 1_763_800_000_000;

async function sendByExporter(what: object): Promise<void> {
  const args = ['--import', 'tsx', join(__dirname, 'send-traces.ts'), JSON.stringify(what)];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code === 3) throw new OperationalError('part-failed', 'did not take');
  expect(code).toBe(0);
}

describe('traces of calls', () => {
  let postgres: TestPostgres;
  let database: Database;
  let receiver: Server;
  let endpoint: string;
  let status = 200;
  const received: string[] = [];
  const headers: unknown[] = [];

  beforeAll(async () => {
    postgres = await startTestPostgres();
    database = await createDatabase({
      address: await postgres.freshDatabase(),
      logger: pino({ level: 'silent' }),
    });
    await database.migrate();
    receiver = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        headers.push(request.headers['x-token']);
        if (status === 200) received.push(`${request.url ?? ''} ${Buffer.concat(pieces).toString('utf8')}`);
        response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}/`;
  }, 90_000);
  afterAll(async () => {
    await new Promise((resolve) => receiver.close(resolve));
    await database.close();
    await postgres.stop();
  }, 60_000);

  const spansReceived = (): Span[] =>
    received.flatMap((line) => {
      const end = line.indexOf(' ');
      const [path, body] = [line.slice(0, end), line.slice(end + 1)];
      expect(path).toBe('/v1/traces');
      const request = JSON.parse(body) as Request;
      return request.resourceSpans.flatMap((each) => each.scopeSpans.flatMap(({ spans }) => spans));
    });

  it('are one trace each, sent when the call is over, the wrap-up when it is; a receiver that is away is asked again', async () => {
    const jobs = new ManualJobs();
    const sink: TraceSink = { send: (callId, spans) => sendByExporter({ endpoint, callId, spans }) };
    const tracer = new CallTracer({ calls: database.callHistory, jobs, sink, now: () => FROM });
    const events = eventsOf(aCallId(7), FROM, [
      ...(lives['answered'] ?? []),
      ['wrap-up.finished', { agentId: '1001', data: { by: 'agent', dispositionCode: 'resolved' } }],
    ]);
    await database.projector.apply(events.slice(0, -1));
    await tracer.take(events.slice(0, -1));
    status = 400;
    await expect(jobs.runUntil(FROM + 10_000)).rejects.toThrow('did not take');
    status = 200;
    await tracer.take(events.slice(0, -1));
    await jobs.runUntil(FROM + 10_000);
    const spans = spansReceived();
    expect(spans.map(({ name }) => name)).toEqual(['call', 'flow', 'queue', 'talk', 'hold']);
    const [root] = spans;
    expect(root?.traceId).toBe(aCallId(7).replaceAll('-', ''));
    expect(spans.slice(1).every((span) => span.parentSpanId === root?.spanId)).toBe(true);
    expect(root?.startTimeUnixNano).toBe(`${String(FROM)}000000`);
    expect(received.join()).not.toMatch(/13900000001|"Li"/);
    expect(headers.at(-1)).toBe('abc');

    received.length = 0;
    await database.projector.apply(events.slice(-1));
    await tracer.take(events.slice(-1));
    await jobs.runUntil(FROM + 10_000);
    const [wrapUp, ...more] = spansReceived();
    expect([wrapUp?.name, wrapUp?.traceId, more]).toEqual(['wrap-up', root?.traceId, []]);
  });
});
