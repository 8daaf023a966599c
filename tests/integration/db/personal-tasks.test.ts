import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { PersonalTasks, type TaskUser } from '../../../server/agents/personal-tasks';
import { newPersonalTaskSchema, personalTaskSchema } from '../../../server/contract/personal-tasks';
import type { FreeEvent } from '../../../server/events/event-stream';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';

const alice: TaskUser = { login: '1001', agentId: '1001', isSupervisor: false };
const bob: TaskUser = { login: '1002', agentId: '1002', isSupervisor: false };
const boss: TaskUser = { login: '2001', agentId: null, isSupervisor: true };
const NOW = new Date('2026-11-29T08:00:00.000Z');
const at = (minutes: number): string => new Date(NOW.getTime() + minutes * 60_000).toISOString();

describe('an agent’s tasks', () => {
  let postgres: TestPostgres;
  let database: Database;
  let now = NOW;
  const told: FreeEvent[] = [];
  let tasks: PersonalTasks;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    const address = await postgres.freshDatabase();
    database = await createDatabase({ address, logger: pino({ level: 'silent' }) });
    await database.migrate();
    await database.seedDemo({ password: 'a password' });
    tasks = new PersonalTasks({
      store: database.personalTasks,
      events: {
        append: (event) => {
          told.push(event);
          return Promise.resolve();
        },
      },
      isAgent: async (agentId) => (await database.users.agents()).some((each) => each.agentId === agentId),
      now: () => now,
    });
  }, 90_000);
  afterAll(async () => {
    await database.close();
    await postgres.stop();
  });
  beforeEach(() => {
    told.length = 0;
    now = NOW;
  });

  const add = (user: TaskUser, text: string, over: object = {}) =>
    tasks.add(user, newPersonalTaskSchema.parse({ taskId: randomUUID(), text, ...over }));
  const texts = async (user: TaskUser, agentId: string | null = null) =>
    (await tasks.list(user, agentId)).map(({ text }) => text);

  it('are listed by when they are due, then without a time, then done; old ones that are done no more', async () => {
    const late = await add(alice, 'late', { dueAt: at(60) });
    await add(alice, 'whenever');
    const first = await add(alice, 'first', { dueAt: at(-5) });
    expect(await texts(alice)).toEqual(['first', 'late', 'whenever']);
    expect(await texts(bob)).toEqual([]);
    await tasks.change(alice, first.taskId, { done: true });
    expect(await texts(alice)).toEqual(['late', 'whenever', 'first']);
    now = new Date(NOW.getTime() + 25 * 3_600_000);
    expect(await texts(alice)).toEqual(['late', 'whenever']);
    expect(personalTaskSchema.parse(late)).toMatchObject({
      agentId: '1001',
      createdBy: '1001',
      doneAt: null,
    });
  });

  it('written down twice by one request is one; each change is told once, to all desks of its agent', async () => {
    const task = newPersonalTaskSchema.parse({ taskId: randomUUID(), text: 'once' });
    const [one, other] = [await tasks.add(alice, task), await tasks.add(alice, { ...task, text: 'twice' })];
    expect(other).toEqual(one);
    await tasks.change(alice, task.taskId, { dueAt: at(10) });
    await tasks.change(alice, task.taskId, { done: true });
    await tasks.change(alice, task.taskId, { done: false });
    expect(told.map(({ type, agentId, data }) => [type, agentId, data?.['what']])).toEqual([
      ...['added', 'changed', 'done', 'reopened'].map((what) => ['task.changed', '1001', what]),
    ]);
    expect(await tasks.change(alice, task.taskId, {})).toMatchObject({ dueAt: at(10), doneAt: null });
  });

  it('name their customer, and outlive him', async () => {
    const [customer] = await database.customers.findByNumber('13900000002');
    if (!customer) throw new Error('no customer');
    const about = { customerId: customer.customerId, callId: randomUUID(), orderId: randomUUID() };
    const task = await add(alice, 'about him', about);
    expect(task).toMatchObject({
      customer: { customerId: customer.customerId, name: customer.name },
      ...{ callId: about.callId, orderId: about.orderId },
    });
  });

  it('are his own; a supervisor sees them and writes down more, for agents there are', async () => {
    const his = await add(boss, 'from the boss', { agentId: '1002', dueAt: at(1) });
    expect(his).toMatchObject({ agentId: '1002', createdBy: '2001' });
    expect(told).toMatchObject([{ agentId: '1002', data: { by: '2001' } }]);
    expect(await texts(bob)).toEqual(['from the boss']);
    expect(await texts(boss, '1002')).toEqual(['from the boss']);
    await expect(tasks.list(alice, '1002')).rejects.toMatchObject({ code: 'not-permitted' });
    await expect(add(alice, 'for Bob', { agentId: '1002' })).rejects.toMatchObject({ code: 'not-permitted' });
    await expect(tasks.change(alice, his.taskId, { done: true })).rejects.toMatchObject({
      code: 'not-permitted',
    });
    await expect(tasks.list(boss, null)).rejects.toMatchObject({ code: 'not-permitted' });
    await expect(add(boss, 'for nobody', { agentId: '8' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(tasks.change(bob, randomUUID(), { done: true })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
