import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { callId } from '../../../server/contract/ids';
import { RecordingFiles } from '../../../server/recordings/recording-files';
import { RecordingKeys } from '../../../server/recordings/recording-keys';
import { TalkPlayback, type Listener } from '../../../server/recordings/talk-playback';
import { aCallId } from '../../support/call-events';
import { FROM, RecordingBench, SOUND } from '../../support/recording-bench';

const keys = new RecordingKeys([{ id: '2026', key: randomBytes(32) }]);
const admin = { login: 'admin', name: 'Admin' };
const boss = { login: '2001', displayName: 'Boss', role: 'supervisor', agentId: null } as const;
const agent = { login: '1001', displayName: 'Anne', role: 'agent', agentId: '1001' } as const;
const call = callId(aCallId(1));

describe('messages that callers leave in a flow', () => {
  const bench = new RecordingBench();
  const files = new RecordingFiles([bench.directory], keys);
  beforeAll(() => bench.open(), 90_000);
  afterAll(() => bench.close());
  beforeEach(() => bench.clear());

  const hear = async (recordingId: string, listener: Listener): Promise<Buffer> => {
    const playback = new TalkPlayback({
      ...{ calls: bench.database.callHistory, rows: bench.database.recordings, files, events: bench.events },
      onFault: () => undefined,
    });
    const sound = await playback.open(call, recordingId, listener, { isTakenAway: false });
    const pieces: Buffer[] = [];
    for await (const piece of sound.read(0, sound.size)) pieces.push(piece);
    await sound.close();
    return Buffer.concat(pieces);
  };

  it('are summed up and encrypted as talks are, and stand on their call', async () => {
    const id = await bench.left(1);
    await bench.upkeep({ files }).round();
    expect(readdirSync(bench.directory)).toEqual([`${id}.klr`]);
    expect(await bench.view(1)).toMatchObject({
      recordingId: id,
      kind: 'message',
      startedAt: new Date(FROM).toISOString(),
      ms: 1000,
      keeping: {
        state: 'kept',
        bytes: SOUND.length,
        isEncrypted: true,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        keepUntil: new Date(FROM + 1000 + 10 * 86_400_000).toISOString(),
      },
    });
  });

  it('that ended with their call are seen to when the switch has closed them, and have their length then', async () => {
    const id = await bench.left(1, null);
    bench.now = FROM + 30_000;
    await bench.upkeep({ files }).round();
    expect(await bench.view(1)).toMatchObject({ ms: null, keeping: { state: 'open' } });
    bench.now = FROM + 120_000;
    await bench.upkeep({ files }).round();
    expect(await bench.view(1)).toMatchObject({
      ...{ recordingId: id, startedAt: new Date(FROM).toISOString(), ms: 1000, keeping: { state: 'kept' } },
    });
  });

  it('are heard by keepers, not by agents who did not have the call, and who listened is told', async () => {
    const id = await bench.left(1);
    await bench.upkeep({ files }).round();
    expect((await hear(id, boss)).equals(SOUND)).toBe(true);
    await expect(hear(id, agent)).rejects.toMatchObject({ code: 'not-permitted' });
    expect(bench.told).toMatchObject([
      { type: 'call.recording-played', data: { recordingId: id, login: '2001' } },
    ]);
  });

  it('are kept as long as their pack says, and the log says whose they were', async () => {
    const [id, other] = [await bench.left(1), await bench.left(2, 1000, 'village')];
    const upkeep = bench.upkeep();
    bench.rules = [...bench.rules, { kind: 'message', of: 'village', days: null }];
    await upkeep.round();
    bench.days(11);
    await upkeep.round();
    expect(existsSync(bench.pathOf(id))).toBe(false);
    expect(existsSync(bench.pathOf(other))).toBe(true);
    expect(await bench.log()).toMatchObject([
      { recordingId: id, deed: 'deleted', packId: 'town', queueId: null, days: 10, by: null },
    ]);
    expect((await bench.view(1))?.keeping).toMatchObject({ state: 'deleted', deletion: { days: 10 } });
    bench.rules = [{ kind: 'message', of: 'village', days: 5 }];
    await upkeep.round();
    expect(existsSync(bench.pathOf(other))).toBe(false);
  });

  it('do not follow the rule of dialled calls, which have no queue either', async () => {
    const id = await bench.left(1);
    bench.rules = [{ kind: 'talk', of: null, days: 1 }];
    const upkeep = bench.upkeep();
    await upkeep.round();
    bench.days(400);
    await upkeep.round();
    expect(existsSync(bench.pathOf(id))).toBe(true);
  });

  it('are held, and deleted by somebody with why', async () => {
    const id = await bench.left(1);
    await bench.upkeep().round();
    const desk = bench.desk();
    await desk.hold(call, id, { isHeld: true, why: 'case 9' }, admin);
    bench.days(400);
    await bench.upkeep().round();
    await expect(desk.delete(call, id, 'away', admin)).rejects.toMatchObject({ code: 'conflict' });
    expect(existsSync(bench.pathOf(id))).toBe(true);
    await desk.hold(call, id, { isHeld: false, why: 'closed' }, admin);
    await desk.delete(call, id, 'the caller asked for it', admin);
    expect(readdirSync(bench.directory)).toEqual([]);
    expect((await bench.log()).map(({ deed, packId }) => [deed, packId]).sort()).toEqual([
      ['deleted', 'town'],
      ['held', 'town'],
      ['released', 'town'],
    ]);
  });

  it('have rows still when the records were computed anew', async () => {
    const id = await bench.left(1);
    await bench.upkeep({ files }).round();
    await bench.database.projector.rebuild();
    expect(await bench.row(1, id)).toMatchObject({ kind: 'message', packId: 'town', state: 'kept' });
    expect(await bench.view(1)).toMatchObject({ recordingId: id, keeping: { isEncrypted: true } });
  });
});
