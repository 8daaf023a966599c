import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { callId } from '../../../server/contract/ids';
import { aCallId } from '../../support/call-events';
import { FROM, RecordingBench } from '../../support/recording-bench';

const DAY_MS = 86_400_000;
const boss = { login: '2001', name: 'Boss' };

describe('recordings that are kept', () => {
  const bench = new RecordingBench();
  beforeAll(() => bench.open(), 90_000);
  afterAll(() => bench.close());
  beforeEach(() => bench.clear());

  it('are summed up once their file is closed: what it holds, how long, how loud', async () => {
    const id = await bench.recorded(1);
    await bench.upkeep().round();
    const closedAt = (await bench.row(1, id))?.closesAt?.getTime() ?? 0;
    const sha256 = createHash('sha256')
      .update(readFileSync(bench.pathOf(id)))
      .digest('hex');
    expect(await bench.view(1)).toMatchObject({
      ms: 1000,
      keeping: {
        state: 'kept',
        bytes: 32_044,
        sha256,
        isEncrypted: false,
        keepUntil: new Date(closedAt + 30 * DAY_MS).toISOString(),
        legalHold: null,
        deletion: null,
      },
    });
    expect((await bench.database.recordings.peaksOf(id))?.length).toBe(40);
  });

  it('are left alone while they are written, and seen to when their end was never told', async () => {
    await bench.recorded(1, { isTold: false, isOver: false });
    await bench.recorded(2, { isTold: false });
    bench.now = FROM + 30_000;
    await bench.upkeep().round();
    expect((await bench.view(1))?.keeping?.state).toBe('open');
    expect((await bench.view(2))?.keeping?.state).toBe('open');
    bench.now = FROM + 3_600_000;
    await bench.upkeep().round();
    expect((await bench.view(1))?.keeping?.state).toBe('open');
    expect((await bench.view(2))?.keeping?.state).toBe('kept');
  });

  it('have a row before anything is told of their file, also after the records were computed anew', async () => {
    const id = await bench.recorded(1);
    await bench.upkeep().round();
    await bench.database.projector.rebuild();
    expect((await bench.row(1, id))?.state).toBe('kept');
  });

  it('that are no sound are kept for what they are', async () => {
    const id = await bench.recorded(1, { sound: Buffer.from('half a header') });
    await bench.upkeep().round();
    expect(await bench.row(1, id)).toMatchObject({ state: 'kept', bytes: 13, ms: 0 });
  });

  it('are waited for a day when they have no file, then called lost, and found again', async () => {
    const id = await bench.recorded(1, { sound: null });
    await bench.upkeep().round();
    expect((await bench.row(1, id))?.state).toBe('open');
    bench.days(2);
    await bench.upkeep().round();
    expect((await bench.row(1, id))?.state).toBe('lost');
    bench.write(id);
    utimesSync(bench.pathOf(id), new Date(FROM), new Date(FROM));
    await bench.takeInventory();
    await bench.upkeep().round();
    expect((await bench.row(1, id))?.state).toBe('kept');
  });

  it('are deleted when the time of their queue is over, and stay in the log and on their call', async () => {
    const id = await bench.recorded(1);
    bench.days(29);
    await bench.upkeep().round();
    expect(existsSync(bench.pathOf(id))).toBe(true);
    bench.days(31);
    await bench.upkeep().round();
    expect(readdirSync(bench.directory)).toEqual([]);
    expect(await bench.view(1)).toMatchObject({
      keeping: { state: 'deleted', deletion: { days: 30, by: null } },
    });
    expect(await bench.log()).toMatchObject([
      { recordingId: id, callId: aCallId(1), deed: 'deleted', by: null, days: 30, bytes: 32_044 },
    ]);
    expect((await bench.log())[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(bench.told).toMatchObject([
      {
        type: 'call.recording-deleted',
        callId: aCallId(1),
        data: { recordingId: id, person: null, days: 30 },
      },
    ]);
    expect(await bench.database.recordings.peaksOf(id)).toBeNull();
  });

  it.each([
    ['longer', 60, 31, true],
    ['shorter', 10, 11, false],
    ['for ever', null, 4000, true],
  ] as const)('follow a rule that is changed to %s', async (_, days, at, isKept) => {
    const id = await bench.recorded(1);
    const upkeep = bench.upkeep();
    await upkeep.round();
    bench.rules = [{ kind: 'talk', of: 'general', days }];
    bench.days(at);
    await upkeep.round();
    expect(existsSync(bench.pathOf(id))).toBe(isKept);
  });

  it('come under a rule that has held for long', async () => {
    const upkeep = bench.upkeep();
    await upkeep.round();
    const id = await bench.recorded(1);
    await upkeep.round();
    bench.days(31);
    await upkeep.round();
    expect(existsSync(bench.pathOf(id))).toBe(false);
  });

  it('of a queue that is gone are kept as long as it said last', async () => {
    const id = await bench.recorded(1);
    await bench.upkeep().round();
    bench.rules = [{ kind: 'talk', of: null, days: 1 }];
    bench.days(29);
    await bench.upkeep().round();
    expect(existsSync(bench.pathOf(id))).toBe(true);
    bench.days(31);
    await bench.upkeep().round();
    expect(existsSync(bench.pathOf(id))).toBe(false);
  });

  it('that are held outlive their time and everybody, until they are let go', async () => {
    const id = await bench.recorded(1);
    await bench.upkeep().round();
    const desk = bench.desk();
    const call = callId(aCallId(1));
    await desk.hold(call, id, { isHeld: true, why: 'case 7' }, boss);
    bench.days(400);
    await bench.upkeep().round();
    await expect(desk.delete(call, id, 'away with it', boss)).rejects.toMatchObject({ code: 'conflict' });
    expect(existsSync(bench.pathOf(id))).toBe(true);
    expect((await bench.view(1))?.keeping?.legalHold).toMatchObject({
      login: '2001',
      name: 'Boss',
      why: 'case 7',
    });
    await desk.hold(call, id, { isHeld: false, why: 'case 7 is closed' }, boss);
    await expect(desk.hold(call, id, { isHeld: false, why: 'again' }, boss)).rejects.toMatchObject({
      code: 'conflict',
    });
    await bench.upkeep().round();
    expect(existsSync(bench.pathOf(id))).toBe(false);
    await expect(desk.hold(call, id, { isHeld: true, why: 'late' }, boss)).rejects.toMatchObject({
      code: 'recording-deleted',
    });
    expect((await bench.log()).map(({ deed, why }) => [deed, why])).toEqual(
      expect.arrayContaining([
        ['held', 'case 7'],
        ['released', 'case 7 is closed'],
        ['deleted', null],
      ]),
    );
    expect(bench.told.map(({ type }) => type)).toEqual([
      'call.recording-held',
      'call.recording-released',
      'call.recording-deleted',
    ]);
  });

  it('that somebody deletes are gone with his name and why', async () => {
    const id = await bench.recorded(1);
    const desk = bench.desk();
    const call = callId(aCallId(1));
    await expect(desk.delete(call, id, 'too early', boss)).rejects.toMatchObject({ code: 'conflict' });
    await expect(desk.delete(callId(aCallId(2)), id, 'not his', boss)).rejects.toMatchObject({
      code: 'not-found',
    });
    await bench.upkeep().round();
    await desk.delete(call, id, 'the caller asked for it', boss);
    expect(existsSync(bench.pathOf(id))).toBe(false);
    expect((await bench.view(1))?.keeping?.deletion).toMatchObject({
      days: null,
      by: { ...boss, why: 'the caller asked for it' },
    });
    await expect(desk.delete(call, id, 'again', boss)).rejects.toMatchObject({ code: 'recording-deleted' });
    expect(await bench.log()).toHaveLength(1);
  });

  it('are held or deleted, never both, when both are wanted at once', async () => {
    for (let n = 1; n <= 8; n += 1) {
      const id = await bench.recorded(n);
      await bench.upkeep().round();
      const call = callId(aCallId(n));
      const [held, deleted] = await Promise.allSettled([
        bench.desk().hold(call, id, { isHeld: true, why: 'court' }, boss),
        bench.desk().delete(call, id, 'privacy', boss),
      ]);
      expect([held.status, deleted.status].sort()).toEqual(['fulfilled', 'rejected']);
      expect(existsSync(bench.pathOf(id))).toBe(held.status === 'fulfilled');
    }
  });

  it('are deleted once by two servers that look at the same moment', async () => {
    for (let n = 1; n <= 6; n += 1) await bench.recorded(n);
    await Promise.all([bench.upkeep().round(), bench.upkeep().round()]);
    bench.days(31);
    await Promise.all([bench.upkeep().round(), bench.upkeep().round()]);
    expect(readdirSync(bench.directory)).toEqual([]);
    expect(await bench.log()).toHaveLength(6);
  });
});
