import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SoundFiles } from '../../../server/sounds/sound-files';
import { SoundLibrary } from '../../../server/sounds/sound-library';
import { noSpeech } from '../../../server/sounds/no-speech';
import { eventually } from '../../support/eventually';
import { makeTemporaryDirectory } from '../../support/temporary-directory';
import { SOUNDS, type SwitchUnderTest } from '../../support/switch-under-test';
import { writeToneFile } from '../../support/wav';
import { InMemorySoundRecords } from '../../fakes/in-memory-sound-records';
import { describeSwitch, sound } from './suite';

const change = { by: 'dave', reason: 'a new voice' };
const place = { language: 'zh-CN', group: 'fragments', name: 'short' } as const;

const libraryOf = ({ soundsDir, ownSoundsDir }: SwitchUnderTest): SoundLibrary =>
  new SoundLibrary({
    files: new SoundFiles(soundsDir, ownSoundsDir),
    manifest: () => [{ ...place, text: '短' }],
    speech: noSpeech,
    records: new InMemorySoundRecords(),
    now: Date.now,
  });

/** In the telephone's own form: what a studio delivers is converted in tests/unit/sounds, where no lease runs out meanwhile. */
function aRecording(hertz: number, seconds: number): Buffer {
  const temporary = makeTemporaryDirectory();
  const file = join(temporary.path, 'recording.wav');
  writeToneFile(file, { hertz, seconds });
  const bytes = readFileSync(file);
  temporary.remove();
  return bytes;
}

describeSwitch('replaced sounds', (bench) => {
  it('are heard from the next play on, in the same call, until the made one is restored', async () => {
    const library = libraryOf(bench.under);
    const { call, leg } = await bench.arrive();
    const hear = async (playId: string, hertz: number): Promise<void> => {
      await bench.switch.play(leg, playId, [sound('short')]);
      await bench.hears(call, hertz);
      await eventually('it was played', () =>
        bench.all('play-finished', leg).some((played) => played.playId === playId),
      );
    };
    await hear('made', SOUNDS.short.hertz);
    await library.replace(place, aRecording(1300, 0.5), change);
    await hear('first', 1300);
    await library.replace(place, aRecording(600, 0.5), change);
    await hear('second', 600);
    await library.restore(place, change);
    await hear('restored', SOUNDS.short.hertz);
    await bench.switch.hangUp(leg);
  });

  it('are let out to the end when they are replaced while they play', async () => {
    const library = libraryOf(bench.under);
    await library.replace(place, aRecording(1300, 2), change);
    const { call, leg } = await bench.arrive();
    await bench.switch.play(leg, 'old', [sound('short')]);
    await bench.hears(call, 1300);
    await library.replace(place, aRecording(600, 0.5), change);
    await bench.switch.play(leg, 'new', [sound('short')]);
    await bench.hears(call, 1300);
    await bench.event('play-finished', leg);
    await bench.hears(call, 600);
    await library.restore(place, change);
    await bench.switch.hangUp(leg);
  });
});
