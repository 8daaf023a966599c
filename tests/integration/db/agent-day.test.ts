import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import type { DomainEvent, EventType } from '../../../server/contract/events';
import type { CallDirection } from '../../../server/contract/rest';
import { agentId } from '../../../server/contract/ids';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';

const ALICE = agentId('1001');
const MINUTE = 60_000;
/** The day's beginning; she logged in ten minutes before it. */
const FROM = 1_795_900_000_000;

describe('an agent’s day', () => {
  let postgres: TestPostgres;
  let database: Database;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    const address = await postgres.freshDatabase();
    database = await createDatabase({ address, logger: pino({ level: 'silent' }) });
    await database.migrate();
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await postgres.stop();
  });

  let seq = 0;
  const at = (minute: number, type: EventType, data: object, callId?: string): DomainEvent => ({
    id: `${FROM + minute * MINUTE}-${(seq += 1)}`,
    at: FROM + minute * MINUTE,
    type,
    agentId: ALICE,
    ...(callId === undefined ? {} : { callId }),
    data: data as Record<string, unknown>,
  });
  const started = (callId: string, minute: number, direction: CallDirection): DomainEvent => ({
    id: `${FROM + minute * MINUTE}-${(seq += 1)}`,
    at: FROM + minute * MINUTE,
    type: 'call.started',
    callId,
    data: { direction, callerNumber: '1', callerName: '', dialedNumber: '2', customerLegId: randomUUID() },
  });

  it('adds up her intervals within it, and counts each call once', async () => {
    const [yesterday, first, second] = [randomUUID(), randomUUID(), randomUUID()];
    await database.projector.apply([
      at(-10, 'agent.presence-changed', { presence: 'ready', reason: null }),
      started(yesterday, -6, 'inbound'),
      at(-6, 'agent.state-changed', { state: 'on-call' }, yesterday),
      // Over midnight: a minute of it is of today.
      at(1, 'agent.state-changed', { state: 'idle' }),
      started(first, 3, 'inbound'),
      at(3, 'agent.state-changed', { state: 'offered' }, first),
      at(4, 'agent.state-changed', { state: 'on-call' }, first),
      at(9, 'agent.state-changed', { state: 'wrap-up' }, first),
      started(second, 11, 'outbound'),
      at(11, 'agent.state-changed', { state: 'on-call' }, second),
      at(12, 'agent.state-changed', { state: 'wrap-up' }, second),
      at(13, 'agent.state-changed', { state: 'idle' }),
      at(13, 'agent.presence-changed', { presence: 'break', reason: 'lunch' }),
    ]);
    expect(await database.agentDays.timesOf(ALICE, FROM, FROM + 20 * MINUTE)).toEqual({
      answered: 2,
      dialled: 1,
      onCallMs: 7 * MINUTE,
      wrapUpMs: 3 * MINUTE,
      readyMs: 3 * MINUTE,
      breakMs: 7 * MINUTE,
    });
  });

  it('has the time of a call to a colleague, who is no customer, and both find the call among their own', async () => {
    const [call, from] = [randomUUID(), 30];
    await database.projector.apply([
      {
        ...at(
          from,
          'call.started',
          { direction: 'internal', callerNumber: '1001', dialedNumber: '1002' },
          call,
        ),
      },
      at(from, 'agent.state-changed', { state: 'on-call' }, call),
      at(from + 1, 'call.talking', { agentLegId: randomUUID(), waitMs: null }, call),
      at(from + 4, 'call.ended', { by: 'agent', cause: 'NORMAL_CLEARING', from: 'talking' }, call),
      at(from + 4, 'agent.state-changed', { state: 'idle' }),
    ]);
    const times = await database.agentDays.timesOf(ALICE, FROM + from * MINUTE, FROM + 60 * MINUTE);
    expect(times).toMatchObject({ answered: 0, dialled: 0, onCallMs: 4 * MINUTE });
    for (const agent of ['1001', '1002']) {
      const { items } = await database.callHistory.list({ agentId: agent, page: 1, pageSize: 10 });
      expect(items.filter(({ direction }) => direction === 'internal')).toMatchObject([
        { callId: call, agentId: '1001', dialedNumber: '1002', outcome: 'answered', talkMs: 3 * MINUTE },
      ]);
    }
    const { items } = await database.callHistory.list({ agentId: '1003', page: 1, pageSize: 10 });
    expect(items).toEqual([]);
  });

  it('is empty for who was not here', async () => {
    expect(await database.agentDays.timesOf(agentId('1009'), FROM, FROM + MINUTE)).toEqual({
      ...{ answered: 0, dialled: 0, onCallMs: 0, wrapUpMs: 0, readyMs: 0, breakMs: 0 },
    });
  });
});
