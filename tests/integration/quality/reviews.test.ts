import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import type { QualityVersion } from '../../../server/contract/quality-config';
import type { AgentReport } from '../../../server/contract/reports';
import type { Page } from '../../../server/contract/rest';
import type { Calibration, Review, ReviewSummary } from '../../../server/contract/reviews';
import type { FreeEvent } from '../../../server/events/event-stream';
import { qualityRoutes } from '../../../server/http/routes/quality-routes';
import { reportRoutes } from '../../../server/http/routes/report-routes';
import { Reports } from '../../../server/measures/reports';
import { Calibrations } from '../../../server/quality/calibrations';
import { Drawing } from '../../../server/quality/drawing';
import { QualityVersions } from '../../../server/quality/quality-versions';
import { ReviewTeller } from '../../../server/quality/review-teller';
import { Reviews } from '../../../server/quality/reviews';
import { aCallId, eventsOf, lives } from '../../support/call-events';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { ManualJobs } from '../../fakes/manual-jobs';
import { TestClient } from '../http/test-client';
import { startTestServer, type TestServer } from '../http/test-server';

/** Wednesday 4 March 2026. */
const DAY = '2026-03-04';
const START = Date.parse(`${DAY}T02:00:00.000Z`);
const CALLS = 8;
/** Of agent 1001, whose every talk of these is 3 seconds long. */
const calls = Array.from({ length: CALLS }, (_, nth) => aCallId(nth + 1));

const YAML = `cards:
  - id: service
    name: { en-US: Service }
    sections:
      - name: { en-US: All }
        questions:
          - { id: tone, text: { en-US: Kind? }, weight: 10, scale: 5 }
          - { id: identity, text: { en-US: Who? }, weight: 10, fatal: true }
sampling:
  - { id: weekly, name: { en-US: Weekly }, card: service, callsPerAgent: 3, talkAtLeastS: 0, recorded: false }
  - { id: unhappy, name: { en-US: Unhappy }, card: service, callsPerAgent: 5, talkAtLeastS: 0, recorded: false, customerMarkAtMost: 2 }
  - { id: recorded, name: { en-US: Recorded }, card: service, callsPerAgent: 5, talkAtLeastS: 0 }
`;

describe('reviews of calls', () => {
  let postgres: TestPostgres;
  let database: Database;
  let server: TestServer;
  let jobs: ManualJobs;
  let drawing: Drawing;
  let admin: TestClient;
  let supervisor: TestClient;
  let agent: TestClient;
  let colleague: TestClient;
  let seq = 1;
  let appendFails = false;

  /** As the projector gets them from the stream. */
  const append = async ({ type, callId = '', agentId = '', data = {} }: FreeEvent): Promise<void> => {
    if (appendFails) throw new Error('the stream is away');
    const at = START + 3_600_000 + seq++;
    await database.projector.apply([{ id: `${String(at)}-0`, type, at, callId, agentId, data: { ...data } }]);
  };

  beforeAll(async () => {
    postgres = await startTestPostgres();
    const address = await postgres.freshDatabase();
    database = await createDatabase({ address, logger: pino({ level: 'silent' }) });
    await database.migrate();
    await database.seedDemo({ password: 'a password' });
    await database.projector.apply(
      calls.flatMap((callId, nth) => eventsOf(callId, START + nth * 60_000, lives['answered'] ?? [])),
    );
    const { reviews: store, qualityVersions } = database;
    const now = (): Date => new Date(START + 7 * 86_400_000);
    const versions = new QualityVersions({ store: qualityVersions, queueIds: () => ['general'] });
    const reviews = new Reviews({
      store,
      versions,
      teller: new ReviewTeller({ store, events: { append }, onFault: () => undefined }),
      now,
    });
    jobs = new ManualJobs();
    drawing = new Drawing({ store, versions, jobs, now, timeZone: 'Asia/Shanghai', newId: randomUUID });
    drawing.declare();
    const calibrations = new Calibrations({ store, reviews, now, newId: randomUUID });
    const reports = new Reports({
      ...{ store: database.measures, queueName: () => null, timeZone: 'Asia/Shanghai' },
      now: () => START,
      teams: () => ({}),
      service: () => Promise.resolve({ now: START, switchIds: [], marks: new Map() }),
    });
    server = await startTestServer({
      moreRoutes: [
        ...qualityRoutes({ versions, reviews, drawing, calibrations }),
        ...reportRoutes({ reports, rebuild: (after) => database.projector.measureAgain(after) }),
      ],
    });
    [admin, supervisor, agent, colleague] = (await Promise.all(
      ['admin', '2001', '1001', '1002'].map(async (login) => {
        const client = new TestClient(server);
        await client.login(login);
        return client;
      }),
    )) as [TestClient, TestClient, TestClient, TestClient];
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await database.close();
    await postgres.stop();
  }, 30_000);

  const ask = async <Answer>(
    client: TestClient,
    method: string,
    path: string,
    body?: object,
  ): Promise<Answer> => {
    const answer = await client.send(method, `/api/v1${path}`, body);
    expect([200, 204]).toContain(answer.status);
    return answer.body as Answer;
  };
  const refusal = async (client: TestClient, method: string, path: string, body?: object) => {
    const { status, body: told } = await client.send(method, `/api/v1${path}`, body);
    return { status, code: (told as { code?: string }).code };
  };
  const listOf = async (client: TestClient, query = ''): Promise<ReviewSummary[]> =>
    (await ask<Page<ReviewSummary>>(client, 'GET', `/reviews${query}`)).items;
  const figures = async () =>
    (await ask<AgentReport>(supervisor, 'GET', `/reports/agents?by=agent&from=${DAY}&to=${DAY}`)).rows.find(
      ({ agentId }) => agentId === '1001',
    )?.figures;

  it('are made by score cards that an admin applies; a fault is told with its line, and an outdated change is refused', async () => {
    expect(await ask<QualityVersion>(supervisor, 'GET', '/quality/config')).toMatchObject({ version: 0 });
    const faulty = YAML.replace('card: service', 'card: sales');
    expect(await ask(supervisor, 'POST', '/quality/config/check', { yaml: faulty })).toEqual({
      faults: [{ file: 'quality.yaml', line: 10, message: 'There is no card "sales".' }],
    });
    const apply = { yaml: YAML, basedOn: 0, why: 'our own cards' };
    expect(await refusal(supervisor, 'PUT', '/quality/config', apply)).toMatchObject({ status: 403 });
    expect(await refusal(admin, 'PUT', '/quality/config', { ...apply, yaml: faulty })).toMatchObject({
      code: 'validation-failed',
    });
    expect(await ask<QualityVersion>(admin, 'PUT', '/quality/config', apply)).toMatchObject({ version: 1 });
    expect(await refusal(admin, 'PUT', '/quality/config', apply)).toMatchObject({ code: 'conflict' });
    expect(await refusal(agent, 'GET', '/quality/config')).toMatchObject({ status: 403 });
  });

  it('are drawn by rule: so many of each agent in a week, the same again is nothing new, and only what a rule wants', async () => {
    const draw = (ruleId: string, day = DAY) =>
      ask<{ drawn: number }>(supervisor, 'POST', '/reviews/draw', { ruleId, day });
    expect(await draw('recorded')).toEqual({ drawn: 0 });
    expect(await draw('unhappy')).toEqual({ drawn: 0 });
    expect(await draw('weekly', '2026-03-09')).toEqual({ drawn: 0 });
    const at = await Promise.all([
      draw('weekly'),
      draw('weekly', '2026-03-08'),
      draw('weekly', '2026-03-02'),
    ]);
    expect(at.reduce((sum, { drawn }) => sum + drawn, 0)).toBe(3);
    expect(await draw('weekly')).toEqual({ drawn: 0 });
    const open = await listOf(supervisor, '?state=open');
    expect(new Set(open.map(({ callId }) => callId)).size).toBe(3);
    expect(open).toMatchObject(
      Array(3).fill({ agentId: '1001', ruleId: 'weekly', origin: 'drawn', state: 'open' }),
    );
    // The job of the week after looks at the same week, and finds that it is done.
    await drawing.plan();
    await jobs.runUntil(START + 8 * 86_400_000);
    expect(await listOf(supervisor, '?state=open')).toHaveLength(3);
  });

  it('are chosen by hand, too, and no call twice', async () => {
    const drawn = (await listOf(supervisor)).map(({ callId }) => callId);
    const callId = calls.find((each) => !drawn.includes(each));
    const chosen = { reviewId: randomUUID(), callId, cardId: 'service' };
    await ask(supervisor, 'POST', '/reviews', chosen);
    await ask(supervisor, 'POST', '/reviews', chosen);
    expect(
      await refusal(supervisor, 'POST', '/reviews', { ...chosen, reviewId: randomUUID() }),
    ).toMatchObject({
      code: 'conflict',
    });
    expect(await listOf(supervisor)).toHaveLength(4);
  });

  it('go from a draft to a mark that counts for the agent; he objects, is answered, and the new mark counts', async () => {
    const [first] = await listOf(supervisor, '?state=open');
    const path = `/reviews/${first?.reviewId ?? ''}`;
    const draft = {
      answers: { tone: 3 },
      comments: [{ atMs: 9000, text: 'Interrupts her' }],
      isFinished: false,
    };
    await ask(supervisor, 'PUT', path, draft);
    // Whoever writes first has it; agents see nothing of it before it is finished, and never a colleague's.
    expect(await refusal(admin, 'PUT', path, draft)).toMatchObject({ code: 'conflict' });
    expect(await refusal(agent, 'GET', path)).toMatchObject({ status: 404 });
    expect(await refusal(supervisor, 'PUT', path, { ...draft, isFinished: true })).toMatchObject({
      code: 'validation-failed',
    });
    const answers = { tone: 3, identity: 1 };
    const done = await ask<Review>(supervisor, 'PUT', path, {
      ...draft,
      answers,
      remark: 'Fine',
      isFinished: true,
    });
    expect(done).toMatchObject({ state: 'finished', mark: 8000, isFatal: false, cardVersion: 1 });
    expect(await figures()).toMatchObject({ reviewed: 1, qualitySum: 8000, averageQuality: 80 });
    expect(await refusal(supervisor, 'PUT', path, { ...draft, answers, isFinished: true })).toMatchObject({
      code: 'conflict',
    });

    expect(await ask<Review>(agent, 'GET', path)).toMatchObject({ mark: 8000, comments: draft.comments });
    expect(await listOf(agent)).toHaveLength(1);
    expect(await listOf(colleague)).toEqual([]);
    expect(await refusal(colleague, 'GET', path)).toMatchObject({ status: 404 });
    expect(await refusal(agent, 'POST', `${path}/reply`, { kind: 'objection', text: ' ' })).toMatchObject({
      status: 400,
    });
    await ask(agent, 'POST', `${path}/reply`, { kind: 'objection', text: 'She asked me to be quick' });
    expect(await refusal(agent, 'POST', `${path}/reply`, { kind: 'accepted' })).toMatchObject({
      code: 'conflict',
    });
    expect(await listOf(supervisor, '?state=objected')).toHaveLength(1);
    const answer = { text: 'You are right', answers: { tone: 5, identity: 1 } };
    expect(await ask<Review>(supervisor, 'POST', `${path}/answer`, answer)).toMatchObject({
      ...{ mark: 10_000, answered: { text: 'You are right', markBefore: 8000, by: { login: '2001' } } },
    });
    expect(await listOf(supervisor, '?state=objected')).toEqual([]);
    expect(await figures()).toMatchObject({ reviewed: 1, qualitySum: 10_000, averageQuality: 100 });
  });

  it('count once the event log can be told again', async () => {
    const [, next] = await listOf(supervisor, '?state=open');
    const path = `/reviews/${next?.reviewId ?? ''}`;
    appendFails = true;
    const work = { answers: { tone: 5, identity: 0 }, isFinished: true };
    await ask(supervisor, 'PUT', path, work);
    appendFails = false;
    expect(await ask<Review>(supervisor, 'GET', path)).toMatchObject({ mark: 0, isFatal: true });
    expect(await figures()).toMatchObject({ reviewed: 1 });
    const teller = new ReviewTeller({
      store: database.reviews,
      events: { append },
      onFault: () => undefined,
    });
    await teller.tell();
    await teller.tell();
    expect(await figures()).toMatchObject({ reviewed: 2, qualitySum: 10_000, averageQuality: 50 });
  });

  it('keep their card when another one is applied', async () => {
    const other = YAML.replace('id: tone', 'id: warmth');
    await ask(admin, 'PUT', '/quality/config', { yaml: other, basedOn: 1, why: 'warmth, not tone' });
    const [open] = await listOf(supervisor, '?state=open');
    const review = await ask<Review>(supervisor, 'GET', `/reviews/${open?.reviewId ?? ''}`);
    expect(review.card.sections[0]?.questions[0]?.id).toBe('tone');
    await ask(admin, 'PUT', '/quality/config', { yaml: YAML, basedOn: 2, why: 'back' });
  });

  it('of the same call by several are blind until all are done, show how far they are apart, and count for nobody', async () => {
    const before = await figures();
    const begun = { calibrationId: randomUUID(), callId: calls[0], cardId: 'service' };
    expect(
      await refusal(supervisor, 'POST', '/calibrations', { ...begun, reviewers: ['2001', '1001'] }),
    ).toMatchObject({ code: 'validation-failed' });
    const reviewers = (await ask<{ login: string }[]>(supervisor, 'GET', '/reviewers')).map(
      ({ login }) => login,
    );
    expect(reviewers).toEqual(expect.arrayContaining(['2001', 'admin']));
    await ask(supervisor, 'POST', '/calibrations', { ...begun, reviewers: ['2001', 'admin'] });
    const ownOf = async (client: TestClient) =>
      (await listOf(client, '?state=open')).find(
        ({ calibrationId }) => calibrationId === begun.calibrationId,
      );
    const [mine, theirs] = [await ownOf(supervisor), await ownOf(admin)];
    expect(mine?.reviewId).not.toBe(theirs?.reviewId);
    expect(await refusal(supervisor, 'GET', `/reviews/${theirs?.reviewId ?? ''}`)).toMatchObject({
      status: 404,
    });
    const write = (client: TestClient, review: ReviewSummary | undefined, tone: number) =>
      ask(client, 'PUT', `/reviews/${review?.reviewId ?? ''}`, {
        answers: { tone, identity: 1 },
        isFinished: true,
      });
    await write(supervisor, mine, 5);
    const seen = async () => (await ask<Calibration[]>(supervisor, 'GET', '/calibrations'))[0];
    expect(await seen()).toMatchObject({ result: null, closedAt: null });
    await write(admin, theirs, 2);
    expect(await seen()).toMatchObject({
      result: {
        meanMark: 8500,
        marks: [
          { login: '2001', mark: 10_000, deviation: 1500 },
          { login: 'admin', mark: 7000, deviation: -1500 },
        ],
      },
    });
    expect(await figures()).toEqual(before);
    expect(await listOf(agent)).toHaveLength(2);
    expect(await refusal(agent, 'GET', '/calibrations')).toMatchObject({ status: 403 });
  });
});
