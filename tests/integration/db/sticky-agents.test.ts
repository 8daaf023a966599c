import { randomUUID } from 'node:crypto';
import type { Database } from '../../../db';
import { customerId } from '../../../server/contract/ids';
import { numberKey } from '../../../server/crm/number-matching';
import { startDemoDatabase, type DemoDatabase } from '../../support/demo-database';

const LI_NA = customerId('00000000-0000-4000-8000-020000000001');
const alice = { who: '1001', why: '' };

describe('who had a caller before', () => {
  let demo: DemoDatabase;
  let database: Database;
  beforeAll(async () => {
    demo = await startDemoDatabase();
    ({ database } = demo);
  }, 60_000);
  afterAll(() => demo.stop(), 60_000);

  const record = (number: string, agent: string | null, minute: number, talkMs: number | null) => {
    const text = (value: string | null) => (value === null ? 'NULL' : `'${value}'`);
    return demo.postgres.run(
      demo.address.database,
      `INSERT INTO calls (call_id, direction, caller_number, caller_name, dialed_number, caller_key, agent_id,
         started_at, outcome, talk_ms)
       VALUES ('${randomUUID()}', 'inbound', '${number}', '', '1000', '${numberKey(number) ?? ''}', ${text(agent)},
         '2026-11-22T08:${minute}:00Z', 'answered', ${String(talkMs)})`,
    );
  };

  it('is the agent of the latest talk with that number, however it is written', async () => {
    await record('13912345678', '1001', 10, 5000);
    await record('13912345678', '1002', 20, 5000);
    await record('13912345678', '1003', 30, null);
    await record('13912345678', null, 40, null);
    await record('13987654321', '1004', 50, 5000);
    expect(await database.stickyAgents.lastAgentOf('+86 139 1234 5678')).toBe('1002');
    expect(await database.stickyAgents.lastAgentOf('13700000000')).toBeNull();
    expect(await database.stickyAgents.lastAgentOf('anonymous')).toBeNull();
  });

  it('or who looks after the customer, which only an agent of the centre can', async () => {
    const version = async () => (await database.customers.card(LI_NA))?.version ?? 0;
    const give = async (ownerId: string | null) =>
      database.customerRecords.change(LI_NA, { version: await version(), ownerId, why: '' }, alice);
    expect(await database.stickyAgents.ownerOf(LI_NA)).toBeNull();
    await give('1003');
    expect(await database.stickyAgents.ownerOf(LI_NA)).toBe('1003');
    expect(await database.customers.card(LI_NA)).toMatchObject({ ownerId: '1003' });
    await expect(give('9999')).rejects.toMatchObject({ code: 'validation-failed' });
    await demo.postgres.run(demo.address.database, `DELETE FROM users WHERE agent_id = '1003'`);
    expect(await database.stickyAgents.ownerOf(LI_NA)).toBeNull();
  });
});
