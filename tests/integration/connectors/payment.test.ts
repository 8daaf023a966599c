import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDatabase, type Database } from '../../../db';
import { createPasswordHasher } from '../../../server/auth';
import { withPaymentFaults, type PaymentFault } from '../../../server/connectors/payment/faulty-payment';
import { HttpPayment, signPayment } from '../../../server/connectors/payment/http-payment';
import { cardDigest, PrepaidCardPayment } from '../../../server/connectors/payment/prepaid-card-payment';
import type { AppError } from '../../../server/errors';
import { createLogger } from '../../../server/logging';
import { createSecretBox } from '../../../server/secrets';
import type { ChargeRequest, ChargeResult, PaymentConnector } from '../../../server/selfservice/payment';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../support/postgres';
import { silentLogger } from '../../support/redis';

const CARD = '8600100020007731';
const PASSWORD = '975310';
const SECRET = 'payment-secret-of-the-test';
const box = createSecretBox('k'.repeat(32), 'prepaid-card');
const passwords = createPasswordHasher({ memoryKiB: 8192, iterations: 1 });

let postgres: TestPostgres;
let address: TestAddress;
let database: Database;
beforeAll(async () => {
  postgres = await startTestPostgres();
}, 60_000);
afterAll(() => postgres.stop(), 60_000);
beforeEach(async () => {
  address = await postgres.freshDatabase();
  database = await createDatabase({ address, logger: silentLogger });
  await database.migrate();
  await database.prepaidCards.issue({
    numberDigest: cardDigest(box, CARD),
    lastFour: CARD.slice(-4),
    passwordHash: await passwords.hash(PASSWORD),
    balance: 10_000,
  });
}, 60_000);
afterEach(() => database.close(), 60_000);

const prepaid = () => new PrepaidCardPayment({ ledger: database.prepaidCards, box, passwords });
const balance = async () => {
  const [card] = await postgres.run(address.database, 'SELECT balance FROM prepaid_cards');
  return Number(card!['balance']);
};
const charge = (
  paymentId: string,
  amount = 3850,
  number = CARD,
  password: string | null = PASSWORD,
): ChargeRequest => ({
  paymentId,
  account: { kind: 'line', number: '862163330001' },
  billId: 'bill-1',
  billKind: 'telephone',
  amount,
  means: { prepaidCard: { number, password } },
});

/** What every PaymentConnector promises, for a card with ¥100.00 on it. */
function describePayment(name: string, open: () => Promise<PaymentConnector>): void {
  describe(`payment: ${name}`, () => {
    let connector: PaymentConnector;
    beforeEach(async () => {
      connector = await open();
    });

    it('takes the money once, however often it is told', async () => {
      const first = await connector.charge(charge('p-1'));
      expect(first).toMatchObject({ state: 'accepted' });
      expect(await connector.charge(charge('p-1'))).toEqual(first);
      expect(await connector.find('p-1')).toEqual(first);
      expect(await balance()).toBe(6150);
    });

    it('takes it once when it is told ten times at the same moment', async () => {
      const results = await Promise.all(Array.from({ length: 10 }, () => connector.charge(charge('p-1'))));
      expect(new Set(results.map((result) => result.state))).toEqual(new Set(['accepted']));
      expect(await balance()).toBe(6150);
    });

    it('never takes more than there is, however many pay at once', async () => {
      const results = await Promise.all(
        Array.from({ length: 6 }, (_, index) => connector.charge(charge(`p-${String(index)}`, 3000))),
      );
      expect(results.filter((result) => result.state === 'accepted')).toHaveLength(3);
      expect(results.filter((result) => result.state === 'declined')).toEqual(
        Array.from({ length: 3 }, () => ({ state: 'declined', reason: 'no-balance' })),
      );
      expect(await balance()).toBe(1000);
    });

    it('declines an unknown card and a wrong password, and says the same when asked again', async () => {
      const unknown = { state: 'declined', reason: 'unknown-card' };
      expect(await connector.charge(charge('p-1', 100, '8600100020009999'))).toEqual(unknown);
      expect(await connector.find('p-1')).toEqual(unknown);
      const wrong = { state: 'declined', reason: 'wrong-password' };
      expect(await connector.charge(charge('p-2', 100, CARD, '000000'))).toEqual(wrong);
      // The right password does not turn a result that was told.
      expect(await connector.charge(charge('p-2', 100))).toEqual(wrong);
      expect(await balance()).toBe(10_000);
    });

    it('knows nothing of a payment that never was', async () => {
      expect(await connector.find('nobody')).toBeNull();
    });
  });
}

describePayment('prepaid cards', () => Promise.resolve(prepaid()));

describe('prepaid cards', () => {
  it('are blocked after five wrong passwords in a row', async () => {
    for (let count = 0; count < 5; count += 1)
      await prepaid().charge(charge(`p-${String(count)}`, 100, CARD, '000000'));
    expect(await prepaid().charge(charge('p-9'))).toEqual({ state: 'declined', reason: 'card-blocked' });
    expect(await balance()).toBe(10_000);
  });

  it('count a repeated charge as one guess, and start anew with a right one', async () => {
    for (let count = 0; count < 10; count += 1) await prepaid().charge(charge('p-1', 100, CARD, '000000'));
    expect(await prepaid().charge(charge('p-2', 100))).toMatchObject({ state: 'accepted' });
    const [card] = await postgres.run(address.database, 'SELECT state, wrong_passwords FROM prepaid_cards');
    expect(card).toEqual({ state: 'active', wrong_passwords: 0 });
  });

  it('understand a number in groups', async () => {
    expect(await prepaid().charge(charge('p-1', 1, '8600 1000-2000 7731'))).toMatchObject({
      state: 'accepted',
    });
  });

  it('refuse a payment id that is used for another amount', async () => {
    await prepaid().charge(charge('p-1'));
    await expect(prepaid().charge(charge('p-1', 1))).rejects.toMatchObject({ code: 'broken-invariant' });
  });

  it('are away with the database', async () => {
    await postgres.kill();
    await expect(prepaid().charge(charge('p-1'))).rejects.toMatchObject({ code: 'payment-away' });
    await expect(prepaid().find('p-1')).rejects.toMatchObject({ code: 'payment-away' });
    await postgres.restart();
  }, 60_000);

  it('leave neither number nor password in the database', async () => {
    await prepaid().charge(charge('p-1'));
    await prepaid().charge(charge('p-2', 1, CARD, '000000'));
    const rows = await Promise.all(
      ['prepaid_cards', 'prepaid_charges'].map((table) =>
        postgres.run(address.database, `SELECT t::text AS line FROM ${table} t`),
      ),
    );
    const text = JSON.stringify(rows);
    expect(text).toContain('7731');
    expect(text).not.toMatch(/860010002000|975310|000000"/);
  });

  it.each([
    ['declined', 10_000, null],
    ['timed-out-before', 10_000, null],
    ['timed-out-after', 6150, 'accepted'],
    ['doubled', 6150, 'accepted'],
  ] as const)('with the fault %s leave %d fen', async (fault: PaymentFault, left, found) => {
    const faulty = withPaymentFaults(prepaid(), () => fault);
    const result = await faulty.charge(charge('p-1')).catch((error: unknown) => (error as AppError).code);
    expect(await balance()).toBe(left);
    expect((await faulty.find('p-1'))?.state ?? null).toBe(found);
    if (fault.startsWith('timed-out')) expect(result).toBe('payment-away');
  });
});

describe('a payment system over HTTP', () => {
  let server: Server;
  let url: string;
  let fault: 'none' | 'charged-then-cut' | 'cut' | 'hang' | 'no-json' | 'status';
  let posts: number;

  beforeEach(async () => {
    fault = 'none';
    posts = 0;
    server = createServer((request, response) => void serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/v1`;
  });
  afterEach(async () => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  });

  /** Another company's system in front of the same cards, as docs/connectors.md asks for it. */
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const { method = '', url: path = '', headers } = request;
    const timestamp = String(headers['x-kiloline-timestamp']);
    const answer = (status: number, value: unknown) => response.writeHead(status).end(JSON.stringify(value));
    if (headers['x-kiloline-signature'] !== signPayment(SECRET, { method, path, timestamp, body }))
      return void answer(401, {});
    if (Math.abs(Date.now() - Number(timestamp)) > 30_000) return void answer(408, {});
    if (method === 'GET') {
      const found = await prepaid().find(decodeURIComponent(path.split('/').at(-1)!));
      return void answer(found === null ? 404 : 200, found);
    }
    posts += 1;
    const { card, ...facts } = JSON.parse(body) as Omit<ChargeRequest, 'means'> & {
      card: ChargeRequest['means']['prepaidCard'];
    };
    if (headers['idempotency-key'] !== facts.paymentId) return void answer(400, {});
    if (fault === 'cut') return void response.destroy();
    if (fault === 'hang') return;
    if (fault === 'status') return void answer(500, {});
    if (fault === 'no-json') return void response.end('<html>');
    const result: ChargeResult = await prepaid().charge({ ...facts, means: { prepaidCard: card } });
    if (fault === 'charged-then-cut') return void response.destroy();
    answer(200, result);
  }

  const connect = (secret = SECRET, logger = silentLogger) =>
    new HttpPayment({ url, secret, timeoutMs: 500, now: Date.now, logger });
  describePayment('over HTTP', () => {
    // Ten at once wait for one row; the time-out is for the tests of time-outs.
    const connector = new HttpPayment({
      url,
      secret: SECRET,
      timeoutMs: 20_000,
      now: Date.now,
      logger: silentLogger,
    });
    return Promise.resolve(connector);
  });

  it('finds out what became of a charge whose answer was lost', async () => {
    fault = 'charged-then-cut';
    expect(await connect().charge(charge('p-1'))).toMatchObject({ state: 'accepted' });
    expect({ posts, balance: await balance() }).toEqual({ posts: 1, balance: 6150 });
  });

  it.each(['cut', 'hang', 'no-json', 'status'] as const)(
    'does not know what became of a charge with %s, and logs no card',
    async (kind) => {
      fault = kind;
      const lines: string[] = [];
      const logger = createLogger(
        { level: 'trace', pretty: false },
        { write: (line) => void lines.push(line) },
      );
      await expect(connect(SECRET, logger).charge(charge('p-1'))).rejects.toMatchObject({
        code: 'payment-away',
      });
      expect(lines.join('')).toContain('payment system did not answer');
      expect(lines.join('')).not.toMatch(/86001000|975310/);
      expect(await connect().find('p-1')).toBeNull();
    },
  );

  it('asks nothing when it was not reached', async () => {
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await expect(connect().charge(charge('p-1'))).rejects.toThrow('ECONNREFUSED');
    expect(posts).toBe(0);
  });

  it('is refused with a wrong signature', async () => {
    await expect(connect('another-secret').charge(charge('p-1'))).rejects.toThrow('status 401');
    expect(await balance()).toBe(10_000);
  });
});
