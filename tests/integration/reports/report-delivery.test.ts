import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { createSmtpMailer } from '../../../server/connectors/smtp-mail';
import {
  reportScheduleRequestSchema,
  type ReportScheduleRequest,
} from '../../../server/contract/report-schedules';
import { ReportDeliveries } from '../../../server/measures/delivery/report-deliveries';
import type { Mailer } from '../../../server/mail/mailer';
import { Reports } from '../../../server/measures/reports';
import { ManualJobs } from '../../fakes/manual-jobs';
import { aCallId, eventsOf, lives } from '../../support/call-events';
import { eventually } from '../../support/eventually';
import { MailServer } from '../../support/mail-server';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { cellsOf } from '../../support/workbook';

const logger = pino({ level: 'silent' });
/** Monday, 2 March 2026, 10:00 in Shanghai. */
const MONDAY = Date.UTC(2026, 2, 2, 2);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 3 March, 07:30 there. */
const TUESDAY_0730 = Date.UTC(2026, 2, 2, 23, 30);

const everyDay: ReportScheduleRequest = reportScheduleRequestSchema.parse({
  ...{ name: '早报', tables: ['queues', 'agents'], cadence: 'daily', at: '07:30', timeZone: 'Asia/Shanghai' },
  ...{ language: 'zh-CN', format: 'xlsx', emails: ['boss@example.com', 'desk@example.com'] },
});

describe('reports by mail', () => {
  let postgres: TestPostgres;
  let database: Database;
  let mailServer: MailServer;
  let mailer: Mailer | null;
  let jobs: ManualJobs;
  let now: number;

  beforeAll(async () => {
    postgres = await startTestPostgres();
  }, 60_000);
  afterAll(() => postgres.stop(), 30_000);
  beforeEach(async () => {
    database = await createDatabase({ address: await postgres.freshDatabase(), logger });
    await database.migrate();
    mailServer = new MailServer();
    mailer = createSmtpMailer({ url: await mailServer.start(), from: 'kiloline@example.com' });
    jobs = new ManualJobs();
    now = MONDAY;
    await database.projector.apply(eventsOf(aCallId(1), MONDAY, lives['answered'] ?? []));
  });
  afterEach(async () => {
    await mailServer.stop();
    await database.close();
  });

  /** Another one each time, as after a restart. */
  const aServer = (): ReportDeliveries =>
    new ReportDeliveries({
      ...{ store: database.reportDeliveries, mailer, jobs, newId: randomUUID, now: () => now, logger },
      reports: new Reports({
        ...{ store: database.measures, queueName: () => '综合', teams: () => ({}), now: () => now },
        timeZone: 'UTC',
        service: () => Promise.resolve({ now, switchIds: [], marks: new Map() }),
      }),
    });
  const history = async () => (await aServer().history({ page: 1, pageSize: 50 })).items;
  const workbookOf = (message: string) => {
    const [, base64 = ''] =
      /filename=[^\r\n]*\.xlsx\r\n(?:[^\r\n]+\r\n)*\r\n([A-Za-z0-9+/=\r\n]+?)\r\n--/s.exec(message) ?? [];
    return cellsOf(Buffer.from(base64, 'base64'));
  };

  it('are sent when they are due, once, with a sheet of the day before', async () => {
    const server = aServer();
    const { nextAt, createdBy } = await server.add(everyDay, 'susan');
    expect([nextAt, createdBy]).toEqual([new Date(TUESDAY_0730).toISOString(), 'susan']);
    now = TUESDAY_0730 - 1;
    await server.beat();
    expect(mailServer.taken).toEqual([]);
    now = TUESDAY_0730;
    // Another server, and the same one after a restart.
    await Promise.all([aServer().beat(), aServer().beat(), server.beat()]);
    expect(mailServer.taken).toHaveLength(1);
    const [message = ''] = mailServer.taken;
    const rows = workbookOf(message);
    expect(rows[1]?.slice(2, 4)).toEqual(['general', '综合']);
    const recipients = mailServer.lines.filter((line) => line.startsWith('RCPT'));
    expect(recipients).toEqual(['RCPT TO:<boss@example.com>', 'RCPT TO:<desk@example.com>']);
    expect(await history()).toMatchObject([
      {
        state: 'sent',
        name: '早报',
        from: '2026-03-02',
        to: '2026-03-02',
        tries: 1,
        fault: null,
        askedBy: null,
      },
    ]);
    expect((await server.all()).schedules).toMatchObject([
      { nextAt: new Date(TUESDAY_0730 + DAY).toISOString() },
    ]);
  });

  it('that came due while everything stood still are sent afterwards, each of its day', async () => {
    await aServer().add(everyDay, 'susan');
    now = TUESDAY_0730 + 2 * DAY + HOUR;
    await aServer().beat();
    expect((await history()).map(({ from, state }) => [from, state])).toEqual([
      ['2026-03-04', 'sent'],
      ['2026-03-03', 'sent'],
      ['2026-03-02', 'sent'],
    ]);
    expect(mailServer.taken).toHaveLength(3);
  });

  it('are tried again while the mail server is away, and given up after a day', async () => {
    const running = mailer;
    mailer = createSmtpMailer({ url: 'smtp://127.0.0.1:1', from: 'kiloline@example.com' });
    await aServer().add({ ...everyDay, cadence: 'weekly', weekday: 2 }, 'susan');
    now = TUESDAY_0730;
    await aServer().beat();
    await aServer().beat();
    expect(await history()).toMatchObject([
      { state: 'planned', tries: 1, from: '2026-02-24', to: '2026-03-02' },
    ]);
    expect((await history())[0]?.fault).toContain('did not take a mail');
    now = jobs.nextDueAt() ?? 0;
    expect(now - TUESDAY_0730).toBeGreaterThan(40_000);
    mailer = running;
    // The job is done by whoever is there then.
    const other = aServer();
    await jobs.runUntil(now);
    expect(await history()).toMatchObject([{ state: 'sent', tries: 2 }]);
    await other.beat();
    expect(mailServer.taken).toHaveLength(1);

    mailer = createSmtpMailer({ url: 'smtp://127.0.0.1:1', from: 'kiloline@example.com' });
    now = TUESDAY_0730 + 7 * DAY;
    for (let hour = 0; hour < 26; hour += 1, now += HOUR) await aServer().beat();
    expect((await history())[0]).toMatchObject({ state: 'failed' });
    const deliveryId = (await history())[0]?.deliveryId ?? '';
    mailer = running;
    await aServer().sendAgain(deliveryId, 'susan');
    await aServer().beat();
    expect((await history())[0]).toMatchObject({ state: 'sent', askedBy: 'susan' });
    await expect(aServer().sendAgain(deliveryId, 'susan')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('that may have been sent are not sent twice', async () => {
    await aServer().add(everyDay, 'susan');
    now = TUESDAY_0730;
    mailServer.breaksOff = true;
    await aServer().beat();
    mailServer.breaksOff = false;
    now += HOUR;
    await aServer().beat();
    expect(mailServer.taken).toEqual([]);
    expect(await history()).toMatchObject([{ state: 'unsure', tries: 1 }]);
  });

  it('of a server that died are sent if it had not begun to, and not if it had', async () => {
    const store = database.reportDeliveries;
    await aServer().add(everyDay, 'susan');
    now = TUESDAY_0730 + DAY;
    let dying = 0;
    const real = mailer;
    // It dies over the first one while it talks to the mail server, and over the second one before that.
    mailer = { send: () => new Promise(() => (dying += 1)) };
    void aServer().beat();
    await eventually('the mail is under way', () => dying === 1);
    const second = await store.claim(now, now + 1);
    expect(second?.from).toBe('2026-03-03');
    mailer = real;
    now += 11 * 60_000;
    await aServer().beat();
    expect((await history()).map(({ from, state, tries }) => [from, state, tries])).toEqual([
      ['2026-03-03', 'sent', 2],
      ['2026-03-02', 'unsure', 1],
    ]);
    // Whoever comes back too late does not send it, either.
    if (second) expect(await store.sending(second)).toBe(false);
  });

  it('are tried out at once, to whom it is wished, and changed or removed', async () => {
    const server = aServer();
    const { scheduleId } = await server.add({ ...everyDay, format: 'csv' }, 'susan');
    await server.sendTrial(scheduleId, { emails: ['me@example.com'] }, 'susan');
    await eventually('the trial', async () => (await history())[0]?.state === 'sent');
    expect(mailServer.lines.filter((line) => line.startsWith('RCPT'))).toEqual(['RCPT TO:<me@example.com>']);
    expect(mailServer.taken[0]?.match(/filename=\S+/g)).toEqual([
      'filename=queues-2026-03-01-2026-03-01.csv',
      'filename=agents-2026-03-01-2026-03-01.csv',
    ]);
    const changed = await server.change(scheduleId, { ...everyDay, active: false }, 'admin');
    expect(changed).toMatchObject({ nextAt: null, createdBy: 'susan', changedBy: 'admin' });
    now += 3 * DAY;
    await server.beat();
    expect(mailServer.taken).toHaveLength(1);
    await server.remove(scheduleId);
    expect((await server.all()).schedules).toEqual([]);
    expect(await history()).toMatchObject([{ askedBy: 'susan', state: 'sent' }]);
    await expect(server.remove(scheduleId)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('say what went wrong: addresses refused, or no mail server at all', async () => {
    mailServer.unknown = ['desk@example.com'];
    const server = aServer();
    const { scheduleId } = await server.add(everyDay, 'susan');
    await server.sendTrial(scheduleId, {}, 'susan');
    await server.beat();
    expect(await history()).toMatchObject([{ state: 'sent', fault: 'refused: desk@example.com' }]);
    mailer = null;
    await expect(aServer().sendTrial(scheduleId, {}, 'susan')).rejects.toMatchObject({
      code: 'no-mail-server',
    });
    now = TUESDAY_0730;
    await aServer().beat();
    expect((await history())[0]).toMatchObject({ state: 'failed', fault: 'No mail server is configured' });
    expect((await aServer().all()).hasMail).toBe(false);
  });
});
