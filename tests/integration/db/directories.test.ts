import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { demoCustomers } from '../../../db/demo/customers';
import { createPasswordHasher } from '../../../server/auth/password';
import { callId, customerId } from '../../../server/contract/ids';
import {
  callDetailSchema,
  callSummarySchema,
  customerCardSchema,
  customerSummarySchema,
  dispositionSchema,
  type CustomerQuery,
} from '../../../server/contract/rest';
import { aCallId, eventsOf, lives } from '../../support/call-events';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../support/postgres';

const logger = pino({ level: 'silent' });
const LI_NA = customerId('00000000-0000-4000-8000-020000000001');
const PEARL = customerId('00000000-0000-4000-8000-020000000003');
const FROM = 1_763_800_000_000;

describe('directories on the demo data', () => {
  let postgres: TestPostgres;
  let address: TestAddress;
  let database: Database;

  beforeAll(async () => {
    postgres = await startTestPostgres();
    address = await postgres.freshDatabase();
    database = await createDatabase({ address, logger, numberFormat: { region: 'CN', areaCode: '21' } });
    await database.migrate();
    await database.seedDemo({ password: 'first password' });
    // Thirty calls, three of each life but one; the newest is number 30.
    const names = Object.keys(lives);
    const events = Array.from({ length: 30 }, (_, index) =>
      eventsOf(aCallId(index + 1), FROM + index * 60_000, lives[names[index % names.length] ?? ''] ?? []),
    );
    await database.projector.apply(events.flat());
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await postgres.stop();
  });

  const search = (text: string, paging: Partial<CustomerQuery> = {}) =>
    database.customers.search({ search: text, page: 1, pageSize: 50, ...paging });
  const namesOf = (page: { items: readonly { name: string }[] }) => page.items.map((item) => item.name);

  describe('seedDemo', () => {
    const passwordOf = async (login: string) => (await database.users.findByLogin(login))?.passwordHash ?? '';
    const hasher = createPasswordHasher();

    it('adds nothing a second time, and keeps passwords', async () => {
      const before = await passwordOf('1001');
      const count = `SELECT (SELECT count(*) FROM customers) AS customers, (SELECT count(*) FROM customer_phones) AS phones,
        (SELECT count(*) FROM lines) AS lines, (SELECT count(*) FROM users) AS users`;
      const rows = await postgres.run(address.database, count);
      expect(await database.seedDemo({ password: 'second password' })).toEqual({ passwordSet: [] });
      expect(await postgres.run(address.database, count)).toEqual(rows);
      expect(await passwordOf('1001')).toBe(before);
    });

    it('sets passwords again when asked to', async () => {
      expect(
        (await database.seedDemo({ password: 'third password', resetPasswords: true })).passwordSet,
      ).toHaveLength(7);
      expect(await hasher.verify(await passwordOf('2001'), 'third password')).toBe(true);
      expect(await hasher.verify(await passwordOf('2001'), 'first password')).toBe(false);
    });

    it('stores every number of the demo data under a key', async () => {
      const rows = await postgres.run(
        address.database,
        'SELECT as_written FROM customer_phones WHERE e164 IS NULL',
      );
      expect(rows).toEqual([]);
    });
  });

  describe('UserRepository', () => {
    it('finds a person by login in any case, and by id', async () => {
      const admin = await database.users.findByLogin(' ADMIN ');
      expect(admin).toMatchObject({ login: 'admin', role: 'admin', agentId: null, disabled: false });
      expect(await database.users.findById(admin?.userId ?? '')).toEqual(admin);
      expect(await database.users.findByLogin('1001')).toMatchObject({
        role: 'agent',
        agentId: '1001',
        displayName: '王芳 Wang Fang',
      });
    });

    it.each(['', 'nobody', "' OR 1=1 --", 'admin\0', '%'])('finds nobody as %j', async (login) => {
      const found = await database.users.findByLogin(login);
      expect(found?.login).toBe(login === 'admin\0' ? 'admin' : undefined);
      expect(await database.users.findById(login)).toBeNull();
    });
  });

  it('knows the agents by number, and whether they may log in', async () => {
    await postgres.run(address.database, `UPDATE users SET disabled = true WHERE login = '1003'`);
    expect(await database.users.agents()).toEqual([
      { agentId: '1001', mayLogIn: true },
      { agentId: '1002', mayLogIn: true },
      { agentId: '1003', mayLogIn: false },
      { agentId: '1004', mayLogIn: true },
      { agentId: '2002', mayLogIn: true },
    ]);
    await postgres.run(address.database, `UPDATE users SET disabled = false WHERE login = '1003'`);
  });

  describe('findByNumber', () => {
    it.each([
      ['13900000001', '李娜 Li Na'],
      ['+8613900000001', '李娜 Li Na'],
      ['008613900000001', '李娜 Li Na'],
      ['013900000001', '李娜 Li Na'],
      ['13900000002', '张伟 Zhang Wei'],
      ['02163330001', '上海明珠贸易有限公司 Pearl Trading'],
      ['021-63330001-8', '上海明珠贸易有限公司 Pearl Trading'],
      ['63330001', '上海明珠贸易有限公司 Pearl Trading'],
      ['862163330002', '上海明珠贸易有限公司 Pearl Trading'],
      ['+442079460958', 'Emma Clarke'],
      ['63330020', '市第九医院(演示) Ninth Hospital (demo)'],
    ])('%s is %s', async (number, name) => {
      const found = await database.customers.findByNumber(number);
      expect(found.map((customer) => customer.name)).toEqual([name]);
      customerSummarySchema.parse(found[0]);
    });

    it('finds everybody who shares a number', async () => {
      const found = await database.customers.findByNumber('0086 139 0000 0010');
      expect(found.map((customer) => customer.name)).toEqual(['吴敏 Wu Min', '周杰 Zhou Jie']);
    });

    it.each(['', 'anonymous', '1000', '10086', '%', "1' OR '1'='1", '0755-63330001', 'KD1000001'])(
      'finds nobody for %j',
      async (number) => {
        expect(await database.customers.findByNumber(number)).toEqual([]);
      },
    );

    it('gives ten owners at most', async () => {
      const rows = Array.from({ length: 12 }, (_, index) => `Many ${index}`);
      await postgres.run(
        address.database,
        `WITH made AS (INSERT INTO customers (name, kind) SELECT unnest($1::text[]), 'person' RETURNING customer_id)
         INSERT INTO customer_phones (customer_id, as_written, e164, digits)
         SELECT customer_id, '13900000999', '+8613900000999', '13900000999' FROM made`,
        [rows],
      );
      expect(await database.customers.findByNumber('13900000999')).toHaveLength(10);
      await postgres.run(address.database, `DELETE FROM customers WHERE name LIKE 'Many %'`);
    });
  });

  describe('card', () => {
    it('names many at once, and leaves out who is gone or no id', async () => {
      const ids = [
        LI_NA,
        PEARL,
        LI_NA,
        customerId('no-id'),
        customerId('00000000-0000-4000-8000-0000000fffff'),
      ];
      const names = await database.customers.names(ids);
      expect(names).toEqual(
        new Map([
          [LI_NA, (await database.customers.card(LI_NA))?.name],
          [PEARL, (await database.customers.card(PEARL))?.name],
        ]),
      );
      expect(await database.customers.names([])).toEqual(new Map());
    });

    it('shows who, lines and the newest calls', async () => {
      const card = customerCardSchema.parse(await database.customers.card(LI_NA));
      expect(card).toMatchObject({
        name: '李娜 Li Na',
        kind: 'person',
        contractNumber: 'C1000001',
        numbers: ['13900000001', '021-63330101'],
        lines: [{ kind: 'fixed' }, { kind: 'broadband', number: 'KD1000001' }],
      });
      expect(card.recentCalls.length).toBeGreaterThan(2);
      expect(card.recentCalls.every((call) => call.customerName === '李娜 Li Na')).toBe(true);
      expect((await database.customers.card(PEARL))?.lines).toHaveLength(4);
    });

    it.each(['', 'x', "'; DROP TABLE customers; --", '00000000-0000-4000-8000-999999999999'])(
      'is null for %j',
      async (id) => {
        expect(await database.customers.card(customerId(id))).toBeNull();
      },
    );
  });

  describe('search', () => {
    it.each([
      ['李娜', '李娜 Li Na'],
      ['li na', '李娜 Li Na'],
      ['Na LI', '李娜 Li Na'],
      ['pearl', '上海明珠贸易有限公司 Pearl Trading'],
      ['明珠', '上海明珠贸易有限公司 Pearl Trading'],
      ['c1000001', '李娜 Li Na'],
      ['C1000002', '张伟 Zhang Wei'],
      ['139 0000 0002', '张伟 Zhang Wei'],
      ['+86 21 6333 0003', '上海明珠贸易有限公司 Pearl Trading'],
      ['63330003', '上海明珠贸易有限公司 Pearl Trading'],
      ['(demo) bank', '东海银行(演示) Donghai Bank (demo)'],
    ])('%j finds %s first', async (text, name) => {
      expect(namesOf(await search(text))[0]).toBe(name);
    });

    it('finds by a part of a number', async () => {
      const page = await search('6333000');
      expect(namesOf(page)).toEqual(['上海明珠贸易有限公司 Pearl Trading']);
    });

    it('pages through everybody, each once, in one order', async () => {
      const pages = await Promise.all([1, 2, 3, 4, 5].map((page) => search('', { page, pageSize: 9 })));
      expect(new Set(pages.map((page) => page.total))).toEqual(new Set([demoCustomers.length]));
      const ids = pages.flatMap((page) => page.items.map((item) => item.customerId));
      expect(ids).toHaveLength(demoCustomers.length);
      expect(new Set(ids).size).toBe(ids.length);
      const whole = await search('', { pageSize: 200 });
      expect(ids).toEqual(whole.items.map((item) => item.customerId));
      expect(await search('', { page: 99 })).toMatchObject({ items: [], total: demoCustomers.length });
    });

    it.each([
      '%',
      '_',
      '\\',
      "'",
      "'; DROP TABLE customers; --",
      '$1',
      ':keys',
      '\0',
      "' OR ''='",
      '%%%',
      '\\%',
      '{}',
      '{"a"}',
    ])('takes %j for text', async (text) => {
      const page = await search(text);
      const meant = text.replaceAll('\0', '');
      const expected = demoCustomers.filter((customer) => customer.name.includes(meant)).length;
      expect(page.total).toBe(expected);
      expect((await search('')).total).toBe(demoCustomers.length);
    });
  });

  describe('CallRepository', () => {
    const list = (query: object = {}) => database.callHistory.list({ page: 1, pageSize: 50, ...query });

    it('lists the newest first, in pages', async () => {
      const all = await list();
      expect(all.total).toBe(30);
      all.items.forEach((call) => {
        callSummarySchema.parse(call);
      });
      expect(all.items[0]?.callId).toBe(aCallId(30));
      const second = await list({ page: 2, pageSize: 7 });
      expect(second.items).toEqual(all.items.slice(7, 14));
    });

    it('filters by customer, agent and number on either side', async () => {
      const all = (await list()).items;
      const only = (keep: (call: (typeof all)[number]) => boolean) => all.filter(keep);
      expect((await list({ customerId: LI_NA })).items).toEqual(only((call) => call.customerId === LI_NA));
      expect((await list({ agentId: '1002' })).items).toEqual(only((call) => call.agentId === '1002'));
      expect((await list({ number: '+86 139 0000 0001' })).items).toEqual(
        only((call) => call.callerNumber === '13900000001'),
      );
      expect((await list({ number: '63330001' })).items).toEqual(
        only((call) => call.dialedNumber === '021-63330001'),
      );
      const combined = await list({ number: '1000', agentId: '1002', customerId: PEARL });
      expect(combined.items).toEqual(only((call) => call.outcome === 'not-reached'));
    });

    it.each([{ number: 'anonymous' }, { number: "' OR 1=1 --" }, { agentId: "'--\0" }, { customerId: 'x' }])(
      'finds nothing for %j',
      async (query) => {
        expect(await list(query)).toMatchObject({ items: [], total: 0 });
      },
    );

    it('tells a call whole', async () => {
      const detail = callDetailSchema.parse(await database.callHistory.get(callId(aCallId(1))));
      expect(detail).toMatchObject({
        customerName: '李娜 Li Na',
        outcome: 'answered',
        dispositionCode: 'resolved',
      });
      expect(detail.legs.map((leg) => leg.role)).toEqual(['customer', 'agent']);
      expect(await database.callHistory.get(callId(aCallId(999)))).toBeNull();
      expect(await database.callHistory.get(callId("'; --"))).toBeNull();
    });

    it('lists dispositions in two languages', async () => {
      const all = await database.callHistory.dispositions();
      expect(all.map((one) => dispositionSchema.parse(one).code)).toEqual([
        'resolved',
        'callback-needed',
        'work-order-needed',
        'wrong-number',
        'dropped',
        'other',
      ]);
    });
  });
});
