import { join } from 'node:path';
import { HttpBusinessSystem } from '../../../server/connectors/business-system-http/http-business-system';
import { loadBusinessSystemFile } from '../../../server/connectors/business-system-http/load-configuration';
import type { OperationalError } from '../../../server/errors';
import { createLogger } from '../../../server/logging';
import { businessFixture } from '../../support/business-fixture';
import { silentLogger } from '../../support/redis';
import { ReferenceBusinessSystem, type ReferenceFault } from '../../support/reference-business-system';
import { describeBusinessSystem } from './business-system-contract';

const example = loadBusinessSystemFile(join(__dirname, '../../../docs/examples/business-system.yaml'));
let reference: ReferenceBusinessSystem;

async function open(logger = silentLogger): Promise<HttpBusinessSystem> {
  reference = new ReferenceBusinessSystem(businessFixture);
  await reference.start();
  return new HttpBusinessSystem({
    configuration: { ...example, baseUrl: reference.baseUrl, timeoutMs: 400 },
    secret: ReferenceBusinessSystem.token,
    logger,
  });
}
afterEach(() => reference.stop());

describeBusinessSystem('over HTTP, as the example file describes it', open);

describe('the business system over HTTP', () => {
  const faults: readonly (ReferenceFault | 'stopped')[] = [
    'stopped',
    { kind: 'status', status: 500 },
    { kind: 'status', status: 302 },
    { kind: 'status', status: 401 },
    { kind: 'hang' },
    { kind: 'no-json' },
    { kind: 'wrong-shape' },
    { kind: 'cut' },
  ];

  it.each(faults)('is away, to be tried again, with %j; the log has no customer in it', async (fault) => {
    const lines: string[] = [];
    const logger = createLogger(
      { level: 'trace', pretty: false },
      { write: (line) => void lines.push(line) },
    );
    const system = await open(logger);
    if (fault === 'stopped') await reference.stop();
    else reference.faultOf = () => fault;
    const questions = [
      () => system.findLine('021-63330001'),
      () => system.findContract('C/2026-1'),
      () => system.bill({ kind: 'line', number: '862163330001' }, '2026-11'),
      () => system.unpaidBills({ kind: 'contract', number: 'C/2026-1' }),
      () => system.orders({ number: '862163330001' }),
    ];
    for (const ask of questions) {
      await expect(ask()).rejects.toMatchObject({ code: 'business-system-away', retryable: true });
    }
    const log = lines.join('');
    expect(log).toContain('business system did not answer a question');
    expect(log).not.toMatch(/63330001|王小明|C\/2026|C%2F2026|reference-token/);
  });

  it('says that a refused payment will be refused again', async () => {
    const system = await open();
    const refused = system.recordPayment({ paymentId: 'p', billId: 'nobody', amount: 1, at: 0 });
    await expect(refused).rejects.toMatchObject({ code: 'business-system-away', retryable: false });
  });

  it('writes a value as one segment of the path, whatever it is', async () => {
    const system = await open();
    await system.findContract('a/../../b?c#d%2f');
    expect(reference.requests).toEqual(['GET /crm/v2/agreements/a%2F..%2F..%2Fb%3Fc%23d%252f']);
    await system.findContract('..');
    expect(reference.requests).toHaveLength(1);
  });

  it('says which secret is missing', () => {
    const make = () => new HttpBusinessSystem({ configuration: example, secret: null, logger: silentLogger });
    expect(make).toThrow('BUSINESS_SYSTEM_SECRET');
  });

  it('shows the error of a failed question without the question', async () => {
    const system = await open();
    reference.faultOf = () => ({ kind: 'wrong-shape' });
    const error = await system
      .findLine('021-63330001')
      .catch((thrown: unknown) => thrown as OperationalError);
    expect(JSON.stringify(error)).not.toContain('63330001');
    expect((error as OperationalError).message).toContain('status invalid_value');
  });
});
