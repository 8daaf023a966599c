import { Readable } from 'node:stream';
import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { approvalRuleViewSchema, type ApprovalRuleId } from '../../../server/contract/approval';
import { newInformationItemSchema, type InformationItemView } from '../../../server/contract/crm';
import { proposalSchema, type ChangeQuery } from '../../../server/contract/maintenance';
import { UserError } from '../../../server/errors';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';

const agent = { who: '1001', why: 'asked on the phone' };
const sam = { who: '2001', why: 'checked' };
const ann = { who: 'admin', why: 'new tariff' };

let postgres: TestPostgres;
let database: Database;

beforeAll(async () => {
  postgres = await startTestPostgres();
}, 90_000);
afterAll(() => postgres.stop(), 60_000);
beforeEach(async () => {
  const logger = pino({ level: 'silent' });
  database = await createDatabase({ address: await postgres.freshDatabase(), logger });
  await database.migrate();
  await database.seedDemo({ password: 'x' });
}, 60_000);
afterEach(() => database.close());

const nothing = () => Promise.reject(new Error('no sounds here'));
const noSounds = () => database.maintenance.proposals({ stage: nothing, place: nothing });
const item = async (category: string) => (await database.informationItems.current(category))!;
const priced = (one: InformationItemView) => ({ version: one.version, price: one.price + 10, why: '' });
const ruleOf = async (rule: ApprovalRuleId, who = 'somebody') =>
  (await database.maintenance.approvalRules.list(who)).find((each) => each.rule === rule)!;
const changeRule = async (rule: ApprovalRuleId, isOn: boolean, who: string) => {
  const { version } = await ruleOf(rule);
  return database.maintenance.approvalRules.change(rule, { isOn, version, why: 'settled' }, who);
};
const changes = async (query: Partial<ChangeQuery>) =>
  (await database.maintenance.history.list({ page: 1, pageSize: 50, search: '', ...query })).items;
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof UserError ? [error.code, error.details] : [String(error)]),
  );

it('prices and what callers hear need approval from the beginning, of keepers too', async () => {
  const rules = await database.maintenance.approvalRules.list('2001');
  expect(
    approvalRuleViewSchema
      .array()
      .parse(rules)
      .map(({ rule, isOn }) => [rule, isOn]),
  ).toEqual([
    ['price', true],
    ['texts', true],
    ['validity', false],
    ['offer', false],
    ['recordings', false],
  ]);
  const one = await item('104');
  expect(await refusal(database.informationItems.change(one.itemId, priced(one), sam))).toEqual([
    'needs-approval',
    { rules: ['price'] },
  ]);
  const sounds = { 'zh-CN': 'items/other' };
  expect(
    await refusal(database.informationItems.change(one.itemId, { version: 1, sounds, why: '' }, sam)),
  ).toMatchObject(['needs-approval', { rules: ['texts'] }]);
  // What is given but not different needs nobody.
  const same = { version: one.version, price: one.price, topic: 'other', why: '' };
  expect(await database.informationItems.change(one.itemId, same, sam)).toMatchObject({ topic: 'other' });
});

it('a new item is proposed, and there once somebody else has approved it', async () => {
  const fields = newInformationItemSchema.parse({
    ...{ category: '777', topic: 'booking', class: 'charged', price: 150 },
    titles: { 'zh-CN': '天气', 'en-US': 'Weather' },
    texts: { 'zh-CN': '晴。', 'en-US': 'Sunny.' },
  });
  expect(await refusal(database.informationItems.create(fields, sam))).toMatchObject(['needs-approval', {}]);
  const made = await noSounds().propose({ item: fields, why: 'asked for' }, sam);
  expect(proposalSchema.parse(made)).toMatchObject({
    isNew: true,
    item: { category: '777', titles: fields.titles },
    rules: ['price', 'texts'],
  });
  expect(await database.informationItems.current('777')).toBeNull();
  await expect(noSounds().approve(made.proposalId, sam)).rejects.toMatchObject({ code: 'not-permitted' });
  await noSounds().approve(made.proposalId, ann);
  const there = await item('777');
  expect(there).toMatchObject({ itemId: made.subjectId, price: 150, titles: fields.titles, version: 1 });
  expect(await changes({ entityId: there.itemId })).toMatchObject([{ kind: 'created', who: '2001, admin' }]);
});

it('a rule that was switched off frees others, not the one who did it', async () => {
  await changeRule('price', false, 'admin');
  expect(await ruleOf('price', 'admin')).toMatchObject({ isOn: false, bindsMe: true, changedBy: 'admin' });
  expect(await ruleOf('price', '2001')).toMatchObject({ isOn: false, bindsMe: false });
  const one = await item('104');
  expect(await refusal(database.informationItems.change(one.itemId, priced(one), ann))).toMatchObject([
    'needs-approval',
    {},
  ]);
  expect(await database.informationItems.change(one.itemId, priced(one), sam)).toMatchObject({ version: 2 });
  expect(await changes({ entity: 'approval-rule' })).toMatchObject([
    {
      entityId: 'price',
      who: 'admin',
      why: 'settled',
      fields: [{ field: 'isOn', before: true, after: false }],
    },
  ]);
});

it('whoever has proposed something does not switch off what it waits for', async () => {
  const one = await item('104');
  const wish = { itemId: one.itemId, version: one.version, fields: { price: 777 }, why: '' };
  const made = await noSounds().propose(wish, ann);
  await expect(changeRule('price', false, 'admin')).rejects.toMatchObject({ code: 'not-permitted' });
  await changeRule('texts', false, 'admin');
  await changeRule('price', false, 'other-admin');
  // What waits is decided as it was asked for.
  expect(await noSounds().get(made.proposalId)).toMatchObject({ state: 'pending', rules: ['price'] });
  await expect(noSounds().approve(made.proposalId, ann)).rejects.toMatchObject({ code: 'not-permitted' });
  await noSounds().approve(made.proposalId, sam);
  expect((await item('104')).price).toBe(777);
  expect(await noSounds().propose({ ...wish, version: 2, fields: { price: 888 } }, agent)).toMatchObject({
    rules: [],
  });
});

it('of two who settle a rule at once the second must look again', async () => {
  const change = { isOn: false, version: 1, why: 'mine' };
  const { approvalRules } = database.maintenance;
  const both = await Promise.all(
    ['admin', 'other'].map((who) => refusal(approvalRules.change('price', change, who))),
  );
  expect(both.filter((each) => each === null)).toHaveLength(1);
  expect(both.find((each) => each !== null)).toMatchObject(['conflict', {}]);
  expect(await refusal(approvalRules.change('texts', { ...change, isOn: true }, 'admin'))).toMatchObject([
    'validation-failed',
    {},
  ]);
});

it('a table that changes prices is done by somebody else than who brought it', async () => {
  const one = await item('104');
  const csv = `itemId,category,topic,class,price\n${one.itemId},104,${one.topic},${one.class},9.99\n`;
  const { imports } = database.maintenance;
  const brought = { table: 'information', existing: 'update', fileName: 'f.csv', why: '' } as const;
  const tried = await imports.check(Readable.from([Buffer.from(csv)]), brought, sam);
  expect(tried).toMatchObject({ state: 'checked', changed: 1, rules: ['price'] });
  expect(await refusal(imports.commit(tried.importId, sam))).toMatchObject(['needs-approval', {}]);
  expect((await item('104')).price).toBe(one.price);
  // Switched off meanwhile: it was brought in under the rule.
  await changeRule('price', false, 'admin');
  expect(await refusal(imports.commit(tried.importId, sam))).toMatchObject(['needs-approval', {}]);
  expect(await imports.commit(tried.importId, ann)).toMatchObject({ state: 'done', committedBy: 'admin' });
  expect((await item('104')).price).toBe(999);
  expect(await changes({ importId: tried.importId })).toMatchObject([{ who: '2001, admin' }]);
  const free = await imports.check(Readable.from([Buffer.from(csv.replace('9.99', '8'))]), brought, sam);
  expect(free.rules).toEqual([]);
  await changeRule('price', true, 'admin');
  expect(await refusal(imports.commit(free.importId, sam))).toMatchObject(['needs-approval', {}]);
});

it('what needs approval is not set back alone either', async () => {
  await changeRule('price', false, 'admin');
  const one = await item('104');
  await database.informationItems.change(one.itemId, priced(one), sam);
  await changeRule('price', true, 'other');
  const [change] = await changes({ entityId: one.itemId });
  const { history } = database.maintenance;
  expect(await history.undo(change!.changeId, sam)).toEqual({
    isDone: false,
    count: 0,
    obstacles: [
      { entity: 'information-item', entityId: one.itemId, problem: 'needs-approval', fields: ['price'] },
    ],
  });
  await changeRule('price', false, 'other');
  expect(await history.undo(change!.changeId, sam)).toMatchObject({ isDone: true });
  expect((await item('104')).price).toBe(one.price);
});
