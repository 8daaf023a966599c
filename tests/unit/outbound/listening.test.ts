import { mkdirSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Dice } from '../../../scripts/soak/dice';
import type { LiveCall } from '../../../server/calls/call-store';
import type { Switch } from '../../../server/calls/switch';
import { attemptId, callId, campaignId, contactId, legId, switchId } from '../../../server/contract/ids';
import { OperationalError } from '../../../server/errors';
import { afterVerdict } from '../../../server/outbound/amd/after-verdict';
import { ListeningFiles } from '../../../server/outbound/amd/listening-files';
import type { Verdict } from '../../../server/outbound/amd/verdict';
import { isToBeListenedTo, Listening } from '../../../server/outbound/listening.service';
import { telephoneWav } from '../../../server/sounds/wav-samples';
import { eventually } from '../../support/eventually';
import { silentLogger } from '../../support/redis';
import { samplesOf, silence, tone, voice, type Sound } from '../../support/spoken-sounds';
import { makeTemporaryDirectory } from '../../support/temporary-directory';

describe('what follows from who answered', () => {
  it.each<[Verdict['answerer'], Verdict['reason'], string | null, ReturnType<typeof afterVerdict>]>([
    ['person', 'short-greeting', 'message', 'flow'],
    ['unsure', 'time', 'message', 'flow'],
    ['unsure', 'not-heard', null, 'flow'],
    ['machine', 'beep', 'message', 'message'],
    ['machine', 'long-greeting', 'message', 'message'],
    ['machine', 'many-words', null, 'hang-up'],
    ['machine', 'network-tones', 'message', 'hang-up'],
    ['fax', 'fax-tone', 'message', 'hang-up'],
  ])('%s by %s, for a machine %s: %s', (answerer, reason, machineHears, expected) => {
    expect(afterVerdict({ answerer, reason }, { machineHears })).toBe(expected);
  });
});

describe('listening to who answered', () => {
  const directory = makeTemporaryDirectory();
  let files = 0;
  afterAll(() => {
    directory.remove();
  });

  /** A call that is answered by this sound, all of it at once on disk; what was done in its order. */
  function house(sounds: readonly Sound[], machineHears: string | null = null, isMachine = false) {
    const done: string[] = [];
    const note = (what: string) => {
      done.push(what);
      return Promise.resolve();
    };
    const id = attemptId(`attempt-${(files += 1)}`);
    const recordings = join(directory.path, String(files));
    mkdirSync(recordings);
    const path = join(recordings, `${id}.wav`);
    const target: Partial<Switch> = {
      armFallback: () => note('guard'),
      startRecording: async () => {
        const samples = samplesOf(sounds, { rate: 8000, dice: new Dice('listening') });
        writeFileSync(path, await telephoneWav(Float32Array.from(samples, (each) => each / 32_768)));
        await note('recorded');
      },
      stopRecording: () => note('stopped'),
    };
    const call = {
      ...{ callId: callId('call'), switchId: switchId('fs1'), customerLegId: legId('leg') },
      attempt: {
        ...{ attemptId: id, campaignId: campaignId('one'), contactId: contactId('contact') },
        ...{ detection: { machineHears }, isListenedTo: true, isMachine },
      },
    } as unknown as LiveCall;
    if (!isToBeListenedTo(call)) throw new Error('nobody listens to it');
    const listening = new Listening({
      attempts: {
        heard: async ({ verdict, entry, goesOn }) => {
          await note(`${verdict.answerer} ${verdict.reason} ${entry ?? '-'}${goesOn ? ' …' : ''}`);
          return 'heard';
        },
      },
      calls: { patch: async () => note('may begin').then(() => 'ok') },
      switches: { of: () => target as Switch },
      ending: { end: () => note('hung up') },
      files: new ListeningFiles(new Map([[switchId('fs1'), recordings]]), silentLogger),
      enterFlow: () => note('flow'),
      inOrder: (_, task) => task(),
      ...{ fallbackS: 60, logger: silentLogger },
    });
    return { listening, call, target, done, path, isOver: () => done.length > 3 && !existsSync(path) };
  }

  const heard = async (sounds: readonly Sound[], machineHears: string | null = null) => {
    const { listening, call, done, isOver } = house(sounds, machineHears);
    await listening.begin(call);
    await eventually('it is over, and nothing is left', isOver, 10_000);
    return done.slice(2);
  };

  it('lets the flow begin with a person, when nothing is recorded any more', async () => {
    expect(await heard([silence(400), voice(500), silence(2000)])).toEqual([
      ...['person short-greeting -', 'stopped', 'flow'],
    ]);
  });

  it('hangs up on a machine', async () => {
    expect(await heard([silence(400), tone(1000, 500), silence(500)])).toEqual([
      ...['machine beep - …', 'hung up'],
    ]);
  });

  it('waits for the moment to speak to it', async () => {
    const sounds = [silence(400), voice(5000), silence(500), tone(1000, 500), silence(500)];
    expect(await heard(sounds, 'message')).toEqual([
      ...['machine long-greeting message …', 'may begin', 'stopped', 'flow'],
    ]);
  });

  it('lets the flow begin when the switch records nothing', async () => {
    const { listening, call, target, done } = house([]);
    target.startRecording = () => Promise.reject(new OperationalError('switch-refused', 'no such directory'));
    await listening.begin(call);
    await eventually('the flow begins', () => done.includes('flow'));
    expect(done).toEqual(['guard', 'unsure not-heard -', 'stopped', 'flow']);
  });

  it('stops when the callee is gone', async () => {
    const { listening, call, done, isOver } = house([silence(100)]);
    const began = performance.now();
    await listening.begin(call);
    listening.stop(call.callId);
    await eventually('it is over', isOver);
    expect(done[2]).toBe('unsure silence -');
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it.each([
    [false, null, ['unsure not-heard -', 'stopped', 'flow']],
    [true, 'message', ['may begin', 'stopped', 'flow']],
    [true, null, ['hung up']],
  ])('goes on after a gap: a machine %s, which hears %s', async (isMachine, machineHears, expected) => {
    const { listening, call, done, path } = house([], machineHears, isMachine);
    writeFileSync(path, 'left there by the server that died');
    await listening.goOn(call);
    expect(done).toEqual(expected);
    expect(existsSync(path)).toBe(false);
  });
});
