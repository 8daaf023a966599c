import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../../server/errors';
import { knownServices } from '../../../server/ivr/known-services';
import { loadPack, readPack } from '../../../server/ivr/load-pack';
import { describeFault } from '../../../server/config/yaml-source';
import type { PackChecks } from '../../../server/ivr/parse-pack';
import { parsePack } from '../../../server/ivr/parse-pack';
import { pack1000Directory, packText, soundsDirectory } from './packs';

const good = `main: { kind: menu, prompts: [2], keys: { 1: agent } }
agent: { kind: queue, queue: general, prompts: [5] }
bye: { kind: hangup, prompts: [8] }`;

const faultsOf = (text: string, checks: PackChecks = { services: knownServices }): string[] =>
  parsePack(text, 'pack.yaml', checks).faults.map(describeFault);

describe('parsePack', () => {
  it('takes a good pack', () => {
    expect(faultsOf(packText(good))).toEqual([]);
  });

  // The first line of the nodes is line 12.
  it.each([
    [
      'an unknown node',
      `${good}\nfar: { kind: goto, to: nowhere }`,
      [
        'pack.yaml:15: Node "far" cannot be reached from the start.',
        'pack.yaml:15: There is no node "nowhere".',
      ],
    ],
    [
      'an unreachable node',
      `${good}\nisland: { kind: hangup }`,
      ['pack.yaml:15: Node "island" cannot be reached from the start.'],
    ],
    [
      'a prompt without words',
      good.replace('[5]', '[6]'),
      ['pack.yaml:13: Prompt 6 is not in the manifest.'],
    ],
    [
      'a loop without exit',
      good.replace('1: agent', '1: agent, 2: round') +
        `
round: { kind: say, prompts: [1], next: again }
again: { kind: goto, to: round }`,
      ['pack.yaml:15: The loop again, round has no exit: it never waits for the caller.'],
    ],
    [
      'a key used twice',
      good.replace('1: agent', "1: agent, '1': bye"),
      ['pack.yaml:12: This key is used twice.'],
    ],
    ['a node named twice', `${good}\nbye: { kind: hangup }`, ['pack.yaml:15: This key is used twice.']],
    [
      'a key that no telephone has',
      good.replace('1: agent', '1: agent, A: bye'),
      ['pack.yaml:12: flow.nodes.main.keys.A: must be one key: 0-9, * or #'],
    ],
    [
      'an unknown kind',
      good.replace('kind: queue', 'kind: teleport'),
      [
        expect.stringMatching(
          /^pack\.yaml:13: flow\.nodes\.agent\.kind: a node is one of menu, say, collect, verify, ask, /,
        ),
      ],
    ],
    [
      'a field that is not known',
      good.replace('kind: queue', 'kind: queue, colour: red'),
      ['pack.yaml:13: flow.nodes.agent: "colour" is not known here.'],
    ],
    [
      'a variable nobody sets',
      `${good.replace('1: agent', '1: agent, 2: which')}
which: { kind: branch, variable: tier, cases: [{ is: gold, to: agent }], default: bye }`,
      ['pack.yaml:15: No node sets the variable "tier".'],
    ],
  ])('reports %s with its line', (_what, nodes, faults) => {
    expect(faultsOf(packText(nodes)).sort()).toEqual(faults);
  });

  it('reports an unknown queue when the queues are known', () => {
    expect(faultsOf(packText(good), { queues: ['faults'] })).toEqual([
      'pack.yaml:13: There is no queue "general".',
    ]);
    expect(faultsOf(packText(good), { queues: ['general'] })).toEqual([]);
  });

  it('reports a recording missing in one language, at the manifest', () => {
    const hasSound = (language: string, name: string): boolean => language !== 'zh-CN' || name !== 'test/05';
    expect(faultsOf(packText(good), { hasSound })).toEqual([
      'pack.yaml:7: Prompt 5 has no recording zh-CN/test/05.wav.',
    ]);
  });

  it('reports words missing in one language', () => {
    const text = packText(good).replace('5: { en-US: p, zh-CN: p }', '5: { en-US: p }');
    expect(faultsOf(text)).toEqual(['pack.yaml:7: Prompt 5 has no words in zh-CN.']);
  });

  it('reports an end that asks again', () => {
    expect(faultsOf(packText(good.replace('1: agent', '1: agent, 2: bye'), 'main', 'main'))).toEqual([
      'pack.yaml:10: "main" must lead to a queue or a hangup, but comes to "main", which asks again.',
    ]);
  });

  it('reports a start that is no node', () => {
    expect(faultsOf(packText(good, 'mian'))).toContain('pack.yaml:9: There is no node "mian".');
  });

  it('reports every fault at once, in the order of the file', () => {
    const nodes = `main: { kind: menu, prompts: [77], keys: { 1: nowhere, 1: agent } }
agent: { kind: queue, queue: nobody, prompts: [5] }
bye: { kind: hangup, promtps: [8] }`;
    const text = packText(nodes).replace('version: 1', 'version: one');
    expect(faultsOf(text, { queues: ['general'] }).map((fault) => fault.split(':')[1])).toEqual([
      '3',
      '12',
      '13',
      '14',
    ]);
    expect(faultsOf(packText(nodes), { queues: ['general'] })).toHaveLength(4);
  });

  it('reports what is no YAML', () => {
    expect(faultsOf('id: [1,\nname: }')[0]).toMatch(/^pack\.yaml:[12]: /);
    expect(faultsOf('')).toHaveLength(1);
  });
});

describe('loadPack', () => {
  const queues = ['general', 'business', 'faults'];

  it('takes the 1000 pack, whose every prompt has a recording in both languages', () => {
    const { faults, pack } = readPack({ directory: pack1000Directory, soundsDirectory, queues });
    expect(faults).toEqual([]);
    expect(pack?.languages.available).toEqual(['zh-CN', 'en-US']);
  });

  it('refuses a bad pack with all its faults', () => {
    const load = (): unknown =>
      loadPack({ directory: pack1000Directory, soundsDirectory, queues: ['general'] });
    expect(load).toThrow(UserError);
    expect(load).toThrow(/packs\/1000\/pack\.yaml:\d+: There is no queue "faults"/);
  });

  it('says so when there is no pack', () => {
    expect(() => loadPack({ directory: mkdtempSync(join(tmpdir(), 'no-pack-')) })).toThrow(
      'There is no pack.yaml',
    );
  });
});
