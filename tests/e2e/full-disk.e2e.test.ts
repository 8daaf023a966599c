import { statfsSync } from 'node:fs';
import type { CallId } from '../../server/contract/ids';
import { ALICE, CALLER_HERTZ, CallRoomsBench } from '../support/call-rooms';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import { mountSmallDisk, whyNoSmallDisk } from '../support/small-disk';
import { filesOf, recordingEvents, TalkFile } from '../support/talk-file';

/** Three seconds of a talk. */
const ROOM_BYTES = 98_304;
const reason = whyNoSmallDisk();
if (reason !== null)
  process.stderr.write(`SKIPPED: no small disk can be mounted here, root can: ${reason}\n`);
const itWithDisk = reason === null ? it : it.skip;

onEachSwitch(['redis'], 'a disk that becomes full while talks are recorded', (kind) => {
  const bench = new CallRoomsBench(kind);
  beforeAll(async () => {
    bench.queue = { agents: [ALICE], recording: 'always' };
    await bench.open();
  }, 60_000);
  afterAll(() => bench.close(), 30_000);
  afterEach(() => bench.sweep());

  const types = async (callId: CallId) =>
    (await recordingEvents(bench, callId)).map(({ type }) => type.replace('call.recording-', ''));
  const isSaid = (callId: CallId) =>
    eventually('it is said', async () => (await types(callId)).includes('failed'), 15_000);

  itWithDisk('costs the recording, is said, and never costs the talk or the next one', async () => {
    const unmount = mountSmallDisk(bench.under.recordingsDir, ROOM_BYTES);
    try {
      const { call, callId, agentCall } = await bench.talk();
      const file = await TalkFile.of(bench, callId);
      await file.goesOn(1000);
      await eventually('the disk is full', () => statfsSync(bench.under.recordingsDir).bavail === 0, 10_000);
      // Longer than a switch keeps in memory.
      const until = Date.now() + 2000;
      await eventually('time goes on', () => Date.now() > until);
      await bench.bridged(callId, 'agent', 'customer');
      // Agents of the embedded switch hear nothing here: tests/support/browser-relay.ts.
      if (kind === 'freeswitch') await bench.hears(agentCall, CALLER_HERTZ);
      await call.hangUp();
      await isSaid(callId);
      expect((await bench.call(callId))?.state ?? 'ended').toBe('ended');
      expect(bench.recordingFaults).toEqual(['broken-off']);
      // What was said while there was room can be heard.
      expect(file.ms).toBeGreaterThan(900);
      expect(file.holds('left', CALLER_HERTZ)).toBe(true);

      await bench.quiet();
      const next = await bench.talk();
      await bench.bridged(next.callId, 'agent', 'customer');
      await next.call.hangUp();
      await isSaid(next.callId);
      expect(bench.recordingFaults).toHaveLength(2);
    } finally {
      unmount();
    }
    await bench.quiet();
    const { call, callId } = await bench.talk();
    await (await TalkFile.of(bench, callId)).goesOn(600);
    await call.hangUp();
    await eventually('its file is closed', async () => (await types(callId)).includes('finished'));
    expect(filesOf(bench)).toHaveLength(1);
    expect(bench.recordingFaults).toHaveLength(2);
  });
});
