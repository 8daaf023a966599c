import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { createDatabase, type Database } from '../../../../db';
import { campaignSchema } from '../../../../server/contract/campaigns';
import {
  campaignQuerySchema,
  type CampaignCall,
  type CampaignCallsQuery,
  type CampaignQuery,
} from '../../../../server/contract/reports';
import { campaignCallKinds } from '../../../../server/measures/campaign-counts';
import { campaignReport, campaignRows } from '../../../../server/measures/campaign-report';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../../support/postgres';

interface Made {
  readonly campaignId: string;
  readonly at: string;
  readonly result: string | null;
  readonly mark?: string;
  /** How long he was on the line, seconds. */
  readonly connectedS?: number;
}

const CALLS: readonly Made[] = [
  { campaignId: 'dues', at: '2026-03-02T09:10', result: 'reached', mark: 'promised', connectedS: 40 },
  { campaignId: 'dues', at: '2026-03-02T09:20', result: 'reached', mark: 'paid', connectedS: 80 },
  { campaignId: 'dues', at: '2026-03-02T09:59', result: 'busy' },
  { campaignId: 'dues', at: '2026-03-02T10:00', result: 'abandoned', connectedS: 6 },
  { campaignId: 'dues', at: '2026-03-02T10:05', result: 'withdrawn' },
  { campaignId: 'dues', at: '2026-03-02T10:06', result: 'not-begun', mark: 'promised' },
  { campaignId: 'dues', at: '2026-03-02T10:07', result: 'stopped' },
  { campaignId: 'dues', at: '2026-03-02T10:08', result: null },
  { campaignId: 'news', at: '2026-03-02T11:00', result: 'no-answer' },
  { campaignId: 'news', at: '2026-03-02T11:01', result: 'machine', connectedS: 9 },
  { campaignId: 'rare', at: '2026-03-02T12:00', result: 'refused' },
  { campaignId: 'rare', at: '2026-03-02T12:01', result: 'wrong-number' },
  { campaignId: 'rare', at: '2026-03-02T12:02', result: 'network' },
  { campaignId: 'rare', at: '2026-03-02T12:03', result: 'lost', mark: 'promised' },
  { campaignId: 'rare', at: '2026-03-02T12:04', result: 'withdrawn', mark: 'promised' },
  // Another day, there.
  { campaignId: 'news', at: '2026-03-03T00:00', result: 'reached', mark: 'told', connectedS: 30 },
];

type Kind = CampaignCallsQuery['kind'];
const nameOf = (kind: Kind) => {
  if (kind === 'no-answer') return 'noAnswer';
  return kind === 'wrong-number' ? 'wrongNumber' : kind;
};

describe('the report of campaigns', () => {
  let postgres: TestPostgres;
  let address: TestAddress;
  let database: Database;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    address = await postgres.freshDatabase();
    database = await createDatabase({ address, logger: pino({ level: 'silent' }) });
    await database.migrate();
    await database.campaigns.save(
      campaignSchema.parse({
        ...{ campaignId: 'dues', name: 'Dues', flow: { pack: 'outbound' }, hours: { week: {} } },
      }),
      null,
      'admin',
    );
    for (const { campaignId, at, result, mark = null, connectedS = null } of CALLS)
      await postgres.run(
        address.database,
        `INSERT INTO dial_decisions (decision_id, campaign_id, contact_id, number, number_key, at, decision, rule, evidence,
           call_id, result, mark, answered_at, ended_at)
         VALUES ($1, $2, $1, '1', '1', $3::timestamptz, 'dialled', 'allowed', '{}', $1, $4, $5, $6,
           CASE WHEN $4::text IS NOT NULL THEN $3::timestamptz + make_interval(secs => 10 + coalesce($7::int, 0)) END)`,
        [
          ...[randomUUID(), campaignId, `${at}+08:00`, result, mark],
          ...[connectedS === null ? null : new Date(Date.parse(`${at}+08:00`) + 10_000), connectedS],
        ],
      );
    await postgres.run(
      address.database,
      `INSERT INTO dial_decisions (decision_id, campaign_id, contact_id, number, number_key, at, decision, rule, evidence)
       VALUES ($1, 'dues', $1, '1', '1', '2026-03-02T09:10+08:00', 'not-dialled', 'hours', '{}')`,
      [randomUUID()],
    );
  });
  afterAll(async () => {
    await database.close();
    await postgres.stop();
  });

  const reported = (query: Partial<CampaignQuery> = {}) => {
    const asked = campaignQuerySchema.parse({ from: '2026-03-02', to: '2026-03-02', ...query });
    return campaignReport({ store: database.measures }, asked, { ...asked, timeZone: 'Asia/Shanghai' });
  };

  /** Every call of a list, page by page, in its order. */
  const listedCalls = async (search: Omit<CampaignCallsQuery, 'page' | 'pageSize'>) => {
    const calls: CampaignCall[] = [];
    for (let page = 1; ; page += 1) {
      const { items, total } = await database.measures.campaignCalls({ ...search, page, pageSize: 2 });
      calls.push(...items);
      if (items.length === 0) {
        expect(calls).toHaveLength(total);
        return calls;
      }
    }
  };

  it('counts what came of the calls begun in the days, by campaign', async () => {
    const { rows, total } = await reported();
    expect(rows).toMatchObject([
      {
        ...{ campaignId: 'dues', name: 'Dues', from: '2026-03-01T16:00:00.000Z' },
        figures: {
          ...{ calls: 6, reached: 2, abandoned: 1, busy: 1, broken: 1, withdrawn: 1, noAnswer: 0 },
          ...{ connectedMs: 126_000, averageConnectedMs: 42_000, reachRate: 0.5, abandonmentRate: 1 / 3 },
          marks: { promised: 1, paid: 1 },
        },
      },
      {
        ...{ campaignId: 'news', name: null },
        figures: {
          ...{ calls: 2, noAnswer: 1, machine: 1, reached: 0, connectedMs: 0, marks: {} },
          ...{ reachRate: 0, abandonmentRate: null, averageConnectedMs: null },
        },
      },
      {
        ...{ campaignId: 'rare', name: null },
        figures: {
          ...{ calls: 4, refused: 1, wrongNumber: 1, network: 1, broken: 1, withdrawn: 1 },
          marks: { promised: 1 },
        },
      },
    ]);
    expect(total).toMatchObject({ calls: 12, reached: 2, abandoned: 1, machine: 1 });
  });

  it('adds up to the same by interval, and is of one campaign when asked so', async () => {
    const hours = await reported({ by: 'interval', step: 'hour', campaignId: 'dues' });
    expect(hours.rows).toHaveLength(24);
    expect(
      hours.rows.filter(({ figures }) => figures.calls > 0).map(({ from, figures }) => [from, figures.calls]),
    ).toEqual([
      ['2026-03-02T01:00:00.000Z', 3],
      ['2026-03-02T02:00:00.000Z', 3],
    ]);
    const ofDues = (await reported({ campaignId: 'dues' })).rows;
    expect(ofDues.map(({ figures }) => figures)).toEqual([hours.total]);
    for (const name of ['calls', 'reached', 'abandoned', 'withdrawn', 'connectedMs'] as const)
      expect(hours.rows.reduce((sum, { figures }) => sum + figures[name], 0)).toBe(hours.total[name]);
  });

  it('says the marks in one cell of a file', async () => {
    expect(campaignRows(await reported())).toMatchObject([
      { campaignId: 'dues', calls: 6, marks: 'paid 1, promised 1' },
      { campaignId: 'news', calls: 2, marks: '' },
      { campaignId: 'rare', calls: 4, marks: 'promised 1' },
    ]);
  });

  it('leads from each figure to as many calls as it says, a page after the other', async () => {
    const reports = await Promise.all([
      reported(),
      reported({ by: 'interval', step: 'quarter' }),
      reported({ by: 'interval', step: 'hour', campaignId: 'dues' }),
    ]);
    const figures = reports.flatMap(({ from, until, total, rows }, nth) => [
      ...[{ from, until, campaignId: nth === 2 ? 'dues' : null, figures: total }, ...rows],
    ]);
    const seen = new Set<string>();
    for (const { from, until, campaignId, figures: of } of figures) {
      const range = { from, until, ...(campaignId !== null && { campaignId }) };
      for (const kind of campaignCallKinds) {
        const listed = await listedCalls({ ...range, kind });
        expect({ kind, range, many: listed.length }).toEqual({ kind, range, many: of[nameOf(kind)] });
        if (listed.length > 0) seen.add(kind);
      }
      const marks = [...new Set([...Object.keys(of.marks), 'promised', 'told'])];
      for (const mark of marks)
        expect(await listedCalls({ ...range, kind: 'calls', mark })).toHaveLength(of.marks[mark] ?? 0);
    }
    expect([...seen].sort()).toEqual([...campaignCallKinds].sort());
  });

  it('lists calls with what came of them, and their ids where they are stored', async () => {
    const { from, until } = await reported();
    const range = { from, until, campaignId: 'dues' };
    const all = await listedCalls({ ...range, kind: 'calls' });
    expect(all.map(({ at, result, mark, connectedMs }) => [at, result, mark, connectedMs])).toEqual([
      ['2026-03-02T02:08:00.000Z', null, null, null],
      ['2026-03-02T02:07:00.000Z', 'stopped', null, null],
      ['2026-03-02T02:00:00.000Z', 'abandoned', null, 6000],
      ['2026-03-02T01:59:00.000Z', 'busy', null, null],
      ['2026-03-02T01:20:00.000Z', 'reached', 'paid', 80_000],
      ['2026-03-02T01:10:00.000Z', 'reached', 'promised', 40_000],
    ]);
    const attemptId = all[0]?.attemptId ?? '';
    expect(all[0]).toMatchObject({ callId: null, name: '', number: '1' });
    await database.projector.apply([
      {
        ...{ id: '1772417280000-0', type: 'call.started' as const, at: Date.parse('2026-03-02T02:08:00Z') },
        ...{ callId: attemptId, data: { direction: 'outbound', callerNumber: '1000', dialedNumber: '1' } },
      },
    ]);
    expect((await listedCalls({ ...range, kind: 'calls' })).map((call) => call.callId)).toEqual([
      attemptId,
      ...all.slice(1).map(() => null),
    ]);
  });

  it('says the same when it is added up, whatever part of it, and when it is counted anew', async () => {
    const queries: Partial<CampaignQuery>[] = [
      {},
      { by: 'interval', step: 'quarter' },
      { by: 'interval', step: 'hour', campaignId: 'dues' },
      { to: '2026-03-03', campaignId: 'news' },
    ];
    const all = () => Promise.all(queries.map((query) => reported(query)));
    const before = await all();
    const summed = () =>
      postgres.run(
        address.database,
        'SELECT sum(calls)::int AS calls, (SELECT until FROM campaign_sums) AS until FROM campaign_quarters',
      );
    for (const [moment, calls] of [
      ['2026-03-02T09:59+08:00', 2],
      ['2026-03-02T09:40+08:00', 2],
      ['2026-03-02T23:59+08:00', 3],
    ] as const) {
      await database.measures.sumCampaigns(Date.parse(moment));
      await database.measures.sumCampaigns(Date.parse(moment));
      expect(await all()).toEqual(before);
      expect(await summed()).toMatchObject([{ calls }]);
    }
    // One of ten o'clock goes on: nothing from its quarter on is added up.
    expect(await summed()).toMatchObject([{ until: new Date('2026-03-02T10:00+08:00') }]);
    for (let after: string | null = null; ;) {
      ({ after } = await database.projector.measureAgain(after));
      if (after === null) break;
    }
    expect(await summed()).toMatchObject([{ calls: null, until: new Date(0) }]);
    expect(await all()).toEqual(before);
  });
});
