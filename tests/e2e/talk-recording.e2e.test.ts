import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { CallId } from '../../server/contract/ids';
import { ALICE, CALLER_HERTZ, CallRoomsBench } from '../support/call-rooms';
import { PROMPT_HERTZ } from '../support/call-server';
import { BOB, Colleague } from '../support/colleague';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import { MUSIC_HERTZ } from '../support/switch-under-test';
import { filesOf, recordingEvents, TalkFile } from '../support/talk-file';

const [ALICE_HERTZ, BOB_HERTZ] = [1000, 1200];

onEachSwitch(['redis'], 'the recording of a talk', (kind) => {
  const bench = new CallRoomsBench(kind);
  let bob: Colleague;
  /** Agents of the embedded switch are heard as silence here: tests/support/browser-relay.ts. */
  const agentsAreHeard = kind === 'freeswitch';
  /** FreeSWITCH writes half a second at a time and silences what of it a pause finds; the embedded switch ends silent agents. */
  const long = kind === 'freeswitch' ? 1 : 0.4;
  beforeAll(async () => {
    bench.queue = { agents: [ALICE, BOB], recording: 'always' };
    await bench.open();
    bob = await Colleague.join(bench);
  }, 60_000);
  afterAll(() => bench.close(), 30_000);
  beforeEach(() => {
    bench.queue = { agents: [ALICE, BOB], recording: 'always' };
    bench.surveyShare = 0;
  });
  afterEach(async () => {
    await bench.sweep();
    await bob.rest();
  });
  const types = async (callId: CallId) =>
    (await recordingEvents(bench, callId)).map(({ type }) => type.replace('call.recording-', ''));
  const finished = (callId: CallId) =>
    eventually('its file is closed', async () =>
      (await recordingEvents(bench, callId)).find(({ type }) => type === 'call.recording-finished'),
    );
  const change = (callId: CallId, action: 'start' | 'stop' | 'pause' | 'resume') =>
    bench.rooms.actions.changeRecording(ALICE, callId, action);

  it('is one file over a pause, hold and a transfer: left the caller, right what he hears', async () => {
    const before = filesOf(bench).length;
    const { call, callId } = await bench.talk();
    const file = await TalkFile.of(bench, callId);
    const talk = await file.goesOn(2000 * long);
    await Promise.all([change(callId, 'pause'), change(callId, 'pause')]);
    const paused = await file.goesOn(1500 * long);
    await change(callId, 'resume');
    const again = await file.goesOn(1500 * long);
    await bench.rooms.actions.hold(ALICE, callId);
    await bench.hears(call, MUSIC_HERTZ);
    const held = await file.goesOn(1500 * long);
    await bench.rooms.actions.resume(ALICE, callId);
    await bench.bridged(callId, 'agent', 'customer');
    await change(callId, 'pause');
    const requestId = randomUUID();
    await bench.rooms.actions.transfer(ALICE, callId, {
      requestId,
      to: { kind: 'queue', queueId: 'general' },
    });
    await bench.hears(call, MUSIC_HERTZ);
    await bob.ready();
    await bench.state(callId, 'talking');
    await bench.bridged(callId, 'agent', 'customer');
    await eventually('the pause is over', async () => (await bench.call(callId))?.recording?.state === 'on');
    const next = await file.goesOn(2000 * long);
    const endsAt = Date.now();
    await call.hangUp();
    const { data } = await finished(callId);

    expect(filesOf(bench)).toHaveLength(before + 1);
    expect(await types(callId)).toEqual(['started', 'paused', 'resumed', 'paused', 'resumed', 'finished']);
    expect(data).toMatchObject({ recordingId: file.recordingId });
    const startedAt = (await recordingEvents(bench, callId))[0]?.at ?? 0;
    expect(Math.abs(file.ms - (endsAt - startedAt))).toBeLessThan(1000);
    expect(Math.abs(file.ms - Number(data['ms']))).toBeLessThan(100);
    for (const part of [talk, again, held, next])
      expect(file.share('left', CALLER_HERTZ, part)).toBeGreaterThan(0.5);
    expect(file.loudest('left', paused)).toBe(0);
    expect(file.loudest('right', paused)).toBe(0);
    expect(file.share('right', MUSIC_HERTZ, held)).toBeGreaterThan(0.5);
    if (!agentsAreHeard) return;
    expect(file.share('right', ALICE_HERTZ, talk)).toBeGreaterThan(0.5);
    expect(file.share('right', BOB_HERTZ, next)).toBeGreaterThan(0.5);
  });

  it('stops where the caller is asked how it was', async () => {
    bench.surveyShare = 1;
    const { call, callId } = await bench.talk();
    await (await TalkFile.of(bench, callId)).goesOn(600);
    await bench.rooms.actions.hangUp(ALICE, callId);
    await finished(callId);
    await bench.hears(call, PROMPT_HERTZ.survey);
    expect(await types(callId)).toEqual(['started', 'stopped', 'finished']);
    await call.hangUp();
  });

  it('is what the agent asks for where the queue leaves it to him, and never where it does not', async () => {
    bench.queue = { agents: [ALICE, BOB], recording: 'on-demand' };
    const { call, callId } = await bench.talk();
    await expect(change(callId, 'pause')).rejects.toMatchObject({ code: 'conflict' });
    await Promise.all([change(callId, 'start'), change(callId, 'start')]);
    await (await TalkFile.of(bench, callId)).goesOn(400);
    await change(callId, 'stop');
    await change(callId, 'stop');
    await finished(callId);
    expect(await types(callId)).toEqual(['started', 'stopped', 'finished']);
    bench.queue = { agents: [ALICE, BOB], recording: 'off' };
    await expect(change(callId, 'start')).rejects.toMatchObject({ code: 'not-permitted' });
    bench.queue = { agents: [ALICE, BOB], recording: 'always' };
    await change(callId, 'start');
    await expect(change(callId, 'stop')).rejects.toMatchObject({ code: 'not-permitted' });
    await call.hangUp();
  });

  it('that cannot be written is said, and the talk goes on', async () => {
    const { recordingsDir } = bench.under;
    rmSync(recordingsDir, { recursive: true });
    writeFileSync(recordingsDir, 'no directory');
    try {
      const { call, callId } = await bench.talk();
      if (kind === 'freeswitch')
        await eventually('it is said', async () => (await types(callId)).includes('failed'));
      await bench.bridged(callId, 'agent', 'customer');
      await call.hangUp();
      // The embedded switch tells at the end that there is no file.
      await eventually('it is said', async () => (await types(callId)).includes('failed'));
      expect((await bench.call(callId))?.recording?.state).toBe('failed');
      expect(bench.recordingFaults).toEqual([kind === 'freeswitch' ? 'not-started' : 'broken-off']);
    } finally {
      rmSync(recordingsDir);
      mkdirSync(recordingsDir);
    }
  });
});
