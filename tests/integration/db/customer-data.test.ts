import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { customerId } from '../../../server/contract/ids';
import { customerCardSchema } from '../../../server/contract/rest';
import type { NewCustomer } from '../../../server/contract/crm';
import { startDemoDatabase, type DemoDatabase } from '../../support/demo-database';
import { centreNow } from '../../support/centre-day';

const logger = pino({ level: 'silent' });
const LI_NA = customerId('00000000-0000-4000-8000-020000000001');
const PEARL = customerId('00000000-0000-4000-8000-020000000003');
const NOBODY = customerId('00000000-0000-4000-8000-999999999999');
const alice = { who: '1001', why: 'asked on the phone' };
const paged = { page: 1, pageSize: 50 };
const thisMonth = centreNow().toFormat('yyyy-MM');

const newCustomer = (over: Partial<NewCustomer> = {}): NewCustomer => ({
  name: '单晓晓',
  kind: 'person',
  contractNumber: null,
  address: null,
  notes: '',
  ownerId: null,
  phones: [],
  why: '',
  ...over,
});

describe('customer data on the demo data', () => {
  let demo: DemoDatabase;
  let database: Database;

  beforeAll(async () => {
    demo = await startDemoDatabase();
    ({ database } = demo);
  }, 60_000);
  afterAll(() => demo.stop(), 60_000);

  const changesOf = (id: string) => demo.changesOf(id);
  const namesOf = async (search: string, more: object = {}) =>
    (await database.customers.search({ ...paged, search, ...more })).items.map((item) => item.name);

  describe('seedDemo', () => {
    it('adds nothing a second time', async () => {
      const count = `SELECT (SELECT count(*) FROM bills) AS bills, (SELECT count(*) FROM contracts) AS contracts,
        (SELECT count(*) FROM service_orders) AS orders, (SELECT count(*) FROM directory_entries) AS entries,
        (SELECT count(*) FROM information_items) AS items, (SELECT count(*) FROM customer_notes) AS notes`;
      const before = await demo.postgres.run(demo.address.database, count);
      await database.seedDemo({ password: 'x' });
      expect(await demo.postgres.run(demo.address.database, count)).toEqual(before);
    });
  });

  describe('card', () => {
    it('shows contracts, lines with features, bills, what is owed, open orders and notes', async () => {
      const card = customerCardSchema.parse(await database.customers.card(LI_NA));
      expect(card.contracts).toMatchObject([
        { contractNumber: 'C1000001', status: 'active', lineNumbers: ['021-63330101', 'KD1000001'] },
      ]);
      expect(card.lines[0]).toMatchObject({
        contractNumber: 'C1000001',
        features: ['caller-id', 'call-forwarding'],
        areaCode: '21',
      });
      expect(card.latestBills).toHaveLength(12);
      expect(card.latestBills[0]?.month).toBe(thisMonth);
      const owed = card.latestBills.reduce((sum, bill) => sum + bill.amount - bill.paid, 0);
      expect(card.balanceDue).toBe(owed);
      expect(card.openOrders).toMatchObject([{ orderNumber: '97000001', stage: 'on-site' }]);
      expect(card.latestNotes.map((note) => note.pinned)).toEqual([true, false]);
    });
  });

  describe('search', () => {
    it.each(['lina', 'ln', 'LINA', '李娜', '李 娜', 'Li Na', 'na li', '娜', 'c1000001', '1000001', '0101'])(
      '%j finds 李娜',
      async (text) => {
        expect(await namesOf(text)).toContain('李娜 Li Na');
      },
    );

    it.each(['pearl trad', 'mingzhu', 'mz', 'shmz', '明珠贸易', 'ming zhu'])(
      '%j finds the trading firm',
      async (text) => {
        expect(await namesOf(text)).toContain('上海明珠贸易有限公司 Pearl Trading');
      },
    );

    it('does not find one name by another of the same sound', async () => {
      const id = await database.customerRecords.create(newCustomer({ name: '丽娜' }), alice);
      expect(await namesOf('丽娜')).toEqual(['丽娜']);
      expect(await namesOf('李娜')).not.toContain('丽娜');
      expect((await namesOf('lina')).slice(0, 2)).toEqual(['丽娜', '李娜 Li Na']);
      await demo.postgres.run(demo.address.database, 'DELETE FROM customers WHERE customer_id = $1', [id]);
    });

    it('filters by kind and sorts by name or age', async () => {
      const banks = await namesOf('', { kind: 'key-account' });
      expect(banks).toEqual(['东海银行(演示) Donghai Bank (demo)', '市第九医院(演示) Ninth Hospital (demo)']);
      expect(await namesOf('demo', { kind: 'person' })).toEqual([]);
      const id = await database.customerRecords.create(newCustomer({ name: '阿新' }), alice);
      expect((await namesOf('', { sort: '-createdAt' }))[0]).toBe('阿新');
      expect((await namesOf('', { sort: 'name' }))[0]).toBe('阿新');
      await demo.postgres.run(demo.address.database, 'DELETE FROM customers WHERE customer_id = $1', [id]);
    });

    it('refuses a page beyond the ten thousandth entry', async () => {
      await expect(database.customers.search({ page: 201, pageSize: 50, search: '' })).rejects.toMatchObject({
        code: 'validation-failed',
        message: 'Lists can be paged to entry 10000. Please narrow the search.',
      });
    });

    it('counts a list to ten thousand, a search to five hundred, and says that there are more', async () => {
      await demo.postgres.run(
        demo.address.database,
        `INSERT INTO customers (name, name_key, terms, kind)
         SELECT '众人' || n, 'zhongren ' || n, '''众'' ''人'' ''众人'' ''zhongren''', 'person' FROM generate_series(1, 10100) AS n`,
      );
      expect(await database.customers.search({ ...paged, search: '' })).toMatchObject({
        total: 10_000,
        isTotalCapped: true,
      });
      for (const search of ['众人', 'zhongren', 'zhong']) {
        expect(await database.customers.search({ ...paged, search })).toMatchObject({
          total: 500,
          isTotalCapped: true,
        });
      }
      expect((await database.customers.search({ ...paged, search: '众人7' })).items[0]?.name).toMatch(
        /^众人7/,
      );
      await demo.postgres.run(demo.address.database, `DELETE FROM customers WHERE name LIKE '众人%'`);
      expect((await database.customers.search({ ...paged, search: '' })).isTotalCapped).toBeUndefined();
    });
  });

  describe('search among many', () => {
    const run = (statement: string) => demo.postgres.run(demo.address.database, statement);
    afterEach(() => run(`DELETE FROM customers WHERE notes = 'many'`));

    it('says that there may be more when it was broken off, though one customer has several of the numbers', async () => {
      await run(
        `WITH made AS (
           INSERT INTO customers (name, name_key, kind, notes)
           SELECT 'M' || n, 'm' || n, 'person', 'many' FROM generate_series(1, 300) AS n RETURNING customer_id, name
         )
         INSERT INTO customer_phones (customer_id, position, as_written, e164, digits)
         SELECT customer_id, place, number, '+86' || number, number
         FROM made, generate_series(0, 1) AS place,
           LATERAL (SELECT '13' || place || '77799' || lpad(substr(name, 2), 3, '0') AS number) AS told`,
      );
      const { total, isTotalCapped, items } = await database.customers.search({ ...paged, search: '77799' });
      expect(total).toBeLessThanOrEqual(300);
      expect(isTotalCapped).toBe(true);
      expect(items).toHaveLength(paged.pageSize);
      const one = await database.customers.search({ ...paged, search: '77799123' });
      expect(one).toMatchObject({
        total: 1,
        items: [{ name: 'M123', numbers: ['13077799123', '13177799123'] }],
      });
      expect(one.isTotalCapped).toBeUndefined();
    });

    it('ranks names that begin with the text before those that have it inside', async () => {
      for (const name of ['阿甲乙', '甲乙丙', '甲乙']) {
        await database.customerRecords.create(newCustomer({ name, notes: 'many' }), alice);
      }
      for (const text of ['甲乙', '甲', 'jia yi', 'jiayi']) {
        expect([text, await namesOf(text)]).toEqual([text, ['甲乙', '甲乙丙', '阿甲乙']]);
      }
    });

    it.each(['6667', '66678', '667890', '1366678', '13666789012', '9012'])(
      '%j finds the number that holds it, wherever it stands',
      async (search) => {
        await run(
          `WITH made AS (
             INSERT INTO customers (name, name_key, kind, notes) VALUES ('Held', 'held', 'person', 'many')
             RETURNING customer_id
           )
           INSERT INTO customer_phones (customer_id, as_written, e164, digits)
           SELECT customer_id, '136 6678 9012', '+8613666789012', '13666789012' FROM made`,
        );
        expect(await namesOf(search)).toContain('Held');
      },
    );
  });

  describe('matchNumber', () => {
    it('names everybody who has the number, with the reason, the present ones first', async () => {
      const former = await database.customerRecords.create(newCustomer({ name: '前机主' }), alice);
      await demo.postgres.run(
        demo.address.database,
        `INSERT INTO lines (customer_id, number, e164, digits, kind, status)
         VALUES ($1, '139 0000 0010', '+8613900000010', '13900000010', 'mobile', 'closed')`,
        [former],
      );
      const matches = await database.customers.matchNumber('17909 139 0000 0010');
      expect(matches.map(({ name, reason, certainty }) => ({ name, reason, certainty }))).toEqual([
        { name: '吴敏 Wu Min', reason: 'contact', certainty: 'exact' },
        { name: '周杰 Zhou Jie', reason: 'contact', certainty: 'exact' },
        { name: '前机主', reason: 'former-line', certainty: 'exact' },
      ]);
      await demo.postgres.run(demo.address.database, 'DELETE FROM customers WHERE customer_id = $1', [
        former,
      ]);
    });

    it('finds a local number in whichever area it is known when no area is ours', async () => {
      const anywhere = await createDatabase({ address: demo.address, logger });
      try {
        const matches = await anywhere.customers.matchNumber('6333 0001');
        expect(matches).toMatchObject([
          { name: '上海明珠贸易有限公司 Pearl Trading', certainty: 'local', matchedNumber: '02163330001' },
        ]);
        expect(await anywhere.customers.matchNumber('3330001')).toEqual([]);
      } finally {
        await anywhere.close();
      }
    });
  });

  describe('CustomerRecords', () => {
    it('adds a customer with numbers and contract, finds him, and keeps who and why', async () => {
      const id = await database.customerRecords.create(
        newCustomer({ contractNumber: 'x9000001', phones: ['139 0000 0777 / 021-63330777'] }),
        alice,
      );
      const card = await database.customers.card(id);
      expect(card).toMatchObject({
        name: '单晓晓',
        numbers: ['139 0000 0777', '021-63330777'],
        contractNumber: 'X9000001',
        contracts: [{ contractNumber: 'X9000001' }],
        version: 1,
      });
      for (const search of ['shanxiaoxiao', 'sxx', '晓晓', '63330777', 'X9000001']) {
        const found = await database.customers.search({ ...paged, search });
        expect(found.items.map((item) => item.customerId)).toContain(id);
      }
      expect(await database.customers.findByNumber('+8613900000777')).toHaveLength(1);
      expect(await changesOf(id)).toMatchObject([
        { who: '1001', entity: 'customer', before: null, after: { name: '单晓晓' } },
      ]);
    });

    it('changes what is given and leaves the rest, refuses an older picture', async () => {
      const id = await database.customerRecords.create(newCustomer({ name: '旧名', notes: 'kept' }), alice);
      await database.customerRecords.change(id, { version: 1, name: '新名', why: 'married' }, alice);
      expect(await database.customers.card(id)).toMatchObject({ name: '新名', notes: 'kept', version: 2 });
      expect((await database.customers.search({ ...paged, search: 'xinming' })).items[0]?.customerId).toBe(
        id,
      );
      expect((await database.customers.search({ ...paged, search: '旧名' })).items).toEqual([]);
      await expect(
        database.customerRecords.change(id, { version: 1, name: '别名', why: '' }, alice),
      ).rejects.toMatchObject({ code: 'conflict' });
      const changes = await changesOf(id);
      expect(changes).toHaveLength(2);
      expect(changes[1]).toMatchObject({ why: 'married', before: { name: '旧名' }, after: { name: '新名' } });
    });

    it('lets one of two who change at once win', async () => {
      const id = await database.customerRecords.create(newCustomer(), alice);
      const both = await Promise.allSettled(
        ['甲', '乙'].map((name) => database.customerRecords.change(id, { version: 1, name, why: '' }, alice)),
      );
      expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await changesOf(id)).toHaveLength(2);
    });

    it('refuses a contract number of another customer, and changes nothing then', async () => {
      const count = () => demo.postgres.run(demo.address.database, 'SELECT count(*) FROM customers');
      const before = await count();
      await expect(
        database.customerRecords.create(newCustomer({ contractNumber: 'c1000001' }), alice),
      ).rejects.toMatchObject({ code: 'conflict' });
      expect(await count()).toEqual(before);
    });

    it('links and unlinks a number; what is none is refused', async () => {
      await database.customerRecords.addPhone(PEARL, '0086 139 0000 0888', alice);
      await database.customerRecords.addPhone(PEARL, '13900000888', alice);
      const card = await database.customers.card(PEARL);
      const phone = card?.phones.find((one) => one.number.includes('0888'));
      expect(card?.phones.filter((one) => one.number.includes('0888'))).toHaveLength(1);
      await expect(database.customerRecords.addPhone(PEARL, 'no number', alice)).rejects.toMatchObject({
        code: 'validation-failed',
      });
      await expect(database.customerRecords.addPhone(NOBODY, '13900000888', alice)).rejects.toMatchObject({
        code: 'not-found',
      });
      await expect(
        database.customerRecords.removePhone(LI_NA, phone?.phoneId ?? '', alice),
      ).rejects.toMatchObject({ code: 'not-found' });
      await database.customerRecords.removePhone(PEARL, phone?.phoneId ?? '', alice);
      expect(await database.customers.findByNumber('13900000888')).toEqual([]);
      expect(await changesOf(phone?.phoneId ?? '')).toHaveLength(2);
    });

    it('keeps notes, pinned ones first', async () => {
      const note = await database.customerRecords.addNote(PEARL, { text: 'Call back', pinned: false }, alice);
      expect(note).toMatchObject({ author: '1001', text: 'Call back' });
      const notes = await database.customerRecords.notes(PEARL, paged);
      expect(notes.items.map((one) => one.pinned)).toEqual([true, false]);
      expect(notes.total).toBe(2);
    });
  });

  describe('changes', () => {
    it.each(['UPDATE changes SET who = $$x$$', 'DELETE FROM changes', 'TRUNCATE changes'])(
      'refuse: %s',
      async (statement) => {
        await expect(demo.postgres.run(demo.address.database, statement)).rejects.toThrow('append-only');
      },
    );
  });
});
