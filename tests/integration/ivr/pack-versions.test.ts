import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { initialState, type FlowState } from '../../../server/ivr/flow-state';
import { step } from '../../../server/ivr/interpreter';
import type { PackVersions } from '../../../server/ivr/versions/pack-versions';
import { InMemoryEventStream } from '../../fakes/in-memory-event-stream';
import { eventually } from '../../support/eventually';
import { packFiles, packRoom, seed, type PackRoomOptions } from '../../support/pack-room';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';

const logger = pino({ level: 'silent' });
const ALICE = { by: 'alice', why: 'a new menu' };

describe('versions of packs', () => {
  let postgres: TestPostgres;
  let database: Database;
  let events: InMemoryEventStream;
  const stops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    postgres = await startTestPostgres();
  }, 60_000);
  afterAll(() => postgres.stop(), 30_000);
  beforeEach(async () => {
    database = await createDatabase({ address: await postgres.freshDatabase(), logger });
    await database.migrate();
    events = new InMemoryEventStream();
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
    await database.close();
  });

  /** A server: what it has in memory comes from the store alone. */
  async function server(seeds = [seed(packFiles())], options: Partial<PackRoomOptions> = {}) {
    const versions = packRoom({ store: database.packs, events, ...options });
    await versions.open(seeds);
    stops.push(
      await events.follow((event) => {
        if (event.type === 'pack.applied') void versions.refresh();
      }),
    );
    return versions;
  }

  const apply = (versions: PackVersions, files = packFiles({ prompt: 2 })) =>
    versions.apply('line', files, { ...ALICE, speakMissing: false });

  /** A call as the service of flows keeps it: its state names the version it began with. */
  function arrive(versions: PackVersions): FlowState {
    const pack = versions.catalog.forNumber('1000');
    const input = { kind: 'start', callerNumber: '', dialedNumber: '1000', language: null } as const;
    return step(pack, initialState(pack), input).state;
  }

  /** Presses 1 and answers what is heard. */
  function press(versions: PackVersions, state: FlowState): unknown[] {
    const pack =
      versions.catalog.version(state.packId, state.packVersion) ?? versions.catalog.forNumber('1000');
    const { actions } = step(pack, state, { kind: 'digit', digit: '1' });
    return actions.flatMap((action) =>
      action.kind === 'play'
        ? action.items.flatMap((item) => (item.kind === 'prompt' ? [item.number] : []))
        : [],
    );
  }

  it('lets a call end with the version it began with, while new calls get the next, after a restart too', async () => {
    const first = await server();
    const old = arrive(first);
    expect(await apply(first)).toMatchObject({ version: 2, origin: 'applied', isActive: true });
    const restarted = await server();
    for (const versions of [first, restarted]) {
      expect(press(versions, old)).toEqual([1]);
      expect(press(versions, arrive(versions))).toEqual([2]);
    }
    expect(restarted.list()).toMatchObject([{ packId: 'line', version: 2, accessNumbers: ['1000'] }]);
  });

  it('are served by every server once one has applied them', async () => {
    const [one, other] = [await server(), await server()];
    await apply(one);
    await eventually('the other server has it', () => other.catalog.forNumber('1000').version === 2);
  });

  it('go back as a new version with the old files, and the history says who and why', async () => {
    const versions = await server();
    await apply(versions);
    expect(await versions.rollback('line', 1, { by: 'bob', why: 'two was wrong' })).toMatchObject({
      version: 3,
      origin: 'rollback',
      rolledBackTo: 1,
    });
    expect(press(versions, arrive(versions))).toEqual([1]);
    await expect(versions.rollback('line', 3, ALICE)).rejects.toMatchObject({ code: 'conflict' });
    await expect(versions.rollback('line', 9, ALICE)).rejects.toMatchObject({ code: 'not-found' });
    const { items, total } = await versions.history('line', { page: 1, pageSize: 2 });
    expect(total).toBe(3);
    expect(items.map(({ version, appliedBy, why, isActive }) => [version, appliedBy, why, isActive])).toEqual(
      [
        [3, 'bob', 'two was wrong', true],
        [2, 'alice', 'a new menu', false],
      ],
    );
    expect((await versions.get('line', 2)).files).toEqual(packFiles({ prompt: 2 }));
    const told = (await events.readAfter('0-0', 10)).map(({ type, data }) => [type, data['version']]);
    expect(told).toEqual([
      ['pack.applied', 2],
      ['pack.applied', 3],
    ]);
  });

  it('are planned: which parts would be added, removed and changed, and against which version', async () => {
    const versions = await server();
    const { pack } = packFiles({ prompt: 2 });
    const edited = pack
      .replace('agent: { kind: queue, queue: general }', 'voice: { kind: queue, queue: general, topic: x }')
      .replace('2: agent', '2: voice')
      .replace('3: { en-US: three }', '4: { en-US: four }');
    const plan = await versions.plan('line', { pack: edited, workOrders: null });
    expect(plan.base).toBe(1);
    const told = plan.parts.map(({ part, id, change, fields }) => [
      `${change} ${part} ${id}`,
      fields.map(({ field }) => field).join(),
    ]);
    expect(told).toEqual([
      ['changed node main', 'prompts,keys.2'],
      ['changed node told', 'prompts'],
      ['removed node agent', 'kind,queue,prompts,recorded,timeoutMs'],
      ['added node voice', 'kind,queue,topic,prompts,recorded,timeoutMs'],
      ['removed prompt 3', 'en-US'],
      ['added prompt 4', 'en-US'],
    ]);
    expect((await versions.plan('line', packFiles())).parts).toEqual([]);
    expect(await versions.plan('line', { pack: 'id: [', workOrders: null })).toMatchObject({
      base: 1,
      parts: [],
      faults: [{ file: 'pack.yaml' }],
    });
    const fresh = await versions.plan('fresh', packFiles({ id: 'fresh', number: '2000' }));
    expect([fresh.base, fresh.faults, new Set(fresh.parts.map(({ change }) => change))]).toEqual([
      0,
      [],
      new Set(['added']),
    ]);
  });

  it('are not applied over a version that nobody has looked at', async () => {
    const [one, other] = [await server(), await server()];
    const { base } = await other.plan('line', packFiles({ prompt: 3 }));
    await one.apply('line', packFiles({ prompt: 2 }), { by: 'bob', why: 'first', base, speakMissing: false });
    const late = { ...ALICE, base, speakMissing: false };
    await expect(other.apply('line', packFiles({ prompt: 3 }), late)).rejects.toMatchObject({
      code: 'conflict',
      details: { version: 2, by: 'bob' },
    });
    await expect(other.rollback('line', 1, { ...ALICE, base })).rejects.toMatchObject({ code: 'conflict' });
    const again = await other.plan('line', packFiles({ prompt: 3 }));
    expect(again.base).toBe(2);
    expect(await other.apply('line', packFiles({ prompt: 3 }), { ...late, base: again.base })).toMatchObject({
      version: 3,
    });
    const both = await Promise.allSettled(
      [one, other].map((versions, prompt) =>
        versions.apply('line', packFiles({ prompt: prompt + 1 }), { ...late, base: 3 }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('are numbered without a gap when two apply at once, and one of them is served', async () => {
    const [one, other] = [await server(), await server()];
    const applied = await Promise.all([apply(one), apply(other, packFiles({ prompt: 3 }))]);
    expect(applied.map(({ version }) => version).sort()).toEqual([2, 3]);
    const active = (await one.history('line', { page: 1, pageSize: 9 })).items.filter(
      (each) => each.isActive,
    );
    expect(active).toMatchObject([{ version: 3 }]);
  });

  it('take a newer pack of the product in until somebody applies one of his own', async () => {
    const numbered = (version: number, prompt: number, queue?: string) => {
      const files = packFiles({ prompt, ...(queue === undefined ? {} : { queue }) });
      return [seed({ ...files, pack: files.pack.replace('version: 1', `version: ${version}`) })];
    };
    await server();
    // The same number: somebody's change in the files of his installation.
    expect((await server(numbered(1, 3))).catalog.forNumber('1000').version).toBe(1);
    expect((await server(numbered(4, 3, 'nobody'))).catalog.forNumber('1000').version).toBe(1);
    const upgraded = await server(numbered(4, 3));
    expect(press(upgraded, arrive(upgraded))).toEqual([3]);
    expect(upgraded.catalog.forNumber('1000').version).toBe(4);
    // An older server that starts meanwhile does not put its own back.
    expect((await server(numbered(2, 1))).catalog.forNumber('1000').version).toBe(4);
    expect(await apply(upgraded)).toMatchObject({ version: 5 });
    const restarted = await server(numbered(9, 3));
    expect(press(restarted, arrive(restarted))).toEqual([2]);
  });

  it('take a pack nobody had before', async () => {
    const versions = await server();
    const clinic = packFiles({ id: 'clinic', number: '2000', prompt: 3 });
    await versions.apply('clinic', clinic, { ...ALICE, speakMissing: false });
    expect(versions.catalog.forNumber('2000').id).toBe('clinic');
    // A number that no pack lists is the default pack's.
    expect(versions.catalog.forNumber('3000').id).toBe('line');
  });

  it('are refused with every fault, and nothing is changed', async () => {
    const versions = await server([seed(packFiles()), seed(packFiles({ id: 'clinic', number: '2000' }))]);
    const taken = packFiles({ number: '2000', queue: 'nobody' });
    await expect(apply(versions, taken)).rejects.toThrow('pack.yaml:14: There is no queue "nobody".');
    await expect(apply(versions, packFiles({ number: '2000' }))).rejects.toThrow(
      'pack.yaml:4: The number 2000 is served by the pack "clinic".',
    );
    await expect(apply(versions, packFiles({ id: 'other', number: '3000' }))).rejects.toThrow(
      'pack.yaml:1: This is the pack "other", not "line".',
    );
    const noOrders = { ...packFiles(), workOrders: 'types: {}' };
    expect(versions.check('line', noOrders).faults.map(({ file }) => file)).toContain('work-orders.yaml');
    expect((await versions.history(null, { page: 1, pageSize: 9 })).total).toBe(2);
  });

  it('have missing prompts spoken when asked to, and are refused otherwise', async () => {
    const spoken: string[] = [];
    const sounds = { soundsDirectories: ['/nonexistent'] };
    const served = await server();
    const room = packRoom({
      store: database.packs,
      events,
      ...sounds,
      speakMissing: () => Promise.resolve(spoken.push('all')),
    });
    await room.open([seed(packFiles())]);
    await expect(apply(room)).rejects.toThrow('Prompt 1 has no recording en-US/line/01.wav.');
    await expect(room.apply('line', packFiles(), { ...ALICE, speakMissing: true })).rejects.toThrow(
      'has no recording',
    );
    expect(spoken).toEqual(['all']);
    expect(served.catalog.forNumber('1000').version).toBe(1);
  });

  it('need one to serve callers with', async () => {
    await expect(server([])).rejects.toMatchObject({ code: 'validation-failed' });
  });

  it('serve a stored pack whose queue is gone since, and refuse a fresh one', async () => {
    await server();
    const without = await server([seed(packFiles())], { queues: [] });
    expect(without.catalog.forNumber('1000').version).toBe(1);
    const fresh = [seed(packFiles({ id: 'fresh', number: '2000' }))];
    await expect(server(fresh, { queues: [] })).rejects.toThrow(
      'packs/pack.yaml:14: There is no queue "general".',
    );
  });

  it('tell what is served when it changes, and only then', async () => {
    const served: string[] = [];
    const versions = await server([seed(packFiles())], {
      onServed: (packs) => served.push(packs.map(({ packId, version }) => `${packId}/${version}`).join()),
    });
    await versions.refresh();
    await apply(versions);
    await versions.refresh();
    expect(served).toEqual(['line/1', 'line/2']);
  });
});
