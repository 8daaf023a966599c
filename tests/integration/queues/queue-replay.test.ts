import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import type { DomainEvent, EventType } from '../../../server/contract/events';
import { queueConfigSchema } from '../../../server/contract/queue-config';
import { replay } from '../../../server/queues/replay/replay';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';

const BEGIN = Date.parse('2026-11-20T08:00:00Z');
const at = (second: number): number => BEGIN + second * 1000;
const CAROL = '00000000-0000-4000-8000-000000000001';
const DAVE = '00000000-0000-4000-8000-000000000002';
const ERIN = '00000000-0000-4000-8000-000000000003';
const FRANK = '00000000-0000-4000-8000-000000000004';
const GRACE = '00000000-0000-4000-8000-000000000005';
const BACK = '00000000-0000-4000-8000-000000000006';
const DIALLED = '00000000-0000-4000-8000-000000000009';

describe('recorded calls', () => {
  let postgres: TestPostgres;
  let database: Database;
  let sequence = 0;

  const event = (
    second: number,
    type: EventType,
    about: Partial<Pick<DomainEvent, 'callId' | 'agentId' | 'queueId' | 'data'>>,
  ): DomainEvent => {
    sequence += 1;
    return { id: `${at(second)}-${sequence}`, type, at: at(second), data: {}, ...about };
  };
  const state = (second: number, agentId: string, name: string, callId?: string) =>
    event(second, 'agent.state-changed', {
      ...{ agentId, data: { state: name } },
      ...(callId === undefined ? {} : { callId }),
    });
  const queued = (second: number, callId: string, queueId = 'general') =>
    event(second, 'call.queued', { callId, queueId, data: { topic: null, again: false, score: 0 } });

  beforeAll(async () => {
    postgres = await startTestPostgres();
    database = await createDatabase({
      address: await postgres.freshDatabase(),
      logger: pino({ level: 'silent' }),
    });
    await database.migrate();
    const started = [CAROL, DAVE, ERIN, FRANK, GRACE, BACK].map((callId) =>
      event(0, 'call.started', {
        callId,
        data: {
          direction: 'inbound',
          callerNumber: '1',
          callerName: '',
          dialedNumber: '1000',
          switchId: 'fs1',
        },
      }),
    );
    await database.projector.apply([
      ...started,
      event(0, 'agent.logged-in', { agentId: '1001', data: { sessionId: 's' } }),
      event(0, 'agent.presence-changed', { agentId: '1001', data: { presence: 'ready', reason: null } }),
      // Carol is answered at once, rings for 4 s, talks for 60 s; 20 s of wrap-up.
      queued(10, CAROL),
      state(10, '1001', 'offered', CAROL),
      state(14, '1001', 'on-call', CAROL),
      event(14, 'call.talking', {
        callId: CAROL,
        agentId: '1001',
        queueId: 'general',
        data: { waitMs: 4000 },
      }),
      // Dave gives up after 30 s, Erin waits for 74 s.
      queued(20, DAVE),
      queued(25, ERIN),
      event(50, 'call.abandoned', { callId: DAVE, queueId: 'general', data: { waitedMs: 30_000 } }),
      event(50, 'call.ended', {
        callId: DAVE,
        data: { by: 'caller', cause: 'NORMAL_CLEARING', from: 'queued' },
      }),
      event(74, 'call.ended', {
        callId: CAROL,
        agentId: '1001',
        data: { by: 'caller', cause: 'NORMAL_CLEARING' },
      }),
      state(74, '1001', 'wrap-up', CAROL),
      state(94, '1001', 'idle'),
      state(94, '1001', 'offered', ERIN),
      state(99, '1001', 'on-call', ERIN),
      event(99, 'call.talking', {
        callId: ERIN,
        agentId: '1001',
        queueId: 'general',
        data: { waitMs: 74_000 },
      }),
      event(129, 'call.ended', {
        callId: ERIN,
        agentId: '1001',
        data: { by: 'caller', cause: 'NORMAL_CLEARING' },
      }),
      state(129, '1001', 'idle'),
      // He dials somebody himself, and takes a break.
      state(200, '1001', 'on-call', DIALLED),
      state(260, '1001', 'idle'),
      event(300, 'agent.presence-changed', { agentId: '1001', data: { presence: 'break', reason: 'lunch' } }),
    ]);
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await postgres.stop();
  }, 30_000);

  const recorded = (until = 3600, most = 100) => database.queueReplay.recorded(BEGIN, at(until), most);

  it('tell when they came, were answered or gave up, and how long their agent was busy', async () => {
    const { calls } = await recorded();
    expect(
      calls.map(({ queueId, queuedAt, talkingAt, leftAt, ringMs, talkMs, wrapUpMs }) => ({
        ...{ queueId, queuedAt, talkingAt, leftAt },
        ...{ ringMs, talkMs, wrapUpMs },
      })),
    ).toEqual([
      {
        ...{ queueId: 'general', queuedAt: at(10), talkingAt: at(14), leftAt: null },
        ...{ ringMs: 4000, talkMs: 60_000, wrapUpMs: 20_000 },
      },
      {
        ...{ queueId: 'general', queuedAt: at(20), talkingAt: null, leftAt: at(50) },
        ...{ ringMs: 0, talkMs: 0, wrapUpMs: 0 },
      },
      {
        ...{ queueId: 'general', queuedAt: at(25), talkingAt: at(99), leftAt: null },
        ...{ ringMs: 5000, talkMs: 30_000, wrapUpMs: 0 },
      },
    ]);
  });

  it('had the agent when he was ready, not while he dialled or was on a break', async () => {
    expect((await recorded()).shifts).toEqual([
      { agentId: '1001', from: at(0), until: at(200) },
      { agentId: '1001', from: at(260), until: at(300) },
    ]);
  });

  it('tell who left by a key or was sent back, and which were callbacks with what place', async () => {
    const left = (second: number, callId: string, why: string) =>
      event(second, 'call.left-queue', { callId, queueId: 'faults', data: { why, waitedMs: 1 } });
    const ended = (second: number, callId: string) =>
      event(second, 'call.ended', { callId, data: { by: 'customer', cause: 'NORMAL_CLEARING' } });
    await database.projector.apply([
      ...[queued(10_000, FRANK, 'faults'), left(10_030, FRANK, 'callback'), ended(10_060, FRANK)],
      ...[queued(10_000, GRACE, 'faults'), left(10_050, GRACE, 'too-long'), ended(10_055, GRACE)],
      event(10_100, 'call.queued', {
        ...{ callId: BACK, queueId: 'faults' },
        data: { topic: null, again: false, score: at(10_000), callbackId: 'back' },
      }),
      event(10_110, 'call.talking', {
        callId: BACK,
        agentId: '1001',
        queueId: 'faults',
        data: { waitMs: null },
      }),
    ]);
    const { calls } = await database.queueReplay.recorded(at(9000), at(20_000), 10);
    expect(
      calls.map(({ callId, leftAt, left: how, isCallback }) => [callId, leftAt, how, isCallback]),
    ).toEqual([
      [FRANK, at(10_030), 'key', false],
      [GRACE, at(10_050), 'sent', false],
      [BACK, null, null, true],
    ]);
    expect(calls.map(({ headStartMs }) => headStartMs)).toEqual([0, 0, 100_000]);
  });

  it('have what callers were told beside how long it took from then', async () => {
    const told = (second: number, callId: string, minutes: number) =>
      event(second, 'call.wait-told', { callId, queueId: 'general', data: { position: 1, minutes } });
    await database.projector.apply([
      told(40, DAVE, 1),
      told(55, ERIN, 1),
      told(85, ERIN, 2),
      told(100, ERIN, 3),
    ]);
    // Dave gave up; Erin was answered at 99, and what is told in a talk is of no wait.
    const waits = await database.toldWaits.toldWaits(at(0), at(100));
    expect(waits).toHaveLength(3);
    expect(waits).toEqual(
      expect.arrayContaining([
        { queueId: 'general', toldMs: 60_000, tookMs: null },
        { queueId: 'general', toldMs: 60_000, tookMs: 44_000 },
        { queueId: 'general', toldMs: 120_000, tookMs: 14_000 },
      ]),
    );
    expect(await database.toldWaits.toldWaits(at(60), at(90))).toHaveLength(1);
  });

  it('are those of the time asked for, and no more than asked for', async () => {
    expect((await recorded(21)).calls).toHaveLength(2);
    expect((await recorded(3600, 1)).calls).toHaveLength(1);
    expect((await database.queueReplay.recorded(at(3600), at(7200), 10)).calls).toEqual([]);
  });

  it('are met again by the simulation of what held, and better by a second agent', async () => {
    const present = queueConfigSchema.parse({
      queues: [{ queueId: 'general', name: 'G', agents: ['1001'] }],
    });
    const changed = queueConfigSchema.parse({
      queues: [{ queueId: 'general', name: 'G', agents: ['1001', '1002'] }],
    });
    const real = await recorded();
    const shifts = [...real.shifts, { agentId: '1002', from: at(0), until: at(600) }];
    const { queues, calls } = replay({ ...real, shifts }, { present, changed });
    expect(calls).toBe(3);
    const general = queues.find(({ queueId }) => queueId === 'general');
    expect(general?.present).toEqual(general?.recorded);
    expect(general?.recorded).toMatchObject({
      answered: 2,
      abandoned: 1,
      meanWaitS: 36,
      p50WaitS: 30,
      p95WaitS: 74,
    });
    expect(general?.changed?.meanWaitS).toBeLessThan(36);
    expect(general?.changed?.abandoned).toBe(0);
    expect(general?.erlangA.changed?.meanWaitS).toBeLessThan(general?.erlangA.present?.meanWaitS ?? 0);
  });
});
