import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { legId, callId } from '../../../server/contract/ids';
import * as commands from '../../../server/esl/commands';
import { createLogger } from '../../../server/logging';
import type { RunningFreeSwitch } from '../../../server/parts/freeswitch';
import { Stage } from '../golden/stage';
import { onEachSwitch } from '../../support/each-switch';
import { eventually } from '../../support/eventually';
import { launchSwitch } from '../../support/launch-switch';
import type { PartyCall } from '../../support/sip-party';
import { makeTemporaryDirectory } from '../../support/temporary-directory';
import { shareOfTone } from '../../support/tone';
import { writeTestSounds } from '../../support/wav';

const [CALLER_HERTZ, CALLEE_HERTZ] = [1500, 2000];

/** By the raw protocol: no room of the server asks for it yet. */
onEachSwitch([], 'recording and supervision', (kind) => {
  const temporary = makeTemporaryDirectory();
  let running: RunningFreeSwitch;
  let stage: Stage;

  beforeAll(async () => {
    const soundsDir = writeTestSounds(join(temporary.path, 'sounds'));
    const logger = createLogger({ level: 'silent', pretty: false });
    running = await launchSwitch(kind, { runDir: temporary.path, soundsDir, logger, rtpPorts: 200 });
    stage = new Stage({ ...running, wsUrl: running.ws.url, soundsDir });
    await stage.open();
  }, 30_000);
  afterAll(async () => {
    stage.close();
    await running.stop();
    temporary.remove();
  });

  const api = (line: string) => stage.send([`api ${line}`]);
  /** A parked leg is sent nothing, and a test's phone speaks once it is spoken to. */
  const speakTo = async (leg: string): Promise<void> => {
    await stage.send(commands.execute(leg, 'playback', 'local_stream://moh'));
    await sleep(600);
    await api(`uuid_break ${leg} all`);
    await sleep(100);
  };
  const callOut = async (number: string): Promise<{ leg: string; call: PartyCall }> => {
    const leg = randomUUID();
    await stage.send(
      commands.originateCustomer(
        { legId: legId(leg), callId: callId(randomUUID()), number, callerNumber: '4001000', timeoutS: 10 },
        stage.callee.address,
      ),
    );
    await stage.event(leg, 'CHANNEL_PARK');
    await speakTo(leg);
    return { leg, call: stage.callee.calls.at(-1) as PartyCall };
  };
  const talk = async () => {
    const caller = await stage.arrive();
    await stage.send(commands.execute(caller.leg, 'answer', ''));
    await stage.event(caller.leg, 'CHANNEL_ANSWER');
    await speakTo(caller.leg);
    const callee = await callOut('13900000001');
    await stage.send(commands.bridge(caller.leg, callee.leg));
    const hears = (call: PartyCall, hertz: number) =>
      eventually(`${hertz} Hz`, () => Math.abs((call.media.tone(100)?.hertz ?? 0) - hertz) < 20);
    await hears(caller.call, CALLEE_HERTZ);
    await hears(callee.call, CALLER_HERTZ);
    return { caller, callee };
  };
  const share = (call: PartyCall, hertz: number) => shareOfTone(call.media.samples(300), 8000, hertz);

  it('records both sides apart, masks in between, and closes the file with the leg', async () => {
    const { caller, callee } = await talk();
    const file = join(temporary.path, 'call.wav');
    await api(`uuid_setvar ${caller.leg} RECORD_STEREO true`);
    expect(await api(`uuid_record ${caller.leg} start ${file}`)).toBe('+OK Success\n');
    // FreeSWITCH masks what its writer has not written yet, too: the first half second of a file (seen).
    await sleep(1500);
    expect(await api(`uuid_record ${caller.leg} mask ${file}`)).toBe('+OK Success\n');
    await sleep(500);
    expect(await api(`uuid_record ${caller.leg} unmask ${file}`)).toBe('+OK Success\n');
    await sleep(500);
    await caller.call.hangUp();
    const stopped = await stage.event(caller.leg, 'RECORD_STOP');
    expect(Math.abs(Number(stopped['variable_record_ms']) - 2500)).toBeLessThan(300);
    await api(`uuid_kill ${callee.leg}`);
    const [left, right] = channels(file);
    const part = (samples: Float32Array, fromMs: number) => samples.subarray(fromMs * 8, (fromMs + 200) * 8);
    for (const at of [300, 2200]) {
      expect(shareOfTone(part(left, at), 8000, CALLER_HERTZ)).toBeGreaterThan(0.5);
      expect(shareOfTone(part(right, at), 8000, CALLEE_HERTZ)).toBeGreaterThan(0.5);
    }
    expect(Math.max(...part(left, 1650).map(Math.abs), ...part(right, 1650).map(Math.abs))).toBe(0);
  }, 30_000);

  it('lets a supervisor listen and whisper', async () => {
    const { caller, callee } = await talk();
    const supervisor = await callOut('13900000002');
    await stage.send([
      `sendmsg ${supervisor.leg}`,
      'call-command: execute',
      'execute-app-name: eavesdrop',
      `execute-app-arg: ${callee.leg}`,
    ]);
    await eventually('he hears both', () => {
      const both = [CALLER_HERTZ, CALLEE_HERTZ].map((hertz) => share(supervisor.call, hertz));
      return both.every((one) => one > 0.05);
    });
    const before = share(callee.call, CALLEE_HERTZ);
    const steer = (command: string) =>
      stage.send(['sendevent CUSTOM', `unique-id: ${supervisor.leg}`, `eavesdrop-command: ${command}`]);
    expect(before).toBeLessThan(0.05);
    expect(await steer('2')).toMatch(/^\+OK/);
    // The supervisor speaks the callee's note: the same telephone answers for both.
    await eventually('the agent hears the whisper', () => share(callee.call, CALLEE_HERTZ) > 0.1);
    expect(share(caller.call, CALLER_HERTZ)).toBeLessThan(0.05);
    expect(await steer('*')).toMatch(/^\+OK/);
    await sleep(500);
    expect(share(callee.call, CALLEE_HERTZ)).toBeLessThan(0.05);
    for (const leg of [caller.leg, callee.leg, supervisor.leg]) await api(`uuid_kill ${leg}`);
    await stage.gone([caller.leg, callee.leg, supervisor.leg]);
  }, 30_000);
});

/** Left and right of a 16-bit stereo WAV, -1 to 1. */
function channels(file: string): [Float32Array, Float32Array] {
  const wav = readFileSync(file);
  const data = wav.subarray(wav.indexOf('data') + 8);
  const count = Math.floor(data.length / 4);
  const side = (offset: number) =>
    Float32Array.from({ length: count }, (_, at) => data.readInt16LE(at * 4 + offset) / 32_768);
  return [side(0), side(2)];
}
