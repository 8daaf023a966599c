import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { Centre } from '../../../server/cli/centre';
import { loadCommandEnv } from '../../../server/config/command-env';
import type { AgentReport, CampaignReport, QueueReport } from '../../../server/contract/reports';
import type { CallSummary, Page } from '../../../server/contract/rest';
import { reportScheduleRoutes } from '../../../server/http/routes/report-schedule-routes';
import { reportRoutes } from '../../../server/http/routes/report-routes';
import { ReportDeliveries } from '../../../server/measures/delivery/report-deliveries';
import { Reports } from '../../../server/measures/reports';
import { ManualJobs } from '../../fakes/manual-jobs';
import { aCallId, eventsOf, lives } from '../../support/call-events';
import { cellsOf } from '../../support/workbook';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../support/postgres';
import { run } from '../../unit/cli/run';
import { TestClient } from './test-client';
import { PASSWORD, startTestServer, type TestServer } from './test-server';

/** 2 March 2026, 23:59 in Shanghai: the next minute is another day there, and not in UTC. */
const LATE = Date.UTC(2026, 2, 2, 15, 59);
const MINUTE = 60_000;
const NOW = LATE + 3_600_000;

describe('reports over REST', () => {
  let postgres: TestPostgres;
  let address: TestAddress;
  let database: Database;
  let server: TestServer;
  let supervisor: TestClient;

  beforeAll(async () => {
    postgres = await startTestPostgres();
    address = await postgres.freshDatabase();
    database = await createDatabase({
      address,
      logger: pino({ level: 'silent' }),
    });
    await database.migrate();
    const reports = new Reports({
      store: database.measures,
      queueName: (queueId) => (queueId === 'general' ? '综合' : null),
      service: () => Promise.resolve({ now: NOW, switchIds: [], marks: new Map() }),
      teams: () => ({ early: ['1001', '1002'], late: ['1001'], empty: [] }),
      timeZone: 'Asia/Shanghai',
      now: () => NOW,
    });
    server = await startTestServer({
      moreRoutes: [
        ...reportRoutes({ reports, rebuild: (after) => database.projector.measureAgain(after) }),
        ...reportScheduleRoutes(
          new ReportDeliveries({
            ...{ store: database.reportDeliveries, reports, mailer: null, jobs: new ManualJobs() },
            ...{ newId: randomUUID, now: () => NOW, logger: pino({ level: 'silent' }) },
          }),
        ),
      ],
    });
    supervisor = new TestClient(server);
    await supervisor.login('2001');
    await database.projector.apply([
      ...eventsOf(aCallId(1), LATE, lives['answered'] ?? []),
      ...eventsOf(aCallId(2), LATE + MINUTE, lives['abandoned'] ?? []),
      ...eventsOf(aCallId(3), LATE + 2 * MINUTE, [
        [
          'call.started',
          { data: { direction: 'inbound', callerNumber: '13900000001', dialedNumber: '1000' } },
        ],
        ['call.queued', { queueId: '=1+1', data: { again: false } }],
        ['call.left-queue', { queueId: '=1+1', data: { why: 'callback' } }],
      ]),
      presence(LATE, 'break', 10),
      presence(LATE + MINUTE, 'ready', 11),
    ]);
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await database.close();
    await postgres.stop();
  }, 30_000);

  const presence = (at: number, value: string, seq: number) => ({
    ...{ id: `${at}-${seq}`, type: 'agent.presence-changed' as const, at, agentId: '1001' },
    data: { presence: value },
  });
  const ask = async <Answer>(path: string): Promise<Answer> => {
    const { status, body } = await supervisor.send('GET', `/api/v1${path}`);
    expect({ status, body: status === 200 ? null : body }).toEqual({ status: 200, body: null });
    return body as Answer;
  };
  const days = 'from=2026-03-02&to=2026-03-03';
  const workbook = async (path: string) => {
    const { status, bytes } = await supervisor.download(`/api/v1${path}`);
    expect(status).toBe(200);
    return cellsOf(bytes);
  };

  it('show each interval of the days, also those without a call, in the time zone asked for', async () => {
    const centre = await ask<QueueReport>(`/reports/queues?by=interval&${days}`);
    expect(centre.timeZone).toBe('Asia/Shanghai');
    expect(centre.rows.map(({ figures }) => figures.offered)).toEqual([1, 2]);
    const utc = await ask<QueueReport>(`/reports/queues?by=interval&${days}&timeZone=UTC`);
    expect(utc.rows.map(({ figures }) => figures.offered)).toEqual([3, 0]);
    expect(utc.rows[1]?.figures.connectionRate).toBeNull();
    const hours = await ask<QueueReport>(`/reports/queues?by=interval&step=hour&${days}`);
    expect(hours.rows).toHaveLength(48);
    expect(hours.total).toEqual(centre.total);
  });

  it('show queues by name, numbers called, and one queue alone', async () => {
    const { rows, total } = await ask<QueueReport>(`/reports/queues?by=queue&${days}`);
    expect(rows.map(({ queueId, name, figures }) => [queueId, name, figures.offered])).toEqual([
      ['=1+1', null, 1],
      ['faults', null, 1],
      ['general', '综合', 1],
    ]);
    expect(total).toMatchObject({ offered: 3, answered: 1, connectionRate: 1 / 3, leftForCallback: 1 });
    const numbers = await ask<QueueReport>(`/reports/queues?by=number&queueId=general&${days}`);
    expect(numbers.rows.map(({ dialedNumber, figures }) => [dialedNumber, figures.answered])).toEqual([
      ['1000', 1],
    ]);
  });

  it('show agents, with what goes on counted up to now', async () => {
    const { rows } = await ask<AgentReport>(`/reports/agents?by=agent&${days}`);
    expect(rows).toMatchObject([
      { agentId: '1001', figures: { answered: 1, breakMs: MINUTE, readyMs: NOW - LATE - MINUTE } },
    ]);
    const byDay = await ask<AgentReport>(`/reports/agents?by=interval&agentId=1001&${days}`);
    expect(byDay.rows.map(({ figures }) => figures.readyMs)).toEqual([0, NOW - LATE - MINUTE]);
  });

  it('lead to the calls behind a figure', async () => {
    const { from, until } = await ask<QueueReport>(`/reports/queues?by=queue&${days}`);
    const range = `from=${from}&until=${until}`;
    const answered = await ask<Page<CallSummary>>(
      `/reports/queues/calls?kind=answered&queueId=general&${range}`,
    );
    expect(answered.items.map(({ callId, outcome }) => [callId, outcome])).toEqual([
      [aCallId(1), 'answered'],
    ]);
    expect(await ask<Page<CallSummary>>(`/reports/queues/calls?kind=lost&${range}`)).toMatchObject({
      total: 0,
    });
    const own = await ask<Page<CallSummary>>(`/reports/agents/calls?kind=answered&agentId=1001&${range}`);
    expect(own.items).toHaveLength(1);
  });

  it('lead to the calls of campaigns, with what came of each', async () => {
    const [attempt, call] = [randomUUID(), randomUUID()];
    await postgres.run(
      address.database,
      `INSERT INTO dial_decisions (decision_id, campaign_id, contact_id, number, number_key, at, decision, rule, evidence,
         call_id, result, mark, ended_at)
       VALUES ($1, 'dues', $1, '139', '139', $3, 'dialled', 'allowed', '{}', $2, 'busy', 'told', $3)`,
      [attempt, call, new Date(LATE)],
    );
    const { from, until, rows } = await ask<CampaignReport>(`/reports/campaigns?${days}`);
    expect(rows.map(({ figures }) => figures.busy)).toEqual([1]);
    const calls = `/reports/campaigns/calls?from=${from}&until=${until}`;
    expect(await ask(`${calls}&kind=busy&campaignId=dues&mark=told`)).toEqual({
      ...{ total: 1, page: 1, pageSize: 50 },
      items: [
        {
          ...{ attemptId: attempt, callId: null, campaignId: 'dues', at: '2026-03-02T15:59:00.000Z' },
          ...{ number: '139', name: '', result: 'busy', mark: 'told', connectedMs: null },
        },
      ],
    });
    expect(await ask(`${calls}&kind=calls&mark=paid`)).toMatchObject({ total: 0 });
    const status = async (query: string) => (await supervisor.send('GET', `/api/v1${calls}${query}`)).status;
    expect(await status('&kind=talked')).toBe(400);
    expect(await status('')).toBe(400);
  });

  it('show teams: who is in two counts in both, and once in the total', async () => {
    const own = await ask<AgentReport>(`/reports/agents?by=agent&${days}`);
    const { rows, total } = await ask<AgentReport>(`/reports/agents?by=team&${days}`);
    expect(rows.map(({ teamId, figures }) => [teamId, figures.answered, figures.breakMs])).toEqual([
      ['early', 1, MINUTE],
      ['empty', 0, 0],
      ['late', 1, MINUTE],
    ]);
    expect(total).toEqual(own.total);
    const members = await ask<AgentReport>(`/reports/agents?by=agent&teamId=late&${days}`);
    expect(members.rows.map(({ agentId }) => agentId)).toEqual(['1001']);
    expect((await ask<AgentReport>(`/reports/agents?by=agent&teamId=empty&${days}`)).rows).toEqual([]);
    const byDay = await ask<AgentReport>(`/reports/agents?by=interval&teamId=late&${days}`);
    expect(byDay.rows.map(({ figures }) => figures.readyMs)).toEqual([0, NOW - LATE - MINUTE]);
    const calls = (teamId: string) =>
      ask<Page<CallSummary>>(
        `/reports/agents/calls?kind=answered&teamId=${teamId}&from=${own.from}&until=${own.until}`,
      );
    expect((await calls('late')).total).toBe(1);
    expect((await calls('empty')).total).toBe(0);
  });

  it('are workbooks whose figures and times are numbers, and whose texts run as nothing', async () => {
    const [headings = [], first = [], , general = []] = await workbook(
      `/reports/queues/file?by=queue&format=xlsx&language=en-US&${days}`,
    );
    const at = (name: string) => headings.indexOf(name);
    expect(first[at('Queue')]).toBe('=1+1');
    // 2 March 2026, midnight, as a spreadsheet counts days.
    expect(first[at('From')]).toBe(46_083);
    expect(general[at('Number called')]).toBeNull();
    expect(general[at('Connection rate (%)')]).toBe(1);
    expect(general[at('Talk (s)')]).toBeGreaterThan(0);
    const byHour = await workbook(
      `/reports/queues/file?by=interval&step=hour&format=xlsx&language=en-US&${days}`,
    );
    expect(byHour).toHaveLength(49);
    expect(byHour[2]?.[at('From')]).toBeCloseTo(46_083 + 1 / 24, 8);
    expect(byHour[1]?.[at('Connection rate (%)')]).toBeNull();
    expect(await workbook(`/reports/promises/file?format=xlsx&language=en-US&${days}`)).toEqual([
      ['Type of order', 'Closed', 'Promise kept', 'Promise kept (%)'],
    ]);
    const teams = await workbook(`/reports/agents/file?by=team&format=xlsx&language=zh-CN&${days}`);
    expect(teams.map(([, , , , teamId]) => teamId)).toEqual(['班组', 'early', 'empty', 'late']);
  });

  it('are sent by mail as supervisors wish, and as nobody else does', async () => {
    const wish = {
      ...{ name: 'Early', tables: ['queues'], cadence: 'daily', at: '07:30', timeZone: 'Asia/Shanghai' },
      ...{ language: 'en-US', format: 'xlsx', emails: ['boss@example.com'] },
    };
    const added = await supervisor.send('POST', '/api/v1/report-schedules', wish);
    expect(added).toMatchObject({
      status: 200,
      body: { createdBy: '2001', nextAt: '2026-03-02T23:30:00.000Z' },
    });
    const { scheduleId } = added.body as { scheduleId: string };
    expect(await ask('/report-schedules')).toMatchObject({ hasMail: false, schedules: [{ name: 'Early' }] });
    const trial = await supervisor.send('POST', `/api/v1/report-schedules/${scheduleId}/trial`, {});
    expect([trial.status, trial.error.code]).toEqual([409, 'no-mail-server']);
    expect(await ask('/report-deliveries')).toMatchObject({ total: 0 });
    for (const wrong of [
      { timeZone: 'Mars' },
      { emails: [] },
      { tables: ['queues', 'queues'] },
      { at: '25:00' },
    ]) {
      const { status } = await supervisor.send('POST', '/api/v1/report-schedules', { ...wish, ...wrong });
      expect(status).toBe(400);
    }
    const path = `/api/v1/report-schedules/${scheduleId}`;
    const off = await supervisor.send('PUT', path, { ...wish, active: false });
    expect(off.body).toMatchObject({ nextAt: null });
    expect((await supervisor.send('DELETE', path)).status).toBe(204);
    expect((await supervisor.send('DELETE', path)).status).toBe(404);
    const agent = new TestClient(server);
    await agent.login('1002');
    expect((await agent.send('POST', '/api/v1/report-schedules', wish)).status).toBe(403);
    expect((await agent.get('/api/v1/report-deliveries')).status).toBe(403);
  });

  it('are files that no spreadsheet runs', async () => {
    const { status, body } = await supervisor.send(
      'GET',
      `/api/v1/reports/queues/file?by=queue&language=en-US&${days}`,
    );
    expect(status).toBe(200);
    const lines = (body as string).split('\r\n');
    expect(lines[0]).toContain('Queue,Queue name');
    expect(lines[1]).toContain(`2026-03-02 00:00 +08:00,2026-03-04 00:00 +08:00,'=1+1,,`);
    expect(await ask<string>(`/reports/promises?${days}`)).toEqual([]);
  });

  it('are counted anew step by step, and stay as they are', async () => {
    const admin = new TestClient(server);
    await admin.login('admin');
    const before = await ask<QueueReport>(`/reports/queues?by=queue&${days}`);
    const rebuild = (after: string | null) => admin.send('POST', '/api/v1/measures/rebuild', { after });
    expect((await rebuild(null)).body).toEqual({ after: aCallId(3), calls: 3 });
    expect((await rebuild(aCallId(3))).body).toEqual({ after: null, calls: 0 });
    expect(await ask<QueueReport>(`/reports/queues?by=queue&${days}`)).toEqual(before);
    expect((await supervisor.send('POST', '/api/v1/measures/rebuild', {})).status).toBe(403);
  });

  it('are counted anew by one command', async () => {
    const centre = new Centre(
      loadCommandEnv({ KILOLINE_URL: server.url, KILOLINE_LOGIN: 'admin', KILOLINE_PASSWORD: PASSWORD }),
    );
    const before = await ask<QueueReport>(`/reports/queues?by=queue&${days}`);
    await postgres.run(
      address.database,
      'TRUNCATE call_visits, call_stints, queue_quarters, agent_quarters, agent_days',
    );
    expect((await ask<QueueReport>(`/reports/queues?by=queue&${days}`)).rows).toEqual([]);
    expect((await run(['measures', 'rebuild'], { centre })).output).toContain('3 calls counted anew.');
    expect(await ask<QueueReport>(`/reports/queues?by=queue&${days}`)).toEqual(before);
  });

  it('refuse agents, time zones nobody has, days the wrong way round, and too fine a view of too many days', async () => {
    const agent = new TestClient(server);
    await agent.login('1001');
    expect((await agent.send('GET', `/api/v1/reports/queues?by=queue&${days}`)).status).toBe(403);
    expect((await agent.send('GET', '/api/v1/reports/campaigns/calls?kind=calls')).status).toBe(403);
    const status = async (query: string) =>
      (await supervisor.send('GET', `/api/v1/reports/queues?${query}`)).status;
    expect(await status(`by=queue&${days}&timeZone=Mars/Olympus`)).toBe(400);
    expect(await status('by=queue&from=2026-03-03&to=2026-03-02')).toBe(400);
    expect(await status('by=interval&step=hour&from=2026-01-01&to=2026-03-02')).toBe(400);
    expect(await status('by=queue&from=2024-01-01&to=2026-03-02')).toBe(400);
  });
});
