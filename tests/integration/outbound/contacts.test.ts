import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { createDatabase, type Database } from '../../../db';
import { campaignSchema } from '../../../server/contract/campaigns';
import { agentId, attemptId, callId, campaignId, contactId } from '../../../server/contract/ids';
import type { AttemptClaim, Decide, NewContact, SaidOfCall } from '../../../server/outbound/campaign-store';
import type { DialResult } from '../../../server/contract/campaigns';
import { contactsFile } from '../../../server/outbound/contacts-file';
import { nextAttempt } from '../../../server/outbound/next-attempt';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { silentLogger } from '../../support/redis';

const NUMBER = '+8613900000001';
const campaign = campaignSchema.parse({
  ...{ campaignId: 'one', name: 'One', flow: { pack: 'outbound' }, hours: { week: {} } },
  cap: { calls: 2, days: 7 },
  marks: [{ mark: 'promised' }, { mark: 'later', closes: false }],
});

const contact = (over: Partial<NewContact> = {}): NewContact => ({
  ...{ contactId: contactId(randomUUID()), line: randomUUID(), number: '13900000001', numberKey: NUMBER },
  ...{
    name: 'Li Na',
    customerId: null,
    timeZone: null,
    consent: false,
    priority: 0,
    variables: { amount: '1' },
  },
  ...over,
});

describe('contacts of campaigns', () => {
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
    await database.campaigns.save({ ...campaign, campaignId: 'two' }, null, 'admin');
  });
  afterEach(() => database.close());

  const claimOf = ({ contactId: id }: NewContact, at = Date.now()): AttemptClaim => ({
    ...{ attemptId: attemptId(randomUUID()), callId: callId(randomUUID()), contactId: id, at },
    ...{ evidence: { hours: 'seen' }, cap: campaign.cap },
  });
  const settle = (claim: AttemptClaim, result: DialResult, at = Date.now()) =>
    database.contacts.settle(
      claim.attemptId,
      () => ({ result, sipStatus: 486, cause: 'USER_BUSY', at }),
      decide,
    );

  const decide: Decide = ({ campaign: own, results, mark }, outcome) =>
    nextAttempt(own, { result: outcome.result, results, mark, at: outcome.at });
  const say = (claim: AttemptClaim, mark: string, over: Partial<SaidOfCall> = {}) =>
    database.contacts.mark(
      { callId: claim.callId, mark, date: null, at: Date.now(), agentId: null, ...over },
      decide,
    );

  it('are claimed by one of several who try at once, and settled once', async () => {
    const one = contact();
    await database.contacts.addContacts(campaignId('one'), [one]);
    const claims = Array.from({ length: 8 }, () => claimOf(one));
    const won = await Promise.all(claims.map((claim) => database.contacts.claim(claim)));
    expect(won.filter(Boolean)).toHaveLength(1);
    const claim = claims[won.indexOf(true)] as AttemptClaim;
    expect(await database.contacts.due(campaignId('one'), Date.now(), 10)).toEqual([]);
    const settled = await Promise.all([settle(claim, 'busy'), settle(claim, 'busy')]);
    expect(settled.filter(Boolean)).toHaveLength(1);
    expect(await database.contacts.due(campaignId('one'), Date.now(), 10)).toEqual([]);
    const [later] = await database.contacts.due(campaignId('one'), Date.now() + 16 * 60_000, 10);
    expect(later).toMatchObject({ contactId: one.contactId, facts: { attempts: 1, doNotCall: [] } });
    expect(later?.facts.recentCalls).toHaveLength(1);
  });

  it('with one number in two campaigns: never on two telephones, and never more often than the cap', async () => {
    const [one, two] = [contact(), contact()];
    await database.contacts.addContacts(campaignId('one'), [one]);
    await database.contacts.addContacts(campaignId('two'), [two]);
    const claims = [claimOf(one), claimOf(two)];
    const won = await Promise.all(claims.map((claim) => database.contacts.claim(claim)));
    expect(won.filter(Boolean)).toHaveLength(1);
    const first = claims[won.indexOf(true)] as AttemptClaim;
    await settle(first, 'busy');
    const second = claimOf(first.contactId === one.contactId ? two : one);
    expect(await database.contacts.claim(second)).toBe(true);
    await settle(second, 'busy');
    expect(await database.contacts.claim(claimOf(one))).toBe(false);
    expect(await database.contacts.claim(claimOf(one, Date.now() + 8 * 86_400_000))).toBe(true);
  });

  it('that were claimed and not dialled are as if they had not been', async () => {
    const one = contact();
    await database.contacts.addContacts(campaignId('one'), [one]);
    const claim = claimOf(one);
    await database.contacts.claim(claim);
    await database.contacts.release(claim.attemptId);
    const [due] = await database.contacts.due(campaignId('one'), Date.now(), 10);
    expect(due?.facts).toMatchObject({ attempts: 0, recentCalls: [] });
    const lost = claimOf(one, Date.now() - 20_000);
    await database.contacts.claim(lost);
    expect(await database.contacts.unsettled(Date.now() - 15_000, [])).toMatchObject([
      { callId: lost.callId },
    ]);
    expect(await database.contacts.unsettled(Date.now(), [lost.callId])).toEqual([]);
    await settle(lost, 'not-begun');
    const [again] = await database.contacts.due(campaignId('one'), Date.now(), 10);
    expect(again?.facts).toMatchObject({ attempts: 0, recentCalls: [] });
  });

  it('keep the mark of their call, said before or after it is settled', async () => {
    const [before, after] = [contact(), contact({ numberKey: '+8613900000002' })];
    await database.contacts.addContacts(campaignId('one'), [before, after]);
    const [early, late] = [claimOf(before), claimOf(after)];
    for (const claim of [early, late]) await database.contacts.claim(claim);
    await say(early, 'promised', { date: '2026-12-15' });
    await settle(early, 'reached');
    await settle(late, 'reached');
    await say(late, 'do-not-call');
    await say(late, 'do-not-call');
    const { items } = await database.contacts.contacts(campaignId('one'), { page: 1, pageSize: 10 });
    expect(items.map(({ mark, markDate, state }) => [mark, markDate, state]).sort()).toEqual([
      ['do-not-call', null, 'done'],
      ['promised', '2026-12-15', 'done'],
    ]);
    expect(await database.dialRecords.doNotCall()).toMatchObject([
      { kind: 'number', value: '+8613900000002' },
    ]);
    expect(await database.campaigns.progress(campaignId('one'))).toMatchObject({ done: 2, reached: 2 });
  });

  it('are called again after a mark that asks for it, until another one is said', async () => {
    const one = contact();
    await database.contacts.addContacts(campaignId('one'), [one]);
    const claim = claimOf(one);
    await database.contacts.claim(claim);
    await settle(claim, 'reached');
    const shown = async () => {
      const { items } = await database.contacts.contacts(campaignId('one'), { page: 1, pageSize: 10 });
      return items.map(({ state, mark, lastResult }) => [state, mark, lastResult]);
    };
    expect(await shown()).toEqual([['done', 'reached', 'reached']]);
    const at = Date.now();
    expect(await say(claim, 'later', { at, agentId: agentId('1001') })).toMatchObject({
      ...{ isOpenAgain: true, name: 'Li Na', variables: { amount: '1' } },
    });
    expect(await shown()).toEqual([['open', null, 'reached']]);
    // Told after it, said before it.
    expect(await say(claim, 'promised', { at: at - 1 })).toBeNull();
    expect(await shown()).toEqual([['open', null, 'reached']]);
    expect(await say(claim, 'promised', { at: at + 1 })).toMatchObject({ isOpenAgain: false });
    expect(await shown()).toEqual([['done', 'promised', 'reached']]);
    expect(await database.deskContacts.orderFacts(one.contactId)).toMatchObject({
      attempts: [{ agentId: '1001', result: 'reached', marked: { mark: 'promised', date: null } }],
    });
  });

  it('that are called again keep the word of that call, whatever is said of an earlier one', async () => {
    const one = contact();
    await database.contacts.addContacts(campaignId('one'), [one]);
    const [first, second] = [claimOf(one, Date.now() - 60_000), claimOf(one)];
    await database.contacts.claim(first);
    await settle(first, 'busy', Date.now() - 50_000);
    await database.contacts.claim(second);
    await settle(second, 'reached');
    expect(await say(first, 'later')).toMatchObject({ isOpenAgain: false });
    const { items } = await database.contacts.contacts(campaignId('one'), { page: 1, pageSize: 10 });
    expect(items).toMatchObject([{ state: 'done', mark: 'reached' }]);
  });

  it('are kept for one of several agents who ask at once, called by him alone, and free again in time', async () => {
    const [one, two] = [contact(), contact({ numberKey: '+8613900000002' })];
    await database.contacts.addContacts(campaignId('one'), [one, two]);
    const at = Date.now();
    const keep = (agent: string, { contactId: id }: NewContact, until = at + 60_000) =>
      database.deskContacts.keep({ agentId: agentId(agent), contactId: id, at, until });
    const agents = ['1001', '1002', '1003', '1004'];
    const won = await Promise.all(agents.map((agent) => keep(agent, one)));
    expect(won.filter(Boolean)).toHaveLength(1);
    const winner = agentId(agents[won.indexOf(true)] ?? '');
    const loser = agentId(agents[won.indexOf(false)] ?? '');
    expect(await database.deskContacts.keptFor(winner, at)).toMatchObject({ contactId: one.contactId });
    const due = await database.contacts.due(campaignId('one'), at, 10);
    expect(due.map((each) => each.contactId)).toEqual([two.contactId]);
    expect(await database.contacts.claim(claimOf(one))).toBe(false);
    expect(await database.contacts.claim({ ...claimOf(one), agentId: loser })).toBe(false);
    const list = (agent: typeof winner) =>
      database.deskContacts.pickable(campaignId('one'), { search: 'na', page: 1, pageSize: 10 }, at, agent);
    expect([(await list(winner)).total, (await list(loser)).total]).toEqual([2, 1]);
    // One for each agent: whom he had before is free.
    expect(await keep(winner, two)).toBe(true);
    expect(await keep(loser, one)).toBe(true);
    expect(await database.deskContacts.keptFor(loser, at + 60_001)).toBeNull();
    const claims = [winner, winner].map((agent) => ({ ...claimOf(two), agentId: agent }));
    const claimed = await Promise.all(claims.map((claim) => database.contacts.claim(claim)));
    expect(claimed.filter(Boolean)).toHaveLength(1);
    await settle(claims[claimed.indexOf(true)] as AttemptClaim, 'not-begun');
    expect(await database.contacts.claim(claimOf(two))).toBe(true);
    expect(await database.contacts.claim(claimOf(one, at + 60_001))).toBe(true);
  });

  it('are added once, and called by priority', async () => {
    const [low, high] = [contact({ line: 'a' }), contact({ line: 'b', priority: 5 })];
    expect(await database.contacts.addContacts(campaignId('one'), [low, high])).toBe(2);
    expect(await database.contacts.addContacts(campaignId('one'), [contact({ line: 'a' })])).toBe(0);
    const due = await database.contacts.due(campaignId('one'), Date.now(), 10);
    expect(due.map(({ line }) => line)).toEqual(['b', 'a']);
  });

  it('are told who is not to be called, and why they were not', async () => {
    const one = contact();
    await database.contacts.addContacts(campaignId('one'), [one]);
    const entry = {
      entryId: randomUUID(),
      kind: 'prefix' as const,
      value: '+8613',
      reason: 'test',
      until: null,
    };
    await database.dialRecords.addDoNotCall({ ...entry, by: 'admin', at: new Date().toISOString() });
    const [due] = await database.contacts.due(campaignId('one'), Date.now(), 1);
    expect(due?.facts.doNotCall).toEqual([{ kind: 'prefix', value: '+8613', reason: 'test' }]);
    const decision = { decisionId: randomUUID(), contactId: one.contactId, at: Date.now() };
    await database.contacts.close({ ...decision, rule: 'do-not-call', evidence: {} }, 'not-allowed');
    expect(await database.dialRecords.explain(NUMBER, 10)).toMatchObject({
      doNotCall: [{ entryId: entry.entryId }],
      decisions: [{ decision: 'not-dialled', rule: 'do-not-call', until: null }],
    });
  });

  it('of a campaign that somebody else has changed: the second must look first', async () => {
    expect(await database.campaigns.save(campaign, null, 'other')).toBe('changed-since');
    expect(await database.campaigns.save(campaign, 1, 'other')).toBe('saved');
    expect(await database.campaigns.save(campaign, 1, 'third')).toBe('changed-since');
    expect(await database.campaigns.save({ ...campaign, campaignId: 'three' }, 1, 'other')).toBe('gone');
  });

  it('go out as a file, all of them or those of a state, and no cell runs as a formula', async () => {
    const formula = '=HYPERLINK("http://x")';
    const [one, two] = [contact({ name: formula }), contact()];
    await database.contacts.addContacts(campaignId('one'), [one, two, contact(), contact()]);
    await database.contacts.addContacts(campaignId('two'), [contact()]);
    const claim = claimOf(two);
    await database.contacts.claim(claim);
    await settle(claim, 'reached');
    const first = await database.contacts.contactsAfter(campaignId('one'), {}, null, 3);
    const rest = await database.contacts.contactsAfter(
      ...([campaignId('one'), {}, first.at(-1)?.contactId ?? null, 3] as const),
    );
    expect(new Set([...first, ...rest].map(({ contactId: id }) => id)).size).toBe(4);
    const file = await text(contactsFile(database.contacts, campaignId('one'), { language: 'en-US' }));
    const lines = file.trim().split('\r\n');
    expect(lines[0]).toBe('Number,Name,Customer,State,Calls,Last result,Mark,Date of the mark,Next call');
    expect(lines).toHaveLength(5);
    expect(file).toContain(`"'=HYPERLINK(""http://x"")"`);
    const done = await text(
      contactsFile(database.contacts, campaignId('one'), { language: 'zh-CN', state: 'done' }),
    );
    expect(done.trim().split('\r\n').slice(1)).toEqual(['13900000001,Li Na,,done,1,reached,reached,,']);
  });
});
