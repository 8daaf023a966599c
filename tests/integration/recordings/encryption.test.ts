import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callId } from '../../../server/contract/ids';
import { RecordingFiles } from '../../../server/recordings/recording-files';
import { RecordingKeys } from '../../../server/recordings/recording-keys';
import { TalkPlayback } from '../../../server/recordings/talk-playback';
import { aCallId } from '../../support/call-events';
import { diesAt } from '../../support/dies-at';
import { RecordingBench, SOUND } from '../../support/recording-bench';

const keys = new RecordingKeys([{ id: '2026', key: randomBytes(32) }]);
const boss = { login: '2001', displayName: 'Boss', role: 'supervisor', agentId: null } as const;

describe('recordings that are encrypted once they are closed', () => {
  const bench = new RecordingBench();
  const files = new RecordingFiles([bench.directory], keys);
  const faults: unknown[] = [];
  beforeAll(() => bench.open(), 90_000);
  afterAll(() => bench.close());
  beforeEach(async () => {
    await bench.clear();
    faults.length = 0;
  });

  const listen = async (recordingId: string): Promise<Buffer> => {
    const playback = new TalkPlayback({
      ...{ calls: bench.database.callHistory, rows: bench.database.recordings, files, events: bench.events },
      onFault: (fault) => faults.push(fault),
    });
    const sound = await playback.open(callId(aCallId(1)), recordingId, boss, { isTakenAway: false });
    try {
      const pieces: Buffer[] = [];
      for await (const piece of sound.read(0, sound.size)) pieces.push(piece);
      return Buffer.concat(pieces);
    } finally {
      await sound.close();
    }
  };

  it('leave no plain file, and sound as they did', async () => {
    const id = await bench.recorded(1);
    expect((await listen(id)).equals(SOUND)).toBe(true);
    await bench.upkeep({ files }).round();
    expect(readdirSync(bench.directory)).toEqual([`${id}.klr`]);
    expect((await listen(id)).equals(SOUND)).toBe(true);
    expect(await bench.row(1, id)).toMatchObject({ state: 'kept', keyId: '2026', bytes: SOUND.length });
    expect((await bench.view(1))?.keeping?.isEncrypted).toBe(true);
  });

  it('are told as changed when somebody changed them, and are not heard from there on', async () => {
    const id = await bench.recorded(1);
    await bench.upkeep({ files }).round();
    const path = join(bench.directory, `${id}.klr`);
    const file = readFileSync(path);
    file.writeUInt8(file.readUInt8(file.length - 100) ^ 1, file.length - 100);
    writeFileSync(path, file);
    await expect(listen(id)).rejects.toThrow(/changed/);
    expect(faults).toMatchObject([{ recordingId: id }]);
  });

  it('are deleted as plain ones are', async () => {
    const id = await bench.recorded(1);
    await bench.upkeep({ files }).round();
    bench.days(31);
    await bench.upkeep({ files }).round();
    expect(readdirSync(bench.directory)).toEqual([]);
    expect((await bench.row(1, id))?.state).toBe('deleted');
  });

  it.each(
    Array.from({ length: 14 }, (_, step) => step).flatMap((step) => [
      [step, 'before'] as const,
      [step, 'after'] as const,
    ]),
  )('are whole when the server dies at step %i, just %s it', async (step, when) => {
    const id = await bench.recorded(1);
    const mortal = diesAt(step, when);
    const dying = bench.upkeep({ rows: mortal(bench.database.recordings), files: mortal(files) });
    await dying.round().catch(() => undefined);
    expect((await listen(id)).equals(SOUND)).toBe(true);
    bench.now += 600_000;
    await bench.upkeep({ files }).round();
    expect(readdirSync(bench.directory)).toEqual([`${id}.klr`]);
    expect((await listen(id)).equals(SOUND)).toBe(true);
  });

  it('are kept after all when the rows come from a backup of before', async () => {
    const id = await bench.recorded(1);
    await bench.upkeep({ files }).round();
    await bench.sql(`UPDATE recordings SET state = 'open', sha256 = NULL, key_id = NULL`);
    await bench.upkeep({ files }).round();
    expect(await bench.row(1, id)).toMatchObject({ state: 'kept', keyId: '2026', bytes: SOUND.length });
  });

  describe('under a new managed key', () => {
    const old = keys.get('2026');
    const newer = new RecordingKeys([{ id: '2027', key: randomBytes(32) }, old]);
    const onlyNew = () => new RecordingFiles([bench.directory], new RecordingKeys([newer.get('2027')]));
    const both = new RecordingFiles([bench.directory], newer);

    it('are sealed with it, one after the other, until the old one is not needed', async () => {
      const id = await bench.recorded(1);
      await bench.recorded(2);
      await bench.upkeep({ files }).round();
      await expect(onlyNew().open(id)).rejects.toThrow('no key 2026');
      await bench.upkeep({ files: both }).resealKept();
      expect(await bench.database.recordings.keysInUse()).toEqual(['2027']);
      expect(await bench.row(1, id)).toMatchObject({ state: 'kept', keyId: '2027', claimedUntil: null });
      const sound = await onlyNew().open(id);
      const pieces: Buffer[] = [];
      for await (const piece of sound?.read(0, sound.size) ?? []) pieces.push(piece);
      await sound?.close();
      expect(Buffer.concat(pieces).equals(SOUND)).toBe(true);
      expect(readdirSync(bench.directory).every((name) => name.endsWith('.klr'))).toBe(true);
    });

    it('that were changed keep their old seal, and are said to be broken when they are heard', async () => {
      const id = await bench.recorded(1);
      await bench.upkeep({ files }).round();
      const path = join(bench.directory, `${id}.klr`);
      const file = readFileSync(path);
      writeFileSync(path, file.subarray(0, 30));
      await bench.upkeep({ files: both }).resealKept();
      expect(await bench.row(1, id)).toMatchObject({ state: 'kept', keyId: '2026' });
    });

    it.each(
      Array.from({ length: 3 }, (_, step) => step).flatMap((step) => [
        [step, 'before'] as const,
        [step, 'after'] as const,
      ]),
    )('are whole when the server dies at step %i of it, just %s it', async (step, when) => {
      const id = await bench.recorded(1);
      await bench.upkeep({ files }).round();
      const mortal = diesAt(step, when);
      const dying = bench.upkeep({ rows: mortal(bench.database.recordings), files: both });
      await dying.resealKept().catch(() => undefined);
      bench.now += 3_600_000;
      await bench.upkeep({ files: both }).resealKept();
      expect((await bench.row(1, id))?.keyId).toBe('2027');
      await (await onlyNew().open(id))?.close();
    });
  });

  it('name the keys that are still needed', async () => {
    await bench.recorded(1);
    expect(await bench.database.recordings.keysInUse()).toEqual([]);
    await bench.upkeep({ files }).round();
    expect(await bench.database.recordings.keysInUse()).toEqual(['2026']);
  });
});
