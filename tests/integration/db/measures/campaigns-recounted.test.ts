import fc from 'fast-check';
import pino from 'pino';
import { createDatabase, type Database } from '../../../../db';
import { campaignSchema } from '../../../../server/contract/campaigns';
import { campaignId } from '../../../../server/contract/ids';
import { campaignQuerySchema, type CampaignQuery } from '../../../../server/contract/reports';
import { campaignCountNames } from '../../../../server/measures/campaign-counts';
import { campaignReport } from '../../../../server/measures/campaign-report';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../../support/postgres';
import { CampaignsAtWork, campaignHistories, everyEnd, type Step } from './campaign-histories';
import { recountedCalls, recountedFigures, type RecountedCall } from './campaign-recount';

/** Saturday evening in Berlin, before the night in which clocks go forward; in Shanghai it is Sunday. */
const FROM = Date.UTC(2026, 2, 28, 21, 58);
const RUNS = Number(process.env['MODEL_RUNS'] ?? 60);
const CAMPAIGNS = ['dues', 'news'].map(campaignId);
const CONTACTS = 10;

jest.setTimeout(240_000);

describe('the report of campaigns and what is recounted from what happened', () => {
  let postgres: TestPostgres;
  let address: TestAddress;
  let database: Database;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    address = await postgres.freshDatabase();
    database = await createDatabase({ address, logger: pino({ level: 'silent' }) });
    await database.migrate();
    for (const id of CAMPAIGNS)
      await database.campaigns.save(
        campaignSchema.parse({
          ...{ campaignId: id, name: id.toUpperCase(), flow: { pack: 'outbound' }, hours: { week: {} } },
          attempts: 20,
        }),
        null,
        'admin',
      );
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await postgres.stop();
  }, 30_000);

  const played = async (steps: readonly Step[]): Promise<readonly RecountedCall[]> => {
    const run = (statement: string) => postgres.run(address.database, statement);
    await run('TRUNCATE campaign_contacts, dial_decisions, do_not_call, campaign_quarters');
    await run(`UPDATE campaign_sums SET until = 'epoch'`);
    const work = new CampaignsAtWork(database, FROM);
    await work.lists(CAMPAIGNS, CONTACTS);
    await work.play(steps);
    return recountedCalls(work.facts);
  };
  const reported = (query: Partial<CampaignQuery>, timeZone: string) => {
    const asked = campaignQuerySchema.parse({ from: '2026-03-28', to: '2026-04-12', ...query });
    return campaignReport({ store: database.measures }, asked, { ...asked, timeZone });
  };

  /** Every report there is of these calls says what is recounted. */
  const agree = async (all: readonly RecountedCall[], timeZone: string): Promise<void> => {
    const localDay = (at: number) =>
      new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);
    const [from, to] = ['2026-03-29', '2026-03-31'];
    const inside = all.filter(({ at }) => localDay(at) >= from && localDay(at) <= to);
    const { total, rows } = await reported({ from, to }, timeZone);
    expect(total).toEqual(recountedFigures(inside));
    expect(Object.fromEntries(rows.map((row) => [row.campaignId, row.figures]))).toEqual(
      figuresBy(inside, (call) => call.campaignId),
    );
    const quarters = await reported({ from, to, by: 'interval', step: 'quarter' }, timeZone);
    const told = quarters.rows.filter(({ figures: { calls, withdrawn } }) => calls + withdrawn > 0);
    expect(Object.fromEntries(told.map((row) => [Date.parse(row.from), row.figures]))).toEqual(
      figuresBy(inside, ({ at }) => String(at - (at % 900_000))),
    );
    const [ours] = CAMPAIGNS;
    const days = await reported({ from, to, by: 'interval', step: 'day', campaignId: ours }, timeZone);
    expect(days.rows).toHaveLength(3);
    for (const row of days.rows) {
      const of = inside.filter(
        ({ campaignId: its, at }) => its === ours && localDay(at) === localDay(Date.parse(row.from)),
      );
      expect(row.figures).toEqual(recountedFigures(of));
    }
    await listsAgree(inside, total, timeZone);
  };

  const listsAgree = async (
    inside: readonly RecountedCall[],
    { connectedMs }: { readonly connectedMs: number },
    timeZone: string,
  ): Promise<void> => {
    const { from, until } = await reported({ from: '2026-03-29', to: '2026-03-31' }, timeZone);
    const listed = await database.measures.campaignCalls({
      ...{ from, until, kind: 'calls', page: 1, pageSize: 1000 },
    });
    const calls = inside.filter(({ counts }) => counts !== 'withdrawn');
    expect(new Map(listed.items.map(({ attemptId, mark }) => [attemptId, mark]))).toEqual(
      new Map(calls.map(({ attemptId, mark }) => [attemptId, mark])),
    );
    const people = listed.items.filter(({ result }) => result === 'reached' || result === 'abandoned');
    expect(people.reduce((sum, call) => sum + (call.connectedMs ?? 0), 0)).toBe(connectedMs);
  };

  it('agree, whatever of it is added up by then, and after counting anew', async () => {
    const seen = new Set<string>();
    const zones = fc.constantFrom('Europe/Berlin', 'Asia/Shanghai', 'Australia/Lord_Howe', 'UTC');
    await fc.assert(
      fc.asyncProperty(campaignHistories, zones, async (steps, timeZone) => {
        const all = await played(steps);
        for (const [name, value] of Object.entries(recountedFigures(all))) if (value) seen.add(name);
        await agree(all, timeZone);
        await database.measures.sumCampaigns(Date.UTC(2027, 0));
        await agree(all, timeZone);
        let after: string | null = null;
        do ({ after } = await database.projector.measureAgain(after));
        while (after !== null);
        await agree(all, timeZone);
      }),
      { numRuns: RUNS / 2, endOnFailure: true, examples: [[everyEnd, 'Europe/Berlin']] },
    );
    expect([...seen]).toEqual(expect.arrayContaining([...campaignCountNames]));
  });
});

function figuresBy(
  calls: readonly RecountedCall[],
  keyOf: (call: RecountedCall) => string,
): Record<string, ReturnType<typeof recountedFigures>> {
  const keys = [...new Set(calls.map(keyOf))];
  return Object.fromEntries(
    keys.map((key) => [key, recountedFigures(calls.filter((call) => keyOf(call) === key))]),
  );
}
