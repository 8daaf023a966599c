import { randomBytes } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { S3ObjectStore } from '../../../server/connectors/s3-object-store';
import { callId } from '../../../server/contract/ids';
import { RecordingFiles } from '../../../server/recordings/recording-files';
import { RecordingKeys } from '../../../server/recordings/recording-keys';
import { TalkPlayback } from '../../../server/recordings/talk-playback';
import { aCallId } from '../../support/call-events';
import { diesAt } from '../../support/dies-at';
import { RecordingBench, SOUND } from '../../support/recording-bench';
import { S3Server } from '../../support/s3-server';

const keys = new RecordingKeys([{ id: '2026', key: randomBytes(32) }]);
const boss = { login: '2001', displayName: 'Boss', role: 'supervisor', agentId: null } as const;

describe('recordings in a store of objects', () => {
  const bench = new RecordingBench();
  let s3: S3Server;
  let store: S3ObjectStore;
  let plain: RecordingFiles;
  let sealed: RecordingFiles;
  const faults: unknown[] = [];

  beforeAll(() => bench.open(), 90_000);
  afterAll(() => bench.close());
  beforeEach(async () => {
    await bench.clear();
    faults.length = 0;
    s3 = new S3Server();
    const { keyId, secret, region } = s3;
    store = new S3ObjectStore({ url: await s3.start(), keyId, secret, region });
    plain = new RecordingFiles([bench.directory], undefined, store);
    sealed = new RecordingFiles([bench.directory], keys, store);
  });
  afterEach(() => s3.stop());

  const listen = async (files: RecordingFiles, recordingId: string, from = 0, to?: number) => {
    const playback = new TalkPlayback({
      ...{ calls: bench.database.callHistory, rows: bench.database.recordings, files, events: bench.events },
      onFault: (fault) => faults.push(fault),
    });
    const sound = await playback.open(callId(aCallId(1)), recordingId, boss, { isTakenAway: false });
    const pieces: Buffer[] = [];
    for await (const piece of sound.read(from, to ?? sound.size)) pieces.push(piece);
    await sound.close();
    return Buffer.concat(pieces);
  };
  const kept = async (files: RecordingFiles) => {
    const id = await bench.recorded(1);
    await bench.upkeep({ files }).round();
    await bench.upkeep({ files }).storeKept();
    return id;
  };
  const onDisk = () => readdirSync(bench.directory);
  const inStore = () => [...s3.objects.keys()];

  it.each(['plain', 'encrypted'])(
    'are moved there and heard from there, any part of them: %s',
    async (how) => {
      const files = how === 'plain' ? plain : sealed;
      const id = await kept(files);
      expect(onDisk()).toEqual([]);
      expect(inStore()).toEqual([`/bucket/talks/${id}.${how === 'plain' ? 'wav' : 'klr'}`]);
      expect(await bench.row(1, id)).toMatchObject({
        state: 'kept',
        storeState: 'stored',
        claimedUntil: null,
      });
      expect((await listen(files, id)).equals(SOUND)).toBe(true);
      expect((await listen(files, id, 20_001, 20_011)).equals(SOUND.subarray(20_001, 20_011))).toBe(true);
      const [object = Buffer.alloc(0)] = s3.objects.values();
      expect(object.equals(SOUND)).toBe(how === 'plain');
    },
  );

  it('stay on disk while the store is away, and are moved when it is back', async () => {
    s3.isAway = true;
    const id = await kept(plain);
    expect(onDisk()).toEqual([`${id}.wav`]);
    expect((await listen(plain, id)).equals(SOUND)).toBe(true);
    s3.isAway = false;
    await bench.upkeep({ files: plain }).storeKept();
    expect(onDisk()).toEqual([`${id}.wav`]);
    bench.now += 600_000;
    await bench.upkeep({ files: plain }).storeKept();
    expect(onDisk()).toEqual([]);
    expect((await bench.row(1, id))?.storeState).toBe('stored');
  });

  it('stay on disk when the store has other bytes than it was sent', async () => {
    s3.spoils = true;
    const id = await kept(plain);
    expect(onDisk()).toEqual([`${id}.wav`]);
    expect((await bench.row(1, id))?.storeState).toBeNull();
  });

  it('are refused by a store that is asked with a wrong key, and the doctor is told', async () => {
    const { keyId, region } = s3;
    const wrong = new S3ObjectStore({ url: s3.url, keyId, secret: 'guessed', region });
    expect(await wrong.probe()).toBe(403);
    await expect(wrong.read('x', 0, 1)).rejects.toThrow('403 SignatureDoesNotMatch');
    expect(await store.probe()).toBe(404);
  });

  it('are deleted there, too, by their rule and by people', async () => {
    const id = await kept(sealed);
    bench.days(31);
    await bench.upkeep({ files: sealed }).round();
    expect(inStore()).toEqual([]);
    expect((await bench.row(1, id))?.state).toBe('deleted');
  });

  it('that are held stay there', async () => {
    const id = await kept(sealed);
    await bench
      .desk()
      .hold(callId(aCallId(1)), id, { isHeld: true, why: 'court' }, { login: '2001', name: 'Boss' });
    bench.days(31);
    await bench.upkeep({ files: sealed }).round();
    expect(inStore()).toHaveLength(1);
    expect((await listen(sealed, id)).equals(SOUND)).toBe(true);
  });

  it('that somebody deletes while they are sent are gone there as well', async () => {
    const id = await bench.recorded(1);
    await bench.upkeep({ files: plain }).round();
    const rows = bench.database.recordings;
    const claimed = await rows.claimForStore(new Date(bench.now), new Date(bench.now + 3_600_000));
    expect(claimed?.recordingId).toBe(id);
    await bench.desk().delete(callId(aCallId(1)), id, 'asked for', { login: 'admin', name: 'Admin' });
    await plain.upload(id);
    expect(await rows.uploaded(id)).toBe(false);
    await bench.upkeep({ files: plain }).round();
    expect(inStore()).toHaveLength(1);
    bench.now += 3_600_000;
    await bench.upkeep({ files: plain }).round();
    expect([inStore(), onDisk(), (await bench.row(1, id))?.state]).toEqual([[], [], 'deleted']);
  });

  it.each(
    Array.from({ length: 7 }, (_, step) => step).flatMap((step) => [
      [step, 'before'] as const,
      [step, 'after'] as const,
    ]),
  )('are whole when the server dies at step %i of moving them, just %s it', async (step, when) => {
    const id = await bench.recorded(1);
    await bench.upkeep({ files: sealed }).round();
    const mortal = diesAt(step, when);
    const dying = bench.upkeep({ rows: mortal(bench.database.recordings), files: mortal(sealed) });
    await dying.storeKept().catch(() => undefined);
    expect((await listen(sealed, id)).equals(SOUND)).toBe(true);
    bench.now += 3_600_000;
    await bench.upkeep({ files: sealed }).storeKept();
    expect(onDisk()).toEqual([]);
    expect((await bench.row(1, id))?.storeState).toBe('stored');
    expect((await listen(sealed, id)).equals(SOUND)).toBe(true);
  });

  it('are sealed with a new managed key there, too', async () => {
    const id = await kept(sealed);
    const newer = { id: '2027', key: randomBytes(32) };
    const both = new RecordingFiles([bench.directory], new RecordingKeys([newer, keys.get('2026')]), store);
    await bench.upkeep({ files: both }).resealKept();
    await bench.upkeep({ files: both }).storeKept();
    expect([onDisk(), inStore()]).toEqual([[], [`/bucket/talks/${id}.klr`]]);
    expect(await bench.row(1, id)).toMatchObject({ storeState: 'stored', keyId: '2027' });
    const onlyNew = new RecordingFiles([bench.directory], new RecordingKeys([newer]), store);
    expect((await listen(onlyNew, id)).equals(SOUND)).toBe(true);
  });

  it('that were changed there, or on disk, are refused loudly', async () => {
    const id = await kept(plain);
    const [name = ''] = inStore();
    const changed = Buffer.from(SOUND);
    changed.writeUInt8(changed.readUInt8(9000) ^ 1, 9000);
    s3.objects.set(name, changed);
    await expect(listen(plain, id, 0, 10)).rejects.toThrow('was changed');
    expect(faults).toMatchObject([{ recordingId: id }]);
    s3.objects.delete(name);
    writeFileSync(bench.pathOf(id), changed);
    await expect(listen(plain, id, 0, 10)).rejects.toThrow('was changed');
    expect(bench.told.map(({ type }) => type)).toEqual(['call.recording-refused', 'call.recording-refused']);
    const { items } = await bench.database.recordings.log({ page: 1, pageSize: 10 });
    expect(items).toMatchObject([
      { deed: 'refused', recordingId: id, by: { login: '2001' } },
      { deed: 'refused', recordingId: id },
    ]);
    writeFileSync(bench.pathOf(id), SOUND);
    expect((await listen(plain, id, 0, 10)).length).toBe(10);
  });
});
