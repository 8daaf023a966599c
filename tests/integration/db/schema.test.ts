import pino from 'pino';
import { createDataSource, isUp, migrate } from '../../../db/data-source';
import { migrations } from '../../../db/migrations';
import { checkQueueConfig } from '../../../server/queues/check-queue-config';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';

const logger = pino({ level: 'silent' });

// Every test makes or unmakes a whole schema; on a busy machine that takes its time.
describe('schema', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startTestPostgres();
  }, 60_000);
  afterAll(() => postgres.stop(), 60_000);

  const open = async () => {
    const dataSource = createDataSource(await postgres.freshDatabase(), logger, true);
    return dataSource.initialize();
  };

  it('comes up on an empty database, and a second time does nothing', async () => {
    const dataSource = await open();
    expect(await migrate(dataSource)).toHaveLength(migrations.length);
    expect(await migrate(dataSource)).toHaveLength(0);
    expect(await isUp(dataSource)).toBe(true);
    await dataSource.destroy();
    expect(await isUp(dataSource)).toBe(false);
  });

  it('is what the entities say: nothing would have to be changed', async () => {
    const dataSource = await open();
    await migrate(dataSource);
    const drift = await dataSource.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map((query) => query.query)).toEqual([]);
    await dataSource.destroy();
  });

  it('has every check the entities name, and no other', async () => {
    const dataSource = await open();
    await migrate(dataSource);
    const rows = await dataSource.query<{ conname: string }[]>(
      `SELECT conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace`,
    );
    const expected = dataSource.entityMetadatas.flatMap((entity) => entity.checks.map((check) => check.name));
    expect(rows.map((row) => row.conname).sort()).toEqual(expected.sort());
    await dataSource.destroy();
  });

  it('goes down again to nothing, and up once more', async () => {
    const dataSource = await open();
    await migrate(dataSource);
    for (let undone = 0; undone < migrations.length; undone += 1) await dataSource.undoLastMigration();
    const tables = await dataSource.query<{ tablename: string }[]>(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`,
    );
    expect(tables.map((table) => table.tablename)).toEqual(['migrations']);
    expect(await migrate(dataSource)).toHaveLength(migrations.length);
    await dataSource.destroy();
  });

  it('finds names that were there before by their short beginnings', async () => {
    const dataSource = await open();
    await migrate(dataSource);
    const undone = migrations.length - migrations.findIndex(({ name }) => name.startsWith('SpeedUpSearch'));
    for (let count = 0; count < undone; count += 1) await dataSource.undoLastMigration();
    await dataSource.query(
      `INSERT INTO customers (name, name_key, terms, kind) VALUES ('王伟', 'wangwei', $1, 'person')`,
      [`'王伟' 'wangwei' 'wei'`],
    );
    await migrate(dataSource);
    const [row] = await dataSource.query<{ terms: string[] }[]>(
      'SELECT tsvector_to_array(terms) AS terms FROM customers',
    );
    expect(row?.terms).toEqual(['wa', 'wan', 'wang', 'wangw', 'wangwe', 'wangwei', 'we', 'wei', '王伟']);
    await dataSource.destroy();
  });

  it('makes the queues of an older release the first version of the configuration, and goes back', async () => {
    const dataSource = await open();
    await migrate(dataSource);
    const back =
      migrations.length - migrations.findIndex(({ name }) => name.startsWith('CreateQueueVersions'));
    for (let undone = 0; undone < back; undone += 1) await dataSource.undoLastMigration();
    await dataSource.query(`INSERT INTO users (login, display_name, role, agent_id, password_hash) VALUES
      ('1001', 'A', 'agent', '1001', 'x'), ('1002', 'B', 'agent', '1002', 'x')`);
    await dataSource.query(
      `INSERT INTO queues VALUES ('late', 'Late', 2, 30, 60, 0.2, 7, 0), ('first', '一 First', 1, 20, 30, 1, NULL, 30)`,
    );
    await dataSource.query(`INSERT INTO queue_assignments VALUES ('late', '1002'), ('late', '1001')`);
    const tables = () =>
      dataSource.query<unknown[]>(
        'SELECT * FROM queues NATURAL LEFT JOIN queue_assignments ORDER BY queue_id, agent_id',
      );
    const before = await tables();

    await migrate(dataSource);
    const [version] = await dataSource.query<{ yaml: string; origin: string }[]>(
      'SELECT * FROM queue_versions',
    );
    expect(version?.origin).toBe('migrated');
    const { config, faults } = checkQueueConfig(version?.yaml ?? '', 'queues.yaml');
    expect(faults).toEqual([]);
    expect(config?.queues).toMatchObject([
      { queueId: 'first', name: '一 First', agents: [], wrapUpS: 30 },
      {
        queueId: 'late',
        agents: ['1001', '1002'],
        ...{ offerTimeoutS: 30, wrapUpS: 60, surveyShare: 0.2, maxWaiting: 7, comfortS: 0 },
      },
    ]);
    for (let undone = 0; undone < back; undone += 1) await dataSource.undoLastMigration();
    const renumbered = (await tables()) as { position: number }[];
    expect(renumbered.map((row) => ({ ...row, position: row.position + 1 }))).toEqual(before);
    await dataSource.destroy();
  });

  it('puts messages of an older release under the rules of recordings, and goes back', async () => {
    const dataSource = await open();
    await migrate(dataSource);
    const back = migrations.length - migrations.findIndex(({ name }) => name.startsWith('KeepMessages'));
    for (let undone = 0; undone < back; undone += 1) await dataSource.undoLastMigration();
    const [call, talk, message] = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${String(n)}`);
    const at = '2026-05-01T08:00:00.000Z';
    const view = { recordingId: talk, startedAt: at, ms: 5000, paused: [], fault: null };
    await dataSource.query(
      `INSERT INTO calls (call_id, direction, caller_number, caller_name, dialed_number, caller_key, dialed_key, started_at, outcome, note, recordings)
       VALUES ($1, 'inbound', '', '', '', '', '', $2, 'answered', '', $3)`,
      [call, at, JSON.stringify([view])],
    );
    await dataSource.query(
      `INSERT INTO call_events (event_id, type, call_id, at, stream_ms, stream_seq, data) VALUES
        ('1-1', 'ivr.entered', $1, $2, 1, 1, '{"pack": "town"}'), ('2-1', 'ivr.entered', $1, $2, 2, 1, '{"node": "say"}')`,
      [call, at],
    );
    await dataSource.query(
      `INSERT INTO recordings (recording_id, kind, call_id, started_at) VALUES ($1, 'message', $2, $3)`,
      [message, call, at],
    );

    await migrate(dataSource);
    expect(await dataSource.query('SELECT pack_id, closes_at FROM recordings')).toEqual([
      { pack_id: 'town', closes_at: new Date(at) },
    ]);
    const views = () => dataSource.query<{ recordings: unknown[] }[]>('SELECT recordings FROM calls');
    expect((await views())[0]?.recordings).toEqual([
      { ...view, kind: 'talk' },
      { ...view, kind: 'message', recordingId: message, ms: null },
    ]);
    for (let undone = 0; undone < back; undone += 1) await dataSource.undoLastMigration();
    expect((await views())[0]?.recordings).toEqual([view]);
    await dataSource.destroy();
  });

  it('is migrated once when two servers start together', async () => {
    const address = await postgres.freshDatabase();
    const both = [createDataSource(address, logger, true), createDataSource(address, logger, true)];
    await Promise.all(both.map((dataSource) => dataSource.initialize()));
    const done = await Promise.all(both.map((dataSource) => migrate(dataSource)));
    expect(done.map((names) => names.length).sort()).toEqual([0, migrations.length]);
    await Promise.all(both.map((dataSource) => dataSource.destroy()));
  });
});
