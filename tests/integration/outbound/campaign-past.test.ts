import { randomUUID } from 'node:crypto';
import { createDatabase, type Database } from '../../../db';
import { campaignSchema, type DialResult } from '../../../server/contract/campaigns';
import { attemptId, callId, campaignId, contactId } from '../../../server/contract/ids';
import { notHeard, type Verdict } from '../../../server/outbound/amd/verdict';
import { nextAttempt } from '../../../server/outbound/next-attempt';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { silentLogger } from '../../support/redis';

const ONE = campaignId('one');
const SECOND = 1000;
const campaign = campaignSchema.parse({
  ...{ campaignId: 'one', name: 'One', flow: { pack: 'outbound' }, hours: { week: {} } },
  attempts: 20,
});

describe('the past of a campaign', () => {
  let postgres: TestPostgres;
  let database: Database;
  beforeAll(async () => {
    postgres = await startTestPostgres();
  });
  afterAll(() => postgres.stop());
  beforeEach(async () => {
    database = await createDatabase({ address: await postgres.freshDatabase(), logger: silentLogger });
    await database.migrate();
    await database.campaigns.save(campaign, null, 'admin');
  });
  afterEach(() => database.close());

  interface Attempt {
    /** Unix ms. */
    readonly at: number;
    readonly answeredAfterMs?: number;
    /** undefined: it goes on. */
    readonly ended?: { readonly afterMs: number; readonly result: DialResult };
  }

  const attempt = async ({ at, answeredAfterMs, ended }: Attempt): Promise<string> => {
    const [id, contact] = [attemptId(randomUUID()), contactId(randomUUID())];
    const number = String(Math.random()).slice(2, 12);
    await database.contacts.addContacts(ONE, [
      {
        ...{ contactId: contact, line: randomUUID(), number, numberKey: number, name: '', customerId: null },
        ...{ timeZone: null, consent: false, priority: 0, variables: {} },
      },
    ]);
    const claim = { attemptId: id, callId: callId(randomUUID()), contactId: contact, at };
    expect(await database.contacts.claim({ ...claim, evidence: {}, cap: campaign.cap })).toBe(true);
    if (answeredAfterMs !== undefined) await database.contacts.answered(id, at + answeredAfterMs);
    if (ended)
      await database.contacts.settle(
        id,
        () => ({ result: ended.result, sipStatus: null, cause: null, at: at + ended.afterMs }),
        ({ results, mark }, { result }) => nextAttempt(campaign, { result, results, mark, at }),
      );
    return id;
  };

  it('knows how attempts ended, those that are answered from their answer on, and leaves out what says nothing', async () => {
    const now = Date.now();
    await attempt({ at: now - 90 * SECOND, ended: { afterMs: 30 * SECOND, result: 'no-answer' } });
    await attempt({
      ...{ at: now - 80 * SECOND, answeredAfterMs: 5 * SECOND },
      ended: { afterMs: 60 * SECOND, result: 'reached' },
    });
    await attempt({ at: now - 40 * SECOND, answeredAfterMs: 8 * SECOND });
    await attempt({ at: now - 30 * SECOND, ended: { afterMs: 4 * SECOND, result: 'withdrawn' } });
    await attempt({ at: now - 10 * SECOND });
    expect(await database.campaignPast.attempts(ONE, 400)).toEqual([
      { ms: 5000, end: 'person' },
      { ms: 30_000, end: 'none' },
      { ms: 8000, end: 'person' },
    ]);
    expect(await database.campaignPast.attempts(ONE, 1)).toEqual([{ ms: 8000, end: 'person' }]);
  });

  it('knows persons from machines, as they were heard first, and explains it', async () => {
    const machine = await attempt({ at: Date.now() + SECOND, answeredAfterMs: 3 * SECOND });
    const verdict: Verdict = { ...notHeard, answerer: 'machine', reason: 'beep', atMs: 2400, toneHz: 1000 };
    await database.contacts.heard(attemptId(machine), verdict);
    await database.contacts.heard(attemptId(machine), notHeard);
    expect(await database.campaignPast.attempts(ONE, 1)).toEqual([{ ms: 3000, end: 'machine' }]);
    const contacts = await database.contacts.contacts(ONE, { page: 1, pageSize: 100, state: 'dialing' });
    const explained = await Promise.all(
      contacts.items.map(({ number }) => database.dialRecords.explain(number, 10)),
    );
    const verdicts = explained.flatMap(({ decisions }) => decisions.map(({ answerer }) => answerer));
    expect(verdicts.filter((each) => each !== null)).toEqual([verdict]);
  });

  it('has the newest persons reached, which of them were abandoned, and whose call ended just now', async () => {
    const now = Date.now();
    const hourAgo = now - 3600 * SECOND;
    const results: DialResult[] = ['abandoned', 'reached', 'busy', 'reached', 'abandoned', 'reached'];
    for (const [index, result] of results.entries())
      await attempt({ at: hourAgo + index * SECOND, ended: { afterMs: 10, result } });
    const fresh = await attempt({ at: now - 5 * SECOND, ended: { afterMs: 10, result: 'reached' } });
    const all = await database.campaignPast.reached(ONE, 100);
    expect(all).toEqual({ reached: 6, abandoned: [1, 4], newest: [fresh] });
    // The oldest has left the window, and with it an abandoned one.
    expect(await database.campaignPast.reached(ONE, 5)).toMatchObject({ reached: 5, abandoned: [3] });
    expect(await database.campaignPast.reached(campaignId('two'), 5)).toEqual({
      ...{ reached: 0, abandoned: [], newest: [] },
    });
  });

  it('says how fast it goes', async () => {
    const now = Date.now();
    const done = { afterMs: SECOND, result: 'wrong-number' as const };
    await attempt({ at: now - 600 * SECOND, ended: done });
    for (const seconds of [150, 120, 60]) await attempt({ at: now - seconds * SECOND, ended: done });
    await attempt({ at: now - SECOND });
    const speed = await database.campaignPast.speed(ONE, now);
    expect(speed.callsPerMinute).toBeCloseTo(4 / 3);
    // done_at is when it was settled: all four in the ten minutes since the first call.
    expect(speed.donePerMinute).toBeCloseTo(0.4);
    expect(speed.left).toBe(1);
    expect(await database.campaignPast.speed(campaignId('two'), now)).toEqual({
      ...{ callsPerMinute: 0, donePerMinute: 0, left: 0 },
    });
    expect(await database.campaignPast.hasDue(ONE, now)).toBe(false);
  });

  it('does not count a withdrawn call as an attempt of his, and does for the cap', async () => {
    const at = Date.now() - 600 * SECOND;
    await attempt({ at, ended: { afterMs: SECOND, result: 'withdrawn' } });
    const [contact] = await database.contacts.due(ONE, Date.now(), 10);
    expect(contact?.facts).toMatchObject({ attempts: 0, recentCalls: [at] });
  });
});
