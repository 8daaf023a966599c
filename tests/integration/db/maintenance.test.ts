import { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import {
  changeSchema,
  importSchema,
  tableNameSchema,
  type ChangeQuery,
  type ImportView,
  type NewImport,
} from '../../../server/contract/maintenance';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../support/postgres';

const logger = pino({ level: 'silent' });
const alice = { who: '1001', why: 'asked on the phone' };
const sam = { who: '2001', why: 'checked' };
const LI_NA = '00000000-0000-4000-8000-020000000001';
const paged = { page: 1, pageSize: 50 };

let postgres: TestPostgres;
let address: TestAddress;
let database: Database;

beforeAll(async () => {
  postgres = await startTestPostgres();
  address = await postgres.freshDatabase();
  database = await createDatabase({ address, logger, numberFormat: { region: 'CN', areaCode: '21' } });
  await database.migrate();
  await database.seedDemo({ password: 'x' });
}, 90_000);
afterAll(async () => {
  await database.close();
  await postgres.stop();
}, 60_000);

const rowsOf = (statement: string, parameters: unknown[] = []) =>
  postgres.run(address.database, statement, parameters);

const check = (table: NewImport['table'], csv: string | Buffer, more: Partial<NewImport> = {}) =>
  database.maintenance.imports.check(
    Readable.from([Buffer.from(csv)]),
    { table, existing: 'update', fileName: 'f.csv', why: '', ...more },
    sam,
  );
const bring = async (table: NewImport['table'], csv: string): Promise<ImportView> =>
  database.maintenance.imports.commit((await check(table, csv)).importId, sam);
const changes = async (query: Partial<ChangeQuery>) =>
  (await database.maintenance.history.list({ ...paged, search: '', ...query })).items;

describe('imports', () => {
  it('are tried first: nothing is there before the commit, everything after it, and nothing after the undo', async () => {
    const csv =
      '合同号,客户名称,联系电话,电话线路\nZX900001,赵一,13900009001; 63339001,63339002\nZX900002,钱二,,\n';
    const tried = importSchema.parse(await check('customers', csv));
    expect(tried).toMatchObject({ state: 'checked', rows: 2, created: 2, changed: 0, faultCount: 0 });
    const there = () =>
      rowsOf(`SELECT name, name_key FROM customers WHERE contract_number LIKE 'ZX9%' ORDER BY name_key DESC`);
    expect(await there()).toEqual([]);
    const done = await database.maintenance.imports.commit(tried.importId, sam);
    expect(done).toMatchObject({ state: 'done', created: 2 });
    expect(await there()).toEqual([
      { name: '赵一', name_key: 'zhaoyi' },
      { name: '钱二', name_key: 'qianer' },
    ]);
    const [match] = await database.customers.matchNumber('021-63339002');
    expect(match).toMatchObject({ name: '赵一', reason: 'line' });
    expect(await bring('customers', csv)).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    const undone = await database.maintenance.imports.undo(tried.importId, sam);
    expect(undone).toEqual({ isDone: true, count: 2, obstacles: [] });
    expect(await there()).toEqual([]);
    await expect(database.maintenance.imports.undo(tried.importId, sam)).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('name every fault by row and column, and change nothing when there is one', async () => {
    const csv = [
      'Contract number;Name;Kind;Phones',
      'OK100;Fine;person;13900009100',
      'C1000002;李娜的;person;',
      ';Nobody;person;',
      'OK101;;person;13900009101',
      'OK102;Bad;vip;13900009102',
      'OK103;Bad number;person;abc',
      'OK100;Again;person;',
    ].join('\r\n');
    const tried = await check('customers', csv, { existing: 'refuse' });
    expect(tried).toMatchObject({ state: 'faulty', rows: 7, delimiter: ';' });
    expect(tried.faults.map(({ row, column, problem }) => [row, column, problem]).sort()).toEqual([
      [3, null, 'exists'],
      [4, null, 'missing'],
      [5, 'Name', 'missing'],
      [6, 'Kind', 'unknown-word'],
      [7, 'Phones', 'not-a-number'],
      [8, null, 'duplicate'],
    ]);
    await expect(database.maintenance.imports.commit(tried.importId, sam)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await rowsOf(`SELECT 1 FROM customers WHERE contract_number = 'OK100'`)).toEqual([]);
  });

  it('refuse what is no table of this kind, and read GB18030 as a Chinese spreadsheet writes it', async () => {
    await expect(check('directory', 'a,b\n1,2\n')).rejects.toMatchObject({ code: 'validation-failed' });
    await expect(check('directory', '')).rejects.toMatchObject({ code: 'validation-failed' });
    await expect(check('directory', Buffer.from([0xff, 0x00, 0x81, 0xff]))).rejects.toMatchObject({
      code: 'validation-failed',
    });
    expect(await rowsOf(`SELECT 1 FROM imports WHERE table_name = 'directory'`)).toEqual([]);
    // 名称\t类别\t号码 / 新餐馆\tfood\t63339300
    const gbk = Buffer.from(
      'c3fbb3c609c0e0b1f009bac5c2eb0ad0c2b2cdb9dd09666f6f640936333333393330300a',
      'hex',
    );
    const tried = await check('directory', gbk);
    expect(tried).toMatchObject({ encoding: 'gb18030', delimiter: '\t', created: 1 });
    await database.maintenance.imports.commit(tried.importId, sam);
    expect(await rowsOf(`SELECT name FROM directory_entries WHERE digits = '02163339300'`)).toEqual([
      { name: '新餐馆' },
    ]);
  });

  it('bring lines and bills of accounts that are there', async () => {
    await bring('customers', 'contractNumber,name\nLB1,Lines and bills\n');
    expect(
      await bring(
        'lines',
        'number,contractNumber,kind,features,since\n63339400,LB1,固话,caller-id,2026/1/5\n',
      ),
    ).toMatchObject({ state: 'done', created: 1 });
    const bills = 'lineNumber,kind,month,amount,dueDate\n021-63339400,telephone,2026-10,¥38.50,2026-11-20\n';
    expect(await bring('bills', bills)).toMatchObject({ created: 1 });
    expect(await bring('bills', bills.replace('38.50', '40'))).toMatchObject({ changed: 1 });
    expect(
      await rowsOf(`SELECT amount FROM bills JOIN lines USING (line_id) WHERE number = '63339400'`),
    ).toEqual([{ amount: 4000 }]);
  });

  it.each(tableNameSchema.options)('change nothing when an export of %s comes back', async (table) => {
    const csv = await textOf(
      database.maintenance.exports.export(table, { language: 'zh-CN', delimiter: 'tab' }),
    );
    const again = await check(table, csv);
    expect(again.faults).toEqual([]);
    expect(again).toMatchObject({ state: 'checked', created: 0, changed: 0, encoding: 'utf-8' });
    expect(again.unchanged).toBeGreaterThan(5);
  });

  it('do not take back what somebody has changed since, and say what it is', async () => {
    const done = await bring('directory', 'name,category,number\n甲,shop,63339501\n乙,shop,63339502\n');
    const [entry] = (
      await database.directoryEntries.search({ ...paged, search: '63339501', withUnlisted: false })
    ).items;
    await database.directoryEntries.change(
      entry!.entryId,
      { version: 1, address: '新路1号', why: '' },
      alice,
    );
    expect(await database.maintenance.imports.undo(done.importId, sam)).toMatchObject({
      isDone: false,
      obstacles: [
        { entity: 'directory-entry', entityId: entry!.entryId, problem: 'changed', fields: ['address'] },
      ],
    });
    expect(await database.maintenance.imports.get(done.importId)).toMatchObject({ state: 'done' });
  });
});

describe('history and undo', () => {
  it('shows who changed which field from what to what, and takes it back once', async () => {
    const card = await database.customers.card(LI_NA as never);
    const id = LI_NA as never;
    await database.customerRecords.change(
      id,
      { version: card!.version, address: '人民路9号', why: 'moved' },
      alice,
    );
    const [change] = await changes({ entity: 'customer', entityId: LI_NA });
    expect(changeSchema.parse(change)).toMatchObject({
      who: '1001',
      why: 'moved',
      kind: 'changed',
      fields: [{ field: 'address', before: card!.address, after: '人民路9号' }],
    });
    expect(await changes({ search: '人民路9' })).toHaveLength(1);
    expect(await database.maintenance.history.undo(change!.changeId, sam)).toMatchObject({ isDone: true });
    expect(await database.customers.card(id)).toMatchObject({
      address: card!.address,
      version: card!.version + 2,
    });
    const [back] = await changes({ entity: 'customer', entityId: LI_NA });
    expect(back).toMatchObject({ who: '2001', undoes: change!.changeId });
    expect(await database.maintenance.history.undo(change!.changeId, sam)).toMatchObject({
      isDone: false,
      obstacles: [{ problem: 'changed', fields: ['address'] }],
    });
    // Taking the undo back brings the change again.
    expect(await database.maintenance.history.undo(back!.changeId, sam)).toMatchObject({ isDone: true });
    expect(await database.customers.card(id)).toMatchObject({ address: '人民路9号' });
  });

  it('brings a removed entry back, and finds it again by its name', async () => {
    const fields = {
      name: '花店',
      category: 'shop',
      number: '63339600',
      address: null,
      isListed: true,
      why: '',
    };
    const entry = await database.directoryEntries.create(fields, alice);
    await database.directoryEntries.remove(entry.entryId, 1, alice);
    const [removal] = await changes({ entityId: entry.entryId });
    expect(await database.maintenance.history.undo(removal!.changeId, sam)).toMatchObject({ isDone: true });
    const found = await database.directoryEntries.search({
      ...paged,
      search: 'huadian',
      withUnlisted: false,
    });
    expect(found.items).toMatchObject([{ entryId: entry.entryId }]);
  });

  it('refuses what is not there, and a customer whom something hangs on', async () => {
    await expect(database.maintenance.history.undo('999999', sam)).rejects.toMatchObject({
      code: 'not-found',
    });
    const customer = {
      name: '孙三',
      kind: 'person',
      contractNumber: 'SUN3',
      address: null,
      notes: '',
      phones: [],
    };
    const id = await database.customerRecords.create({ ...customer, why: '' } as never, alice);
    await database.customerRecords.addNote(id, { text: 'x', pinned: false }, alice);
    const [created] = await changes({ entity: 'customer', entityId: id });
    expect(await database.maintenance.history.undo(created!.changeId, sam)).toMatchObject({
      isDone: false,
      obstacles: [{ entity: 'customer', problem: 'in-use' }],
    });
  });
});

describe('proposals', () => {
  const noSounds = () => Promise.reject(new Error('no sounds here'));
  const proposals = () => database.maintenance.proposals({ stage: noSounds, place: noSounds });
  const item = async (category: string) => (await database.informationItems.current(category))!;

  it('change a price when somebody else approves it', async () => {
    const before = await item('104');
    const fields = { price: before.price + 10 };
    const made = await proposals().propose(
      { itemId: before.itemId, version: before.version, fields, why: '' },
      alice,
    );
    expect(made).toMatchObject({
      state: 'pending',
      item: { category: '104', titles: before.titles },
      fields: [{ field: 'price', before: before.price }],
    });
    expect((await item('104')).price).toBe(before.price);
    await expect(proposals().approve(made.proposalId, alice)).rejects.toMatchObject({
      code: 'not-permitted',
    });
    expect(await proposals().approve(made.proposalId, sam)).toMatchObject({
      state: 'approved',
      decidedBy: '2001',
    });
    expect(await item('104')).toMatchObject({ price: before.price + 10, version: before.version + 1 });
    const [change] = await changes({ entityId: before.itemId });
    expect(change).toMatchObject({ who: '1001, 2001', fields: [{ field: 'price' }] });
    await expect(proposals().reject(made.proposalId, sam)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('are refused when the price was changed meanwhile, but not when something else was', async () => {
    const before = await item('201');
    const wish = { itemId: before.itemId, version: before.version, fields: { price: 777 }, why: '' };
    const one = await proposals().propose(wish, alice);
    const other = await proposals().propose({ ...wish, fields: { price: 888 } }, alice);
    await database.informationItems.change(
      before.itemId,
      { version: before.version, topic: 'other', why: '' },
      sam,
    );
    await proposals().approve(one.proposalId, sam);
    await expect(proposals().approve(other.proposalId, sam)).rejects.toMatchObject({ code: 'conflict' });
    expect(await proposals().reject(other.proposalId, { who: '2001', why: 'too dear' })).toMatchObject({
      state: 'rejected',
      reason: 'too dear',
    });
    expect(await item('201')).toMatchObject({ price: 777, topic: 'other' });
  });

  it('keep a recording until it is decided', async () => {
    const sound = { language: 'zh-CN', group: '1000', name: '01' } as const;
    const wav = Buffer.from('RIFF');
    const made = await proposals().proposeRecording(sound, wav, alice);
    expect(await proposals().recording(made.proposalId)).toEqual(wav);
    await expect(proposals().withdraw(made.proposalId, sam)).rejects.toMatchObject({
      code: 'not-permitted',
    });
    expect(await proposals().withdraw(made.proposalId, alice)).toMatchObject({ state: 'withdrawn' });
  });
});

describe('imports that were tried', () => {
  const csv = (number: string) => `contractNumber,name\n${number},Tried only\n`;
  const age = (importId: string, days: number) =>
    rowsOf(`UPDATE imports SET created_at = now() - $2 * interval '1 day' WHERE import_id = $1`, [
      importId,
      days,
    ]);
  const kept = async (importId: string) => ({
    row: await database.maintenance.imports.get(importId),
    parts: (await rowsOf('SELECT 1 FROM import_parts WHERE import_id = $1', [importId])).length,
  });
  const before = (days: number) => new Date(Date.now() - days * 24 * 3_600_000);

  it('are purged with their files when nobody did them in time; younger ones and those that were done stay', async () => {
    const [old, young, faulty, done] = [
      await check('customers', csv('PG1')),
      await check('customers', csv('PG2')),
      await check('customers', 'contractNumber,name\nPG3,\n'),
      await bring('customers', csv('PG4')),
    ];
    for (const { importId } of [old, faulty, done]) await age(importId, 8);
    await age(young.importId, 6);
    expect((await kept(old.importId)).parts).toBe(1);
    expect(await database.maintenance.imports.purge(before(7))).toBe(2);
    expect(await kept(old.importId)).toEqual({ row: null, parts: 0 });
    expect((await kept(faulty.importId)).row).toBeNull();
    expect(await kept(young.importId)).toMatchObject({ row: { state: 'checked' }, parts: 1 });
    expect((await kept(done.importId)).row).toMatchObject({ state: 'done' });
    await expect(database.maintenance.imports.commit(old.importId, sam)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await database.maintenance.imports.purge(before(7))).toBe(0);
  });
});

describe('a table longer than what is written at once', () => {
  const count = 2300;
  const rows = Array.from(
    { length: count },
    (_, index) => `LONG${index},王长表${index},1370001${String(index).padStart(4, '0')}`,
  );
  const csv = (lines: readonly string[]) => ['contractNumber,name,phones', ...lines, ''].join('\n');
  const there = async () =>
    (await rowsOf(`SELECT count(*)::int AS count FROM customers WHERE contract_number LIKE 'LONG%'`))[0]?.[
      'count'
    ];

  it('is refused as a whole for one row that means the same as a row far before it', async () => {
    const tried = await check('customers', csv([...rows, rows[2] ?? '']));
    expect(tried).toMatchObject({ state: 'faulty', rows: count + 1, faultCount: 1 });
    expect(tried.faults).toMatchObject([{ row: count + 2, column: null, problem: 'duplicate' }]);
    expect(await there()).toBe(0);
  });

  it('is there as a whole when it is done, found by name and number, recorded row by row, and gone when undone', async () => {
    const done = await bring('customers', csv(rows));
    expect(done).toMatchObject({ state: 'done', created: count, faultCount: 0 });
    const last = await database.customers.search({ ...paged, search: `biao ${count - 1}` });
    expect(last.items).toMatchObject([{ name: `王长表${count - 1}`, numbers: [`1370001${count - 1}`] }]);
    expect(await changes({ importId: done.importId })).toHaveLength(paged.pageSize);
    expect(await database.maintenance.imports.undo(done.importId, sam)).toMatchObject({
      isDone: true,
      count,
    });
    expect(await there()).toBe(0);
  });
});
