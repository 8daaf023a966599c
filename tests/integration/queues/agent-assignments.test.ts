import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import type { QueuesRoom } from '../../../server/compose-queues';
import { AgentAssignments } from '../../../server/queues/assignments/agent-assignments';
import { newOfferId, bob, openCallCentre, type CallCentre } from '../../redis/call-centre';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { queueRoom } from '../../support/queue-room';
import { startTestRedis, testStores, type TestRedis } from '../../support/redis';

const logger = pino({ level: 'silent' });
const YAML = `# The winter's plan
skills: { english: said well }
groups:
  late: ['1003'] # from four o'clock
agents:
  1001: { skills: { english: 7 } }
queues:
  - queueId: general
    name: General
    agents: ['1001', '1002']
  - queueId: faults # the technicians'
    name: Faults
    groups: [late]
`;

describe('an agent whose queues are changed', () => {
  let postgres: TestPostgres;
  let redis: TestRedis;
  let database: Database;
  let centre: CallCentre;
  let room: QueuesRoom;
  let assignments: AgentAssignments;
  const stops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startTestPostgres(), startTestRedis()]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
  }, 30_000);
  beforeEach(async () => {
    database = await createDatabase({ address: await postgres.freshDatabase(), logger });
    await database.migrate();
    centre = await openCallCentre(await redis.connect(), []);
    room = await server();
    assignments = new AgentAssignments(room.versions);
    await room.versions.apply(YAML, { by: 'admin', why: 'winter', basedOn: 1 });
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
    await database.close();
  });

  async function server(): Promise<QueuesRoom> {
    const stores = await testStores(await redis.connect(), {
      prefix: centre.prefix,
      testClock: () => centre.clock.ms,
    });
    const opened = await queueRoom(database, stores);
    stops.push(await opened.start());
    return opened;
  }

  it('is owed the waiting calls of his new queue at once', async () => {
    await centre.ready(bob);
    const waiting = await centre.queued('faults');
    expect(await centre.acd.owedMatches()).toEqual([]);
    const wanted = { queueIds: ['general', 'faults'], groups: [], skills: {} };
    expect(await assignments.change('1002', wanted, 'susan')).toMatchObject({
      version: 3,
      before: { queueIds: ['general'], groups: [], skills: {} },
    });
    expect(await centre.acd.owedMatches()).toEqual([bob]);
    await centre.acd.matchAgent(bob, newOfferId());
    expect((await centre.offerOf(waiting)).agentId).toBe(bob);
  });

  it('stands so in a new version, whose author’s words stay', async () => {
    await assignments.change(
      '1001',
      { queueIds: ['faults'], groups: ['late'], skills: { english: 9 } },
      'susan',
    );
    const { yaml, appliedBy, why } = await room.versions.present();
    expect([appliedBy, why]).toEqual(['susan', 'queues of 1001']);
    for (const words of ["# The winter's plan", "# from four o'clock", "# the technicians'"])
      expect(yaml).toContain(words);
    expect(await assignments.of('1001')).toEqual({
      ...{ queueIds: ['faults'], groups: ['late'], skills: { english: 9 }, version: 3 },
      allQueues: [
        { queueId: 'general', name: 'General' },
        { queueId: 'faults', name: 'Faults' },
      ],
      ...{ allGroups: ['late'], allSkills: ['english'] },
    });
    expect(room.live.config.queues.map(({ agents }) => agents)).toEqual([['1002'], ['1001']]);
    await assignments.change(
      '1001',
      { queueIds: ['faults'], groups: ['late'], skills: { english: 9 } },
      'susan',
    );
    expect((await room.versions.present()).version).toBe(3);
  });

  it('is not given what there is not, and two supervisors at once both get what they wish', async () => {
    const nothing = { queueIds: [], groups: [], skills: {} };
    for (const wrong of [{ queueIds: ['nowhere'] }, { groups: ['early'] }, { skills: { french: 1 } }])
      await expect(assignments.change('1001', { ...nothing, ...wrong }, 'susan')).rejects.toMatchObject({
        code: 'validation-failed',
      });
    const other = new AgentAssignments((await server()).versions);
    await Promise.all([
      assignments.change('1003', { ...nothing, queueIds: ['general'] }, 'susan'),
      other.change('1004', { ...nothing, queueIds: ['faults'] }, 'sam'),
    ]);
    await room.versions.refresh();
    expect(room.live.config.queues.map(({ agents }) => agents)).toEqual([['1001', '1002', '1003'], ['1004']]);
    expect(room.live.config.groups).toEqual({ late: [] });
  });
});
