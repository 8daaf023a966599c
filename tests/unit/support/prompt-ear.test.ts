import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PromptEar } from '../../support/prompt-ear';
import { PromptTones } from '../../support/prompt-tones';
import { makeTemporaryDirectory } from '../../support/temporary-directory';

const NAMES = ['zh-CN/1000/01', 'zh-CN/1000/02', 'zh-CN/1000/03', 'en-US/1000/01'];
const PACKET = 160;
const SILENCE = new Float32Array(20 * PACKET);

describe('the ear of the tests', () => {
  const directory = makeTemporaryDirectory();
  const [made, sounds] = ['made', 'sounds'].map((name) => join(directory.path, name));
  let tones: PromptTones;

  beforeAll(async () => {
    for (const language of ['zh-CN', 'en-US'])
      mkdirSync(join(made ?? '', language, '1000'), { recursive: true });
    for (const name of NAMES) writeFileSync(join(made ?? '', `${name}.wav`), '');
    tones = await PromptTones.write(sounds ?? '', made ?? '', []);
  });
  afterAll(() => {
    directory.remove();
  });

  const packetsOf = (name: string): Float32Array[] => {
    const wav = readFileSync(join(sounds ?? '', `${name}.wav`)).subarray(44);
    const samples = Float32Array.from({ length: wav.length / 2 }, (_, at) => wav.readInt16LE(2 * at) / 32768);
    return Array.from({ length: Math.ceil(samples.length / PACKET) }, (_, at) =>
      samples.slice(at * PACKET, (at + 1) * PACKET),
    );
  };
  const heardOf = (packets: readonly Float32Array[]): readonly string[] => {
    const ear = new PromptEar(tones);
    for (const packet of [...packets, SILENCE]) ear.listen(packet);
    return ear.heard;
  };
  const each = NAMES.map((name) => ({ name }));

  it.each(each)('knows $name', ({ name }) => {
    expect(heardOf(packetsOf(name))).toEqual([name]);
  });

  it.each(each)('knows $name when one of its first packets came twice', ({ name }) => {
    const packets = packetsOf(name);
    for (const at of [1, 2])
      expect(heardOf(packets.toSpliced(at, 0, packets[at] ?? SILENCE))).toEqual([name]);
  });

  it.each(each)('knows $name when one of its first packets was left out', ({ name }) => {
    for (const at of [1, 2]) expect(heardOf(packetsOf(name).toSpliced(at, 1))).toEqual([name]);
  });

  it('knows nothing of half a prompt', () => {
    expect(heardOf(packetsOf(NAMES[0] ?? '').slice(0, 4))).toEqual([]);
  });
});
