import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { createPasswordHasher } from '../../../server/auth';
import type { CallId } from '../../../server/contract/ids';
import { PrepaidCardPayment, cardDigest } from '../../../server/connectors/payment/prepaid-card-payment';
import type { BusinessSystem } from '../../../server/crm/business-system';
import { OperationalError } from '../../../server/errors';
import type { FlowService, ServiceAnswer, ServiceRequest } from '../../../server/ivr/services';
import { createSecretBox } from '../../../server/secrets';
import { Accounts } from '../../../server/selfservice/accounts';
import { billServices } from '../../../server/selfservice/bill-services';
import { CallerPasswords } from '../../../server/selfservice/caller-passwords';
import { passwordServices } from '../../../server/selfservice/password-services';
import type { PaymentConnector } from '../../../server/selfservice/payment';
import { Payments } from '../../../server/selfservice/payments.service';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../support/postgres';

const logger = pino({ level: 'silent' });
const format = { region: 'CN' as const, areaCode: '21' };
const box = createSecretBox('a key for the tests of self-service', 'caller-password');
const cards = createSecretBox('a key for the tests of self-service', 'prepaid-card');
const hasher = createPasswordHasher({ memoryKiB: 1024, iterations: 2 });
/** 张伟's mobile in the demo data: line and caller number. */
const OWN = '13900000002';
const CARD = '8600100020004001';

describe('self-service on a real database', () => {
  let postgres: TestPostgres;
  let address: TestAddress;
  let database: Database;
  let now = Date.now();

  beforeAll(async () => {
    postgres = await startTestPostgres();
    address = await postgres.freshDatabase();
    database = await createDatabase({ address, logger, numberFormat: format });
    await database.migrate();
    await database.seedDemo({ password: 'demo-password' });
    await database.prepaidCards.issue({
      numberDigest: cardDigest(cards, CARD),
      lastFour: CARD.slice(-4),
      passwordHash: null,
      balance: 10_000_000,
    });
  }, 120_000);
  afterAll(async () => {
    await database.close();
    await postgres.stop();
  });
  beforeEach(async () => {
    now = Date.now();
    await postgres.run(address.database, 'TRUNCATE caller_passwords, caller_password_notes, payments');
  });

  const accounts = () => new Accounts(database.businessSystem, format);
  const passwords = () =>
    new CallerPasswords({
      store: database.callerPasswords,
      hasher,
      box,
      now: () => now,
      settings: { wrongLimit: 5, windowMs: 3_600_000, lockMs: 7_200_000 },
      logger,
    });
  const ask = (
    services: readonly FlowService[],
    name: string,
    inputs: Record<string, string>,
    more: Partial<ServiceRequest> = {},
  ): Promise<ServiceAnswer> => {
    const found = services.find((one) => one.spec.name === name);
    if (found === undefined) throw new Error(name);
    return found.handle({
      service: name,
      requestId: randomUUID(),
      callId: randomUUID() as CallId,
      callerNumber: OWN,
      dialedNumber: '1000',
      customerId: null,
      language: 'zh-CN',
      packId: '1000',
      inputs,
      verified: [],
      ...more,
    });
  };

  describe('password', () => {
    const password = (name: string, inputs: Record<string, string>, more: Partial<ServiceRequest> = {}) =>
      ask(
        passwordServices({ accounts: accounts(), passwords: passwords() }),
        `password.${name}`,
        inputs,
        more,
      );
    const set = (digits: string) => password('set', { password: digits, again: digits });
    const check = (digits: string) => password('check', { kind: 'line', account: OWN, password: digits });

    it('is set from the phone itself, and then proves it', async () => {
      expect(await password('status', { kind: 'line', account: OWN })).toEqual({ outcome: 'none' });
      expect(await set('246802')).toMatchObject({ outcome: 'set', verified: `line:86${OWN}` });
      expect(await check('246802')).toEqual({ outcome: 'right', verified: `line:86${OWN}` });
      expect(await check('246803')).toEqual({ outcome: 'wrong' });
      expect(await set('111111')).toEqual({ outcome: 'already-set' });
    });

    it.each([
      ['another phone', '02163330001', 'not-own-phone', '0216333000'],
      ['a withheld number', 'anonymous', 'not-own-phone', ''],
    ])('is not changed from %s', async (_who, callerNumber, outcome) => {
      await set('246802');
      const verified = [`line:86${OWN}`];
      const inputs = { account: OWN, password: '135791', again: '135791' };
      expect(await password('change', inputs, { callerNumber, verified })).toEqual({ outcome });
      expect(await password('change', inputs)).toEqual({ outcome: 'not-verified' });
      expect(await check('246802')).toMatchObject({ outcome: 'right' });
    });

    it.each([
      ['135791', '135792', 'differ'],
      ['13579', '13579', 'not-six-digits'],
      ['135791', '135791', 'changed'],
    ])('changed to %s and %s is %s', async (one, other, outcome) => {
      await set('246802');
      const inputs = { account: OWN, password: one, again: other };
      expect(await password('change', inputs, { verified: [`line:86${OWN}`] })).toEqual({ outcome });
      expect(await check(outcome === 'changed' ? one : '246802')).toMatchObject({ outcome: 'right' });
    });

    it('of a contract is given at a hall and changed by its old one', async () => {
      const contract = { kind: 'contract' as const, number: 'C1000002' };
      await passwords().save(contract, '246802', 'given', { by: 'supervisor', callId: null });
      const proved = await password('check', { kind: 'contract', account: 'C1000002', password: '246802' });
      expect(proved).toEqual({ outcome: 'right', verified: 'contract:C1000002' });
      const inputs = { account: 'C1000002', password: '135791', again: '135791' };
      expect(
        await password('contract-change', inputs, {
          callerNumber: 'anonymous',
          verified: ['contract:C1000002'],
        }),
      ).toEqual({ outcome: 'changed' });
    });

    it('locks over all calls, lets nobody in meanwhile, and is unlocked by a person', async () => {
      await set('246802');
      for (let wrong = 1; wrong < 5; wrong += 1) expect(await check('000000')).toEqual({ outcome: 'wrong' });
      expect(await check('000000')).toEqual({ outcome: 'locked' });
      expect(await check('246802')).toEqual({ outcome: 'locked' });
      expect(await password('status', { kind: 'line', account: OWN })).toEqual({ outcome: 'locked' });
      const account = { kind: 'line' as const, number: `86${OWN}` };
      expect(await passwords().unlock(account, { by: '2001', callId: null, reason: 'showed his card' })).toBe(
        true,
      );
      expect(await check('246802')).toMatchObject({ outcome: 'right' });
      const notes = await database.callerPasswords.notes(account, { page: 1, pageSize: 10 });
      expect(notes.items.map(({ deed, by }) => `${deed} ${by}`).sort()).toEqual([
        'locked caller',
        'set caller',
        'unlocked 2001',
      ]);
    });

    it('forgets wrong entries that are long past, and a lock that has run out', async () => {
      await set('246802');
      for (let wrong = 1; wrong < 5; wrong += 1) await check('000000');
      now += 3_600_001;
      expect(await check('000000')).toEqual({ outcome: 'wrong' });
      for (let wrong = 2; wrong < 5; wrong += 1) await check('000000');
      expect(await check('000000')).toEqual({ outcome: 'locked' });
      now += 7_200_001;
      expect(await check('246802')).toMatchObject({ outcome: 'right' });
    });

    it('gives guessers at the same time no more tries between them', async () => {
      await set('246802');
      const answers = await Promise.all(Array.from({ length: 20 }, () => check('000000')));
      expect(answers.filter(({ outcome }) => outcome === 'wrong')).toHaveLength(4);
      expect(answers.filter(({ outcome }) => outcome === 'locked')).toHaveLength(16);
    });

    it('stands nowhere in the database, and a hash moved to another account opens nothing', async () => {
      await set('246802');
      const dump = await postgres.run(address.database, 'SELECT p::text AS row FROM caller_passwords p');
      expect(JSON.stringify(dump)).toContain('$argon2id$');
      expect(JSON.stringify(dump)).not.toContain('246802');
      await postgres.run(
        address.database,
        `UPDATE caller_passwords SET account_number = '862163330001' WHERE account_kind = 'line'`,
      );
      expect(await password('check', { kind: 'line', account: '02163330001', password: '246802' })).toEqual({
        outcome: 'wrong',
      });
    });
  });

  describe('payment', () => {
    const verified = [`line:86${OWN}`];
    const real = () =>
      new PrepaidCardPayment({ ledger: database.prepaidCards, box: cards, passwords: hasher });
    const room = (connector: PaymentConnector, business: BusinessSystem = database.businessSystem) => {
      const payments = new Payments({
        store: database.payments,
        connector,
        business,
        now: () => now,
        logger,
      });
      const services = billServices({
        accounts: accounts(),
        business,
        payments,
        now: () => now,
        timeZone: 'Asia/Shanghai',
      });
      return { payments, services };
    };
    const unpaid = async (kind = 'telephone') =>
      (await database.businessSystem.unpaidBills({ kind: 'line', number: `86${OWN}` })).find(
        (bill) => bill.kind === kind,
      );
    const taken = async () => {
      const [row] = await postgres.run(address.database, 'SELECT balance FROM prepaid_cards');
      return 10_000_000 - Number(row?.['balance']);
    };
    const pay = (services: readonly FlowService[], billId: string, requestId: string) =>
      ask(
        services,
        'payment.pay',
        { account: OWN, billId, cardNumber: CARD },
        { requestId, verified, callId: randomUUID() as CallId },
      );

    beforeEach(async () => {
      await postgres.run(
        address.database,
        'UPDATE prepaid_cards SET balance = 10000000; UPDATE bills SET paid = 0; DELETE FROM prepaid_charges',
      );
    });

    it('tells nobody a bill whose account he has not proved', async () => {
      const { services } = room(real());
      const inputs = { account: OWN, monthsAgo: '0' };
      expect(await ask(services, 'bill.month', inputs)).toEqual({ outcome: 'not-verified' });
      const other = { verified: ['line:862163330001'] };
      expect(await ask(services, 'bill.month', inputs, other)).toEqual({ outcome: 'not-verified' });
    });

    it.each(['0', '1', '6'])('tells the bill of %s months ago', async (monthsAgo) => {
      const { services } = room(real());
      const answer = await ask(services, 'bill.month', { account: OWN, monthsAgo }, { verified });
      expect(answer.outcome).toBe('owed');
      expect(Number(answer.outputs?.['amount'])).toBeGreaterThan(0);
      expect(answer.outputs?.['dueDate']).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    });

    it('is charged once however often the flow asks', async () => {
      const bill = (await unpaid())!;
      const { services } = room(real());
      const requestId = `${randomUUID()}.q1`;
      expect(await pay(services, bill.billId, requestId)).toMatchObject({ outcome: 'paid' });
      expect(await pay(services, bill.billId, requestId)).toMatchObject({ outcome: 'paid' });
      expect(await pay(services, bill.billId, `${requestId}2`)).toEqual({ outcome: 'already' });
      expect(await taken()).toBe(bill.amount);
      expect((await unpaid())?.billId).not.toBe(bill.billId);
    });

    it('whose answer was lost is found out, not made again', async () => {
      const bill = (await unpaid())!;
      const connector = real();
      let isLost = true;
      const lossy: PaymentConnector = {
        charge: async (request) => {
          await connector.charge(request);
          throw new OperationalError('payment-away', 'lost');
        },
        find: (id) => {
          if (isLost) throw new OperationalError('payment-away', 'lost');
          return connector.find(id);
        },
      };
      const { services, payments } = room(lossy);
      const requestId = `${randomUUID()}.q1`;
      expect(await pay(services, bill.billId, requestId)).toMatchObject({ outcome: 'pending' });
      // Another call about the same bill, while nobody knows: it must not be paid again.
      expect(await pay(services, bill.billId, `${requestId}2`)).toEqual({ outcome: 'already' });
      isLost = false;
      now += 120_000;
      await payments.reconcile();
      expect(await database.payments.get(requestId)).toMatchObject({ state: 'accepted' });
      expect((await database.payments.get(requestId))?.recordedAt).not.toBeNull();
      expect(await taken()).toBe(bill.amount);
    });

    it('that never arrived is given up, and the bill can be paid again', async () => {
      const bill = (await unpaid())!;
      const deaf: PaymentConnector = {
        charge: () => Promise.reject(new OperationalError('payment-away', 'lost')),
        find: () => Promise.resolve(null),
      };
      const { services, payments } = room(deaf);
      const requestId = `${randomUUID()}.q1`;
      expect(await pay(services, bill.billId, requestId)).toMatchObject({ outcome: 'pending' });
      now += 120_000;
      await payments.reconcile();
      expect(await database.payments.get(requestId)).toMatchObject({ state: 'declined' });
      expect(await pay(room(real()).services, bill.billId, `${requestId}2`)).toMatchObject({
        outcome: 'paid',
      });
      expect(await taken()).toBe(bill.amount);
    });

    it('goes on where a server died between the charge and its record', async () => {
      const bill = (await unpaid())!;
      const connector = real();
      const died: PaymentConnector = {
        charge: async (request) => {
          await connector.charge(request);
          throw new Error('killed');
        },
        find: (id) => connector.find(id),
      };
      const requestId = `${randomUUID()}.q1`;
      await expect(pay(room(died).services, bill.billId, requestId)).rejects.toThrow('killed');
      expect(await database.payments.get(requestId)).toMatchObject({ state: 'started' });
      expect(await pay(room(connector).services, bill.billId, requestId)).toMatchObject({ outcome: 'paid' });
      expect(await taken()).toBe(bill.amount);
    });

    it('is charged once for two calls that pay the same bill at the same moment', async () => {
      const bill = (await unpaid())!;
      const { services } = room(real());
      const calls = Array.from({ length: 8 }, () => pay(services, bill.billId, `${randomUUID()}.q1`));
      const outcomes = (await Promise.all(calls)).map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => outcome === 'paid')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'already')).toHaveLength(7);
      expect(await taken()).toBe(bill.amount);
    });

    it('is told the business system later when that is away', async () => {
      const bill = (await unpaid())!;
      const { businessSystem: there } = database;
      const away: BusinessSystem = {
        findLine: (number) => there.findLine(number),
        findContract: (number) => there.findContract(number),
        bill: (account, month) => there.bill(account, month),
        unpaidBills: (account) => there.unpaidBills(account),
        orders: (by) => there.orders(by),
        recordPayment: () => Promise.reject(new OperationalError('business-system-away', 'away')),
      };
      const requestId = `${randomUUID()}.q1`;
      expect(await pay(room(real(), away).services, bill.billId, requestId)).toMatchObject({
        outcome: 'paid',
      });
      expect((await database.payments.get(requestId))?.recordedAt).toBeNull();
      await room(real()).payments.reconcile();
      expect((await database.payments.get(requestId))?.recordedAt).not.toBeNull();
      expect((await unpaid())?.billId).not.toBe(bill.billId);
    });

    it('keeps no digit of the card', async () => {
      const bill = (await unpaid())!;
      await pay(room(real()).services, bill.billId, `${randomUUID()}.q1`);
      const rows = await postgres.run(address.database, 'SELECT p::text AS row FROM payments p');
      expect(JSON.stringify(rows)).not.toContain(CARD);
    });
  });
});
