import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { callId } from '../../../server/contract/ids';
import { aCallId } from '../../support/call-events';
import { diesAt } from '../../support/dies-at';
import { FROM, RecordingBench, SOUND } from '../../support/recording-bench';

const boss = { login: '2001', name: 'Boss' };

describe('no file that nobody knows, and no row that claims a file, when a server dies at', () => {
  const bench = new RecordingBench();
  beforeAll(() => bench.open(), 90_000);
  afterAll(() => bench.close());
  beforeEach(() => bench.clear());

  describe.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])('step %i', (step) => {
    it.each(['before', 'after'] as const)(
      'just %s it, when one is over, one held and one young',
      async (when) => {
        const [over, held, young] = [
          await bench.recorded(1),
          await bench.recorded(2),
          await bench.recorded(3),
        ];
        await bench.upkeep().round();
        await bench.desk().hold(callId(aCallId(2)), held, { isHeld: true, why: 'court' }, boss);
        await bench.sql(
          `UPDATE recordings SET queue_id = 'gone', keep_until = NULL WHERE recording_id = '${young}'`,
        );
        bench.days(31);
        const mortal = diesAt(step, when);
        const dying = bench.upkeep({
          rows: mortal(bench.database.recordings),
          files: mortal(bench.files),
          events: mortal(bench.events),
        });
        await dying.round().catch(() => undefined);
        await bench.upkeep().round();
        expect(readdirSync(bench.directory).sort()).toEqual([`${held}.wav`, `${young}.wav`].sort());
        expect((await bench.row(1, over))?.state).toBe('deleted');
        expect((await bench.row(2, held))?.state).toBe('kept');
        expect((await bench.row(3, young))?.state).toBe('kept');
        expect((await bench.log()).filter(({ deed }) => deed === 'deleted')).toHaveLength(1);
        expect(bench.told.some(({ type }) => type === 'call.recording-deleted')).toBe(true);
      },
    );

    it.each(['before', 'after'] as const)('just %s it, when two are closed', async (when) => {
      const ids = [await bench.recorded(1), await bench.recorded(2)];
      const mortal = diesAt(step, when);
      const dying = bench.upkeep({ rows: mortal(bench.database.recordings), files: mortal(bench.files) });
      await dying.round().catch(() => undefined);
      // What it had claimed is free again after that.
      bench.now += 600_000;
      await bench.upkeep().round();
      expect(readdirSync(bench.directory).sort()).toEqual(ids.map((id) => `${id}.wav`).sort());
      for (const [index, id] of ids.entries())
        expect(await bench.row(index + 1, id)).toMatchObject({ state: 'kept', bytes: SOUND.length });
    });
  });

  it('nor when its disk is away while they are deleted: they are removed when it is back', async () => {
    const id = await bench.recorded(1);
    await bench.upkeep().round();
    const aside = `${bench.directory}-aside`;
    renameSync(bench.directory, aside);
    mkdirSync(bench.directory);
    bench.days(31);
    await bench.upkeep().round();
    rmSync(bench.directory, { recursive: true });
    renameSync(aside, bench.directory);
    utimesSync(bench.pathOf(id), new Date(FROM), new Date(FROM));
    await bench.takeInventory();
    expect(readdirSync(bench.directory)).toEqual([]);
    expect(bench.unknown).toEqual([0]);
  });

  it('files that nobody knows are left alone and reported; messages and young ones are none', async () => {
    const [stray, young] = [randomUUID(), randomUUID()];
    const message = await bench.left(1);
    for (const id of [stray, young]) bench.write(id);
    for (const id of [stray, message]) utimesSync(bench.pathOf(id), new Date(FROM), new Date(FROM));
    utimesSync(bench.pathOf(young), new Date(bench.now), new Date(bench.now));
    await bench.takeInventory();
    expect(bench.unknown).toEqual([1]);
    await bench.upkeep().round();
    bench.days(400);
    await bench.upkeep().round();
    expect(readdirSync(bench.directory).sort()).toEqual([`${stray}.wav`, `${young}.wav`].sort());
  });
});
