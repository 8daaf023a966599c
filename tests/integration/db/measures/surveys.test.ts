import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { createDatabase, type Database } from '../../../../db';
import { campaignSchema } from '../../../../server/contract/campaigns';
import { attemptId, callId, campaignId, contactId } from '../../../../server/contract/ids';
import { surveyReport } from '../../../../server/measures/survey-report';
import { aCallId, eventsOf } from '../../../support/call-events';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../../support/postgres';

type Step = Parameters<typeof eventsOf>[2][number];

const FROM = Date.UTC(2026, 2, 2, 9, 10);
const DAY = { from: Date.UTC(2026, 2, 2), until: Date.UTC(2026, 2, 3) };

const started = (direction: 'inbound' | 'outbound'): Step => [
  'call.started',
  { data: { direction, callerNumber: '1', dialedNumber: '1000' } },
];
const said = (question: string, value: string): Step => [
  'ivr.survey-answered',
  { data: { node: 'ask', question, value } },
];

describe('answers to surveys', () => {
  let postgres: TestPostgres;
  let address: TestAddress;
  let database: Database;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    address = await postgres.freshDatabase();
    database = await createDatabase({ address, logger: pino({ level: 'silent' }) });
    await database.migrate();
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await postgres.stop();
  });

  const history = (nth: number, steps: readonly Step[]) => eventsOf(aCallId(nth), FROM + nth * 1000, steps);
  const reported = async (by: 'question' | 'campaign' | 'queue') =>
    surveyReport(await database.measures.surveyAnswersBetween(DAY, by));

  it('are counted once a call and question, the last one, by campaign and by queue; test calls are not', async () => {
    const contact = contactId(randomUUID());
    const campaign = {
      ...{ campaignId: 'survey', name: 'Survey', flow: { pack: 'outbound' }, hours: { week: {} } },
    };
    await database.campaigns.save(campaignSchema.parse(campaign), null, 'admin');
    await database.contacts.addContacts(campaignId('survey'), [
      {
        ...{ contactId: contact, line: '1', number: '13900000001', numberKey: '+8613900000001', name: '' },
        ...{ customerId: null, timeZone: null, consent: false, priority: 0, variables: {} },
      },
    ]);
    await database.contacts.claim({
      ...{ attemptId: attemptId(randomUUID()), callId: callId(aCallId(2)), contactId: contact, at: FROM },
      ...{ evidence: {}, cap: { calls: 3, days: 7 } },
    });
    await database.projector.apply([
      ...history(1, [
        started('inbound'),
        ['call.queued', { queueId: 'general' }],
        said('satisfaction', '2'),
        said('satisfaction', '5'),
        said('solved', 'yes'),
      ]),
      ...history(2, [started('outbound'), said('satisfaction', '4')]),
      ...history(3, [
        started('outbound'),
        ['attempt.started', { data: { campaignId: 'survey.test', attemptId: randomUUID() } }],
        said('satisfaction', '1'),
      ]),
      ...eventsOf(aCallId(4), DAY.until, [started('inbound'), said('satisfaction', '1')]),
    ]);
    const solved = { question: 'solved', answered: 1, average: null };
    const yes = { ...solved, answers: [{ value: 'yes', count: 1, share: 1 }] };
    expect(await reported('question')).toEqual([
      {
        ...{ question: 'satisfaction', subject: null, answered: 2, average: 4.5 },
        answers: [
          { value: '4', count: 1, share: 0.5 },
          { value: '5', count: 1, share: 0.5 },
        ],
      },
      { ...yes, subject: null },
    ]);
    const one = (value: string, subject: string | null) => ({
      ...{ question: 'satisfaction', subject, answered: 1, average: Number(value) },
      answers: [{ value, count: 1, share: 1 }],
    });
    expect(await reported('campaign')).toEqual([
      one('4', 'survey'),
      one('5', null),
      { ...yes, subject: null },
    ]);
    expect(await reported('queue')).toEqual([
      one('5', 'general'),
      one('4', null),
      { ...yes, subject: 'general' },
    ]);
  });
});
