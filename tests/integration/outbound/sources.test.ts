import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import { createDatabase, type Database } from '../../../db';
import type { CampaignSource } from '../../../server/contract/campaign-source';
import { campaignSchema, type Campaign } from '../../../server/contract/campaigns';
import { attemptId, callId, campaignId, contactId as toContactId } from '../../../server/contract/ids';
import { numberKey } from '../../../server/crm/number-matching';
import { nextAttempt } from '../../../server/outbound/next-attempt';
import { isSourced, SourceRefresh } from '../../../server/outbound/sources/source-refresh';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { silentLogger } from '../../support/redis';
import { centreDay } from '../../support/centre-day';

const ONE = campaignId('one');
const DAY_MS = 86_400_000;

describe('campaigns that find their contacts', () => {
  let postgres: TestPostgres;
  let database: Database;
  let name: string;
  let now: number;
  let orders = 0;
  beforeAll(async () => {
    postgres = await startTestPostgres();
  });
  afterAll(() => postgres.stop());
  beforeEach(async () => {
    const address = await postgres.freshDatabase();
    name = address.database;
    now = Date.now();
    database = await createDatabase({ address, logger: silentLogger });
    await database.migrate();
  });
  afterEach(() => database.close());

  const run = (statement: string, parameters: unknown[] = []) => postgres.run(name, statement, parameters);
  const day = (daysAgo: number) => centreDay(-daysAgo);

  const customer = async (number: string | null): Promise<string> => {
    const customerId = randomUUID();
    await run(`INSERT INTO customers (customer_id, name, kind) VALUES ($1, 'Li Na', 'person')`, [customerId]);
    if (number !== null)
      await run(`INSERT INTO customer_phones (customer_id, as_written, digits) VALUES ($1, $2, $2)`, [
        ...[customerId, number],
      ]);
    return customerId;
  };
  const bill = async (customerId: string, month: string, daysAgo: number, amount = 3850): Promise<string> => {
    const [billId, contractId] = [randomUUID(), randomUUID()];
    await run(
      `INSERT INTO contracts (contract_id, customer_id, contract_number, digits) VALUES ($1, $2, $3, '1')`,
      [contractId, customerId, contractId],
    );
    await run(
      `INSERT INTO bills (bill_id, customer_id, contract_id, kind, month, amount, due_date)
       VALUES ($1, $2, $3, 'telephone', $4, $5, $6)`,
      [billId, customerId, contractId, month, amount, day(daysAgo)],
    );
    return billId;
  };
  const pay = (billId: string, amount = 3850) =>
    database.businessSystem.recordPayment({ paymentId: randomUUID(), billId, amount, at: now });
  const order = async (state: string, over: { type?: string; survey?: boolean } = {}): Promise<string> => {
    const orderId = randomUUID();
    orders += 1;
    const serial = String(20261130000 + orders);
    await run(
      `INSERT INTO work_orders (order_id, serial, request_contents, pack, type, state, desk, stage, priority, subject, text,
         fields, documents, language, contact_name, contact_number, created_by, created_at, updated_at, closed_at, survey,
         return_call_needed, return_call_done, reopened, clock_state, clock_run, clock_total_ms, events, chain_seal)
       VALUES ($1, $2, '', '1000', $3, $4, 'fault', 'one', 1, 'No tone', '', '{}', '[]', 'zh-CN', 'Li Na', '13900000001',
         '{}', now(), now(), CASE WHEN $4 = 'closed' THEN now() END, $5, true, false, 0, 'ended', 0, 0, 1, '')`,
      [orderId, serial, over.type ?? 'fault', state, over.survey ?? true],
    );
    return orderId;
  };

  const campaign = async (source: CampaignSource, over: Partial<Campaign> = {}) => {
    const config = campaignSchema.parse({
      ...{ campaignId: ONE, name: 'One', flow: { pack: 'outbound' }, hours: { week: {} } },
      ...{ source, cap: { calls: 50, days: 1 }, ...over },
    });
    await database.campaigns.save(config, null, 'admin');
    await database.campaigns.setState(ONE, ['draft'], 'running', 'admin');
    if (!isSourced(config)) throw new Error('it has a source');
    return config;
  };
  const refresher = () =>
    new SourceRefresh({
      ...{ campaigns: database.campaigns, contacts: database.contacts, newId: randomUUID, now: () => now },
      ...{ promises: database.contactSources, sources: database.contactSources, logger: silentLogger },
      isOurTurn: () => Promise.resolve(true),
      numberKey: (written) => numberKey(written),
      dayIn: (zone, at) => DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd'),
    });
  const contacts = async () =>
    (await database.contacts.contacts(ONE, { page: 1, pageSize: 100 })).items.map((each) => ({
      ...{ number: each.number, state: each.state, mark: each.mark },
    }));
  const variables = async () =>
    (await run(`SELECT variables FROM campaign_contacts WHERE state = 'open' ORDER BY created_at`)).map(
      (row) => row['variables'],
    );
  const unpaid: CampaignSource = { kind: 'unpaid', days: 30, bills: ['telephone'], leastAmount: 100 };

  it('unpaid bills: the oldest of each customer who owes for long enough and can be called', async () => {
    const both = await customer('13900000001');
    const oldest = await bill(both, '2026-01', 60);
    await bill(both, '2026-02', 40);
    await bill(await customer('13900000002'), '2026-02', 10);
    await bill(await customer(null), '2026-02', 50);
    await bill(await customer('no number'), '2026-02', 50);
    await bill(await customer('13900000005'), '2026-02', 50, 99);
    const sources = refresher();
    const config = await campaign(unpaid);
    expect(await sources.refresh(config)).toMatchObject({ found: 2, added: 1, unusable: 1, closed: 0 });
    expect(await sources.refresh(config)).toMatchObject({ added: 0, closed: 0 });
    expect(await variables()).toEqual([{ amount: '3850', dueDate: day(60), month: '2026-01' }]);
    await pay(oldest, 850);
    await sources.refresh(config);
    expect(await variables()).toMatchObject([{ amount: '3000' }]);
    await pay(oldest, 3000);
    // He still owes the other one.
    expect(await sources.refresh(config)).toMatchObject({ found: 2, added: 1, closed: 1 });
    expect(await contacts()).toEqual([
      { number: '13900000001', state: 'done', mark: 'paid' },
      { number: '13900000001', state: 'open', mark: null },
    ]);
    const { decisions } = await database.dialRecords.explain('+8613900000001', 10);
    expect(decisions).toMatchObject([
      {
        decision: 'not-dialled',
        rule: 'settled',
        evidence: { settled: { mark: 'paid', amount: 3850, paid: 3850 } },
      },
    ]);
  });

  it('are read again by themselves while they run, as often as they say', async () => {
    await bill(await customer('13900000001'), '2026-01', 60);
    const sources = refresher();
    await campaign(unpaid, { refreshMinutes: 5 });
    await sources.tick();
    expect(await contacts()).toHaveLength(1);
    await bill(await customer('13900000002'), '2026-01', 60);
    now += 4 * 60_000;
    await sources.tick();
    expect(await contacts()).toHaveLength(1);
    now += 60_000;
    await sources.tick();
    expect(await contacts()).toHaveLength(2);
    await database.campaigns.setState(ONE, ['running'], 'paused', 'admin');
    await bill(await customer('13900000003'), '2026-01', 60);
    now += 3_600_000;
    await sources.tick();
    expect(await contacts()).toHaveLength(2);
  });

  const promise = async (until: string) => {
    const [due] = await database.contacts.due(ONE, now, 10);
    if (!due) throw new Error('nobody is to be called');
    const claim = { attemptId: attemptId(randomUUID()), callId: callId(randomUUID()), at: now, evidence: {} };
    await database.contacts.claim({ ...claim, contactId: due.contactId, cap: { calls: 50, days: 1 } });
    const decide: Parameters<Database['contacts']['mark']>[1] = (
      { campaign: own, results, mark },
      { result, at },
    ) => nextAttempt(own, { result, results, mark, at });
    const { callId: call } = claim;
    await database.contacts.mark(
      { callId: call, mark: 'promised', date: until, at: now, agentId: null },
      decide,
    );
    await database.contacts.settle(
      claim.attemptId,
      () => ({ result: 'reached', sipStatus: null, cause: null, at: now }),
      decide,
    );
  };
  const promises = async () => (await database.campaigns.progress(ONE)).promises;

  it('the bill a contact is called about can be paid in the call: as it stands now, whoever owes it', async () => {
    const customerId = await customer('13900000001');
    const billId = await bill(customerId, '2026-01', 60);
    await refresher().refresh(await campaign(unpaid));
    const [{ contactId } = { contactId: '' }] = (
      await database.contacts.contacts(ONE, { page: 1, pageSize: 9 })
    ).items;
    await pay(billId, 850);
    const { contactSources, businessSystem } = database;
    expect(await contactSources.billOf(toContactId(contactId))).toBe(billId);
    expect(await businessSystem.debt(billId)).toMatchObject({
      ...{ customerId, bill: { billId, amount: 3850, paid: 850, status: 'overdue' } },
      account: { kind: 'contract', number: expect.any(String) as unknown },
    });
    expect(await contactSources.billOf(toContactId(randomUUID()))).toBeNull();
    expect(await businessSystem.debt(randomUUID())).toBeNull();
    expect(await businessSystem.debt('not an id')).toBeNull();
  });

  it('a promise that was kept is counted; nobody is called again', async () => {
    const billId = await bill(await customer('13900000001'), '2026-01', 60);
    const config = await campaign(unpaid, { promise: { againAfterDays: 1 } });
    await refresher().refresh(config);
    await promise(day(-3));
    expect(await promises()).toEqual({ made: 1, kept: 0, broken: 0 });
    await pay(billId);
    expect(await refresher().refresh(config)).toMatchObject({ kept: 1, again: 0, broken: 0 });
    expect(await promises()).toEqual({ made: 1, kept: 1, broken: 0 });
    expect(await contacts()).toMatchObject([{ state: 'done', mark: 'promise-kept' }]);
  });

  it('a promise that was not kept: he is called once more, and then no more', async () => {
    await bill(await customer('13900000001'), '2026-01', 60);
    const config = await campaign(unpaid, { promise: { againAfterDays: 1 } });
    await refresher().refresh(config);
    await promise(day(-2));
    now += 3 * DAY_MS - 3_600_000;
    expect(await refresher().refresh(config)).toMatchObject({ again: 0, broken: 0 });
    now += DAY_MS + 3_600_000;
    expect(await refresher().refresh(config)).toMatchObject({ again: 1, broken: 0 });
    expect(await contacts()).toMatchObject([{ state: 'open', mark: null }]);
    expect(await promises()).toEqual({ made: 1, kept: 0, broken: 1 });
    await promise(day(-5));
    now += 7 * DAY_MS;
    expect(await refresher().refresh(config)).toMatchObject({ again: 0, broken: 1 });
    expect(await refresher().refresh(config)).toMatchObject({ again: 0, broken: 0 });
    expect(await contacts()).toMatchObject([{ state: 'done', mark: 'promise-broken' }]);
    expect(await promises()).toEqual({ made: 1, kept: 0, broken: 1 });
  });

  it('closed work orders: nobody is asked twice about one, nor about one that was taken up again', async () => {
    const closed = await order('closed');
    await order('in-progress');
    await order('closed', { survey: false });
    await order('closed', { type: 'complaint' });
    const config = await campaign({ kind: 'closed-orders', types: ['fault'], withinDays: 7 });
    expect(await refresher().refresh(config)).toMatchObject({ found: 1, added: 1 });
    expect(await variables()).toMatchObject([{ subject: 'No tone' }]);
    expect(await refresher().refresh(config)).toMatchObject({ added: 0, closed: 0 });
    await run(`UPDATE work_orders SET state = 'in-progress', closed_at = NULL WHERE order_id = $1`, [closed]);
    expect(await refresher().refresh(config)).toMatchObject({ found: 0, closed: 1 });
    expect(await contacts()).toMatchObject([{ state: 'done', mark: 'no-longer' }]);
  });

  it('work orders whose customer is to be called back, until he was', async () => {
    const waits = await order('return-call');
    await order('closed');
    const config = await campaign({ kind: 'open-returns', types: [] });
    expect(await refresher().refresh(config)).toMatchObject({ found: 1, added: 1 });
    await run(`UPDATE work_orders SET state = 'resolved' WHERE order_id = $1`, [waits]);
    expect(await refresher().refresh(config)).toMatchObject({ closed: 1 });
    await run(`UPDATE work_orders SET state = 'return-call', reopened = 1 WHERE order_id = $1`, [waits]);
    expect(await refresher().refresh(config)).toMatchObject({ found: 1, added: 1, closed: 0 });
  });
});
