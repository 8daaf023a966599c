import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createDatabase, type Database } from '../../../db';
import type { FaxView } from '../../../server/contract/fax';
import { FaxLines } from '../../../server/fax/fax-lines';
import { FaxService } from '../../../server/fax/fax.service';
import { defaultRetryPolicy } from '../../../server/fax/retry-policy';
import { FakeFaxSwitch } from '../../fakes/fake-fax-switch';
import { InMemoryEventStream } from '../../fakes/in-memory-event-stream';
import { ManualJobs } from '../../fakes/manual-jobs';
import { eventually } from '../../support/eventually';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { silentLogger } from '../../support/redis';

const text = { kind: 'text', title: 'Tariffs', text: 'x' } as const;
const order = { document: text, requestedBy: 'agent:1001' };

/** Two servers on one database and one switch; the machines are the test's. */
describe('fax lines of two servers', () => {
  let postgres: TestPostgres;
  let database: Database;
  let machine: FakeFaxSwitch;
  let events: InMemoryEventStream;
  let jobs: ManualJobs;
  let servers: { readonly lines: FaxLines; readonly service: FaxService }[];
  let tasks: FaxView[];
  let now: number;

  beforeAll(async () => {
    postgres = await startTestPostgres();
  }, 60_000);
  afterAll(() => postgres.stop(), 30_000);

  beforeEach(async () => {
    database = await createDatabase({ address: await postgres.freshDatabase(), logger: silentLogger });
    await database.migrate();
    [machine, events, jobs, tasks, now] = [
      new FakeFaxSwitch(),
      new InMemoryEventStream(),
      new ManualJobs(),
      [],
      Date.now(),
    ];
    servers = [server(), server()];
    machine.listeners = servers.map(({ lines }) => lines);
  });

  afterEach(async () => {
    for (const { lines } of servers) await lines.idle();
    await database.close();
  });

  const server = () => {
    const lines: FaxLines = new FaxLines({
      store: database.faxes,
      switches: () => [machine],
      spool: { put: (id) => Promise.resolve(`/spool/${id}.tif`), drop: () => Promise.resolve() },
      settings: {
        lines: 2,
        header: 'Kiloline',
        ident: '1000',
        callerNumber: '1000',
        ringTimeoutS: 45,
        allowT38: true,
        retryPolicy: defaultRetryPolicy,
      },
      onSettled: (settled) => service.onSettled(settled),
      now: () => now,
      logger: silentLogger,
    });
    const service: FaxService = new FaxService({
      store: database.faxes,
      lines,
      switches: () => [machine],
      renderer: { render: () => Promise.resolve({ tiff: Buffer.from('II'), pages: 1 }) },
      information: { find: () => Promise.resolve(null) },
      jobs,
      events,
      onGivenUp: (fax) => Promise.resolve(void tasks.push(fax)),
      settings: {
        policy: { allowed: [/^0/], denied: [/^0900/], emergency: [], premium: [] },
        hasTrunk: true,
        lines: 2,
        offBecause: '',
      },
      now: () => now,
      logger: silentLogger,
    });
    return { lines, service };
  };
  const service = () => servers[0]!.service;
  const is = (faxId: string, state: FaxView['state'], attempts: number) =>
    eventually(`${state} after ${attempts}`, async () => {
      const fax = await service().get(faxId);
      return fax.state === state && fax.attempts === attempts ? fax : null;
    });
  const begun = (count: number) => eventually(`${count} begun`, () => machine.sent.length === count);

  it('uses no more lines than there are, in the order of asking, whoever asks', async () => {
    const faxes = [];
    for (let index = 0; index < 6; index++) {
      now += 1;
      faxes.push(await servers[index % 2]!.service.send(`0216000000${index}`, order));
    }
    await Promise.all(servers.map(({ lines }) => lines.work()));
    for (let done = 0; done < 6; done++) {
      await begun(Math.min(6, done + 2));
      machine.finish(machine.sent[done]!.legId, {});
      await is(faxes[done]!.faxId, 'sent', 1);
    }
    expect(machine.sent.map(({ number }) => number)).toEqual(faxes.map(({ to }) => to));
    expect(machine.most).toBe(2);
    expect(await service().ability()).toMatchObject({ able: true, sending: 0, waiting: 0 });
  });

  it('counts an end once, though two servers hear it and the leg ends too', async () => {
    const { faxId } = await service().send('02160000001', order);
    await begun(1);
    const { legId } = machine.sent[0]!;
    machine.finish(legId, {});
    machine.end(legId, 'NORMAL_CLEARING', 0);
    const fax = await is(faxId, 'sent', 1);
    expect(fax.history.map(({ outcome }) => outcome)).toEqual(['sent']);
    const sent = (await events.readAfter('0-0', 100)).filter(({ type }) => type === 'fax.sent');
    expect(sent).toHaveLength(1);
    expect(machine.legs.size).toBe(0);
  });

  it('steps down the ladder with every transmission that breaks, then gives up and makes one task', async () => {
    const { faxId } = await service().send('02160000001', order);
    for (let attempt = 1; attempt <= 4; attempt++) {
      await begun(attempt);
      machine.finish(machine.sent.at(-1)!.legId, { success: false, code: 49, pagesTotal: 3 });
      await is(faxId, attempt === 4 ? 'given-up' : 'failed', attempt);
      now += 3_600_000;
      await jobs.runUntil(now);
    }
    expect(machine.sent.map(({ t38, ecm, v17 }) => [t38, ecm, v17])).toEqual([
      [true, true, true],
      [false, true, false],
      [false, false, false],
      [false, false, false],
    ]);
    await eventually('a task', () => tasks.length > 0);
    await Promise.all(servers.map((each) => each.service.tick()));
    expect(tasks.map((task) => task.faxId)).toEqual([faxId]);
  });

  it('waits between attempts as long as the reason asks for', async () => {
    const { faxId } = await service().send('02160000001', order);
    await begun(1);
    machine.end(machine.sent[0]!.legId, 'USER_BUSY', 486);
    await is(faxId, 'failed', 1);
    now += 59_000;
    await Promise.all(servers.map(({ lines }) => lines.work()));
    expect(machine.sent).toHaveLength(1);
    now += 1000;
    await jobs.runUntil(now);
    await begun(2);
  });

  it('plans again what lasting jobs have lost', async () => {
    const { faxId } = await service().send('02160000001', order);
    await begun(1);
    machine.end(machine.sent[0]!.legId, 'USER_BUSY', 486);
    await is(faxId, 'failed', 1);
    await jobs.cancel('fax-due', faxId);
    await servers[1]!.service.start();
    expect(jobs.nextDueAt()).toBe(now + 60_000);
  });

  it('asks the switch about an attempt whose server died: sent is sent, gone is tried again, there is left alone', async () => {
    const asked = [await service().send('02160000001', order), await service().send('02160000002', order)];
    await begun(2);
    machine.listeners = [];
    const [sent, gone] = machine.sent.map(({ legId }) => legId);
    now += 30_000;
    await service().tick();
    expect((await service().get(asked[0]!.faxId)).state).toBe('sending');
    machine.legs.clear();
    machine.notes.add(sent!);
    await Promise.all(servers.map((each) => each.service.tick()));
    expect(await is(asked[0]!.faxId, 'sent', 1)).toMatchObject({ lastOutcome: 'sent' });
    expect(await is(asked[1]!.faxId, 'failed', 1)).toMatchObject({ lastOutcome: 'lost' });
    expect(machine.sent.filter(({ legId }) => legId === gone)).toHaveLength(1);
    expect(machine.notes.size).toBe(0);
  });

  it('does not write off an attempt that has only just begun', async () => {
    const { faxId } = await service().send('02160000001', order);
    await begun(1);
    machine.legs.clear();
    now += 19_000;
    await servers[1]!.service.tick();
    expect((await service().get(faxId)).state).toBe('sending');
  });

  it('ends a leg that hangs', async () => {
    const { faxId } = await service().send('02160000001', order);
    await begun(1);
    now += 300_000 + 180_000 + 1000;
    await service().tick();
    await is(faxId, 'failed', 1);
    expect(machine.legs.size).toBe(0);
  });

  it('makes one fax of one request, also when it is made twice at once', async () => {
    const same = { ...order, requestId: 'q-1' };
    const [a, b] = await Promise.all(servers.map((each) => each.service.send('02160000001', same)));
    expect(a?.faxId).toBe(b?.faxId);
    await begun(1);
    expect((await service().list({ page: 1, pageSize: 10, sort: 'newest' })).total).toBe(1);
  });

  it('cancels one that waits, hangs up one that is sent, and sends either again when asked', async () => {
    machine.able = false;
    await expect(service().send('02160000001', order)).rejects.toMatchObject({
      code: 'not-reachable',
      message: 'no fax',
    });
    machine.able = true;
    const { faxId } = await service().send('02160000001', order);
    await begun(1);
    const { legId } = machine.sent[0]!;
    await service().cancel(faxId);
    expect(machine.legs.has(legId)).toBe(false);
    machine.end(legId, 'NORMAL_CLEARING', 0);
    await is(faxId, 'cancelled', 1);
    expect(tasks).toHaveLength(0);
    await service().retry(faxId);
    await begun(2);
    machine.finish(machine.sent[1]!.legId, {});
    await is(faxId, 'sent', 2);
    await expect(service().cancel(faxId)).rejects.toMatchObject({ code: 'conflict' });
    await expect(service().retry(faxId)).rejects.toMatchObject({ code: 'conflict' });
  });

  it.each([
    ['09001234567', 'number-not-allowed'],
    ['110', 'number-not-allowed'],
    ['not a number', 'validation-failed'],
  ])('dials %s under the rules for dialled numbers', async (number, code) => {
    await expect(service().send(number, order)).rejects.toMatchObject({ code });
  });

  it('says so when all lines are taken while the caller waits at his machine, and queues nothing', async () => {
    await service().send('02160000001', order);
    await service().send('02160000002', order);
    await begun(2);
    const leg = { switchId: machine.id, legId: machine.sent[0]!.legId };
    const asked = { ...order, requestId: 'c-1', callId: randomUUID() };
    expect(await service().sendOnCall(leg, asked)).toBe('no-line');
    expect(machine.sent).toHaveLength(2);
    expect((await service().ability()).waiting).toBe(0);
  });

  it('lists by state, number and call, page by page', async () => {
    const callId = randomUUID();
    await service().send('02160000001', { ...order, callId });
    now += 1;
    await service().send('02160000002', order);
    const list = (query: object) => service().list({ page: 1, pageSize: 1, sort: 'newest', ...query });
    expect(await list({})).toMatchObject({ total: 2, items: [{ to: '02160000002' }] });
    expect(await list({ sort: 'oldest' })).toMatchObject({ items: [{ to: '02160000001' }] });
    expect(await list({ number: '0001' })).toMatchObject({ total: 1 });
    expect(await list({ callId })).toMatchObject({ total: 1 });
    expect(await list({ state: 'given-up' })).toMatchObject({ total: 0, items: [] });
  });
});
