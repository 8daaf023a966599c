import type { Database } from '../../../db';
import {
  directoryEntrySchema,
  informationItemSchema,
  type NewInformationItem,
} from '../../../server/contract/crm';
import { withoutApproval } from '../../support/approval';
import { startDemoDatabase, type DemoDatabase } from '../../support/demo-database';

const alice = { who: '1001', why: 'asked on the phone' };
const paged = { page: 1, pageSize: 50 };

describe('what is told to callers, on the demo data', () => {
  let demo: DemoDatabase;
  let database: Database;

  beforeAll(async () => {
    demo = await startDemoDatabase();
    ({ database } = demo);
  }, 60_000);
  afterAll(() => demo.stop(), 60_000);

  const changesOf = (id: string) => demo.changesOf(id);

  describe('DirectoryEntries', () => {
    const find = async (search: string, more: object = {}) =>
      (await database.directoryEntries.search({ ...paged, search, withUnlisted: false, ...more })).items;

    it.each(['第九医院', 'dijiu', 'djyy', 'ninth hosp', '63340101', '021-63340101'])(
      'finds the hospital by %j',
      async (text) => {
        const [first] = await find(text);
        expect(directoryEntrySchema.parse(first).name).toBe('市第九医院(演示) Ninth Hospital');
      },
    );

    it('keeps unlisted entries to those who ask for them, and filters by category', async () => {
      expect(await find('急救中心')).toEqual([]);
      expect(await find('急救中心', { withUnlisted: true })).toHaveLength(1);
      const banks = await find('', { category: 'bank' });
      expect(banks).toHaveLength(5);
      expect(banks.every((entry) => entry.category === 'bank')).toBe(true);
      expect(await find('东海', { category: 'hospital' })).toEqual([]);
    });

    it('is kept by people: added, changed, removed, each with its author', async () => {
      const entry = await database.directoryEntries.create(
        { name: '新书店', category: 'shop', number: '021-63340999', address: null, isListed: true, why: '' },
        alice,
      );
      expect((await find('xsd'))[0]).toEqual(entry);
      const change = { version: 1, name: '旧书店', number: '63340998', why: 'moved' };
      const changed = await database.directoryEntries.change(entry.entryId, change, alice);
      expect(changed).toMatchObject({ name: '旧书店', number: '63340998', version: 2 });
      expect(await find('xsd')).toEqual([]);
      expect((await find('63340998'))[0]).toEqual(changed);
      await expect(database.directoryEntries.remove(entry.entryId, 1, alice)).rejects.toMatchObject({
        code: 'conflict',
      });
      await database.directoryEntries.remove(entry.entryId, 2, alice);
      expect(await database.directoryEntries.get(entry.entryId)).toBeNull();
      expect(await changesOf(entry.entryId)).toHaveLength(3);
    });
  });

  describe('InformationItems', () => {
    const item = (over: Partial<NewInformationItem> = {}): NewInformationItem => ({
      category: '900',
      topic: 'notices',
      class: 'public',
      titles: { 'zh-CN': '通知' },
      texts: {},
      price: 0,
      titleSounds: {},
      sounds: {},
      faxDocument: null,
      validFrom: null,
      validUntil: null,
      why: '',
      ...over,
    });

    it('finds by category, topic and title', async () => {
      const search = async (more: object) =>
        (await database.informationItems.search({ ...paged, search: '', ...more })).items;
      informationItemSchema.parse((await search({ category: '102' }))[0]);
      expect((await search({ topic: 'booking' })).map((one) => one.category)).toEqual([
        '101',
        '102',
        '103',
        '104',
      ]);
      expect((await search({ search: 'air tickets' })).map((one) => one.category)).toEqual(['102']);
      expect((await search({ search: '20' })).map((one) => one.category)).toEqual(['201', '202', '203']);
      expect((await search({ class: 'charged' })).every((one) => one.price > 0)).toBe(true);
    });

    it('tells the newest that is valid on the day', async () => {
      await withoutApproval(database);
      await database.informationItems.create(item({ titles: { 'en-US': 'always' } }), alice);
      await database.informationItems.create(
        item({ titles: { 'en-US': 'May' }, validFrom: '2026-05-01', validUntil: '2026-05-31' }),
        alice,
      );
      const titleOn = async (day: string) =>
        (await database.informationItems.current('900', day))?.titles['en-US'];
      expect(await titleOn('2026-04-30')).toBe('always');
      expect(await titleOn('2026-05-01')).toBe('May');
      expect(await titleOn('2026-05-31')).toBe('May');
      expect(await titleOn('2026-06-01')).toBe('always');
      expect(await database.informationItems.current('999')).toBeNull();
    });

    it('goes through the categories of a topic', async () => {
      const heard: string[] = [];
      for (let after: string | null = null; ;) {
        const next = await database.informationItems.next('securities', after);
        if (!next) break;
        heard.push(next.category);
        after = next.category;
      }
      expect(heard).toEqual(['201', '202', '203']);
    });

    it('keeps price and class together', async () => {
      const made = await database.informationItems.create(item({ category: '901' }), alice);
      await expect(
        database.informationItems.change(made.itemId, { version: 1, class: 'charged', why: '' }, alice),
      ).rejects.toMatchObject({ code: 'validation-failed' });
      const charged = { version: 1, class: 'charged', price: 100, why: 'sold from now on' } as const;
      expect(await database.informationItems.change(made.itemId, charged, alice)).toMatchObject({
        price: 100,
      });
      await database.informationItems.remove(made.itemId, 2, alice);
      expect((await changesOf(made.itemId)).map((one) => one['why'])).toEqual([
        '',
        'sold from now on',
        'asked on the phone',
      ]);
    });
  });
});
