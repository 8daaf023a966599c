import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fragmentsOf } from '../../../server/ivr/grammar/fragments';
import { loadPack } from '../../../server/ivr/load-pack';
import { promptSound } from '../../../server/ivr/speech';
import { pack1000Directory, soundsDirectory, Walk } from './packs';

const pack = loadPack({ directory: pack1000Directory });

describe('the 1000 pack', () => {
  it('welcomes in Chinese and offers English in English', () => {
    expect(new Walk(pack).start().actions.at(-1)).toMatchObject({
      items: [
        { number: 1, language: 'zh-CN' },
        { number: 41, language: 'en-US' },
      ],
    });
  });

  it('changes the language at # and back', () => {
    const walk = new Walk(pack).start().press('#');
    expect(walk.state.language).toBe('en-US');
    expect(walk.hear().actions.at(-1)).toMatchObject({
      items: [{ number: 2, language: 'en-US' }, { ms: 5000 }],
    });
    expect(walk.press('#').state.language).toBe('zh-CN');
  });

  it.each([
    ['1*', 'main'],
    ['2*', 'main'],
    ['21*', 'consult-or-handle'],
    ['22*', 'consult-or-handle'],
    ['212*', 'consult'],
    ['2120', 'consult'],
    ['3*', 'main'],
    ['6*', 'main'],
  ])('goes back with %s to %s', (keys, node) => {
    expect(new Walk(pack).start().press(keys).state.node).toBe(node);
  });

  it('has whoever meets a busy or closed counter called back by that counter', () => {
    const { nodes } = pack.flow;
    const queueOf = (menu: string | undefined) => {
      const asked = menu === undefined ? undefined : nodes[menu];
      const callback = asked?.kind === 'menu' ? asked.keys['1'] : undefined;
      const node = typeof callback === 'string' ? nodes[callback] : undefined;
      return node?.kind === 'callback' ? node.queue : undefined;
    };
    const counters = Object.values(nodes).flatMap((node) => (node.kind === 'queue' ? [node] : []));
    expect(counters.length).toBeGreaterThan(10);
    for (const { queue, busy, closed } of counters)
      expect([queueOf(busy), queueOf(closed)]).toEqual([queue, queue]);
  });

  it('says every prompt the plan names, in words of its own in each language', () => {
    const numbers = Object.keys(pack.prompts).map(Number);
    for (let number = 1; number <= 31; number += 1) expect(numbers).toContain(number);
    for (const words of Object.values(pack.prompts)) {
      expect(words['zh-CN']).toMatch(/^[\p{Script=Han}，。、]+$/u);
      expect(words['en-US']).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  it('has recordings of 8 kHz, 16 bit, mono, with sound in them', () => {
    const languages = pack.languages.available;
    const names = languages.flatMap((language) => [
      ...Object.keys(pack.prompts).map((number) => `${language}/${promptSound('1000', Number(number))}`),
      ...Object.keys(fragmentsOf(language)).map((name) => `${language}/${name}`),
    ]);
    for (const name of [...names, 'music/8000/hold-1']) {
      const wav = readFileSync(join(soundsDirectory, `${name}.wav`));
      expect([wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34)]).toEqual([1, 8000, 16]);
      const samples = Array.from({ length: (wav.length - 44) / 2 }, (_, n) =>
        Math.abs(wav.readInt16LE(44 + n * 2)),
      );
      expect(samples.reduce((most, sample) => Math.max(most, sample), 0)).toBeGreaterThan(10_000);
      expect(samples.findIndex((sample) => sample > 300) / 8000).toBeLessThan(0.3);
    }
  });
});
