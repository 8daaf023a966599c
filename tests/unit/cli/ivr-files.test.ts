import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryDirectory } from '../../support/temporary-directory';
import { run } from './run';

const ROOT = join(__dirname, '../../..');
const CLINIC = join(ROOT, 'server/ivr/packs/clinic');

describe('kiloline ivr, on files', () => {
  const directory = makeTemporaryDirectory();
  afterAll(() => directory.remove());

  /** The clinic with something changed. */
  function changed(name: string, from: string, to: string): string {
    const copy = join(directory.path, name);
    cpSync(CLINIC, copy, { recursive: true });
    const file = join(copy, 'pack.yaml');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
    return copy;
  }
  const lineOf = (pack: string, text: string): number =>
    readFileSync(join(pack, 'pack.yaml'), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1;

  describe('check', () => {
    it.each([
      ['1000', 'general,business,faults'],
      ['clinic', 'general'],
    ])('finds no fault in %s', async (pack, queues) => {
      expect(await run(['ivr', 'check', pack, '--queues', queues])).toEqual({
        output: 'No faults.\n',
        failed: false,
      });
    });

    it('names every fault with its file and line, and fails', async () => {
      const pack = changed('faulty', 'next: repeat-half }', 'next: nowhere }');
      const orders = join(pack, 'work-orders.yaml');
      writeFileSync(orders, readFileSync(orders, 'utf8').replace('desk: nurses', 'desk: doctors'));
      const { output, failed } = await run(['ivr', 'check', pack, '--queues', 'other', '--no-sounds']);
      expect(failed).toBe(true);
      expect(output).toContain(`faulty/pack.yaml:${lineOf(pack, 'nowhere')}: There is no node "nowhere".`);
      expect(output).toMatch(/faulty\/pack\.yaml:\d+: There is no queue "general"\./);
      expect(output).toMatch(/faulty\/work-orders\.yaml:\d+: .*there is no desk "doctors"\./);
      expect(output).toMatch(/\d+ faults\.\n$/);
    });

    it('knows the types of work orders and their fields', async () => {
      const type = changed('type', 'type: prescription', 'type: recipe');
      expect((await run(['ivr', 'check', type, '--no-sounds'])).output).toContain(
        `:${lineOf(type, 'type: recipe')}: There is no type of work order "recipe".`,
      );
      const field = changed('field', 'half: half }', 'hour: half }');
      const { output } = await run(['ivr', 'check', field, '--no-sounds']);
      expect(output).toContain('A "appointment" has no field "hour".');
    });

    it('counts a recording of the installation', async () => {
      const pack = changed('prompt', '  54: {', '  99: { zh-CN: 你好, en-US: Hello }\n  54: {');
      expect((await run(['ivr', 'check', pack])).output).toContain('has no recording zh-CN/clinic/99.wav');
      const own = join(directory.path, 'sounds');
      for (const language of ['zh-CN', 'en-US']) {
        mkdirSync(join(own, language, 'clinic'), { recursive: true });
        const made = join(ROOT, 'freeswitch/sounds', language, 'clinic', '01.wav');
        copyFileSync(made, join(own, language, 'clinic', '99.wav'));
      }
      expect(await run(['ivr', 'check', pack], { soundsDirectory: own })).toMatchObject({ failed: false });
    });

    it('says so when there is no pack', async () => {
      await expect(run(['ivr', 'check', join(directory.path, 'nothing')])).rejects.toThrow(
        'There is no pack.yaml to read.',
      );
    });
  });

  describe('simulate', () => {
    const answers = join(directory.path, 'answers.yaml');
    beforeAll(() =>
      writeFileSync(answers, 'ticket.create: [failed, { outcome: created, outputs: { serial: 105 } }]\n'),
    );
    const keys = (typed: string, ...more: string[]) =>
      run(['ivr', 'simulate', 'clinic', '--language', 'en-US', '--keys', typed, ...more]);

    it('shows prompts with their words, keys, questions and values', async () => {
      const failed = await keys('12311', '--answers', answers);
      expect(failed.output).toContain('? ticket.create type=appointment fields.department=dentist');
      expect(failed.output).toMatch(
        /= ticket\.create → failed\n\[reception\][\s\S]*! queue general clinic\n$/,
      );
      const again = await run(['ivr', 'simulate', 'clinic', '--language', 'en-US', '--answers', answers], {
        typed: ['12311', 'open'],
      });
      expect(again.output).toContain('! queue general clinic');
    });

    it('gives the answers of a list one after the other', async () => {
      writeFileSync(answers, 'contract.lookup: [none, { outcome: found, outputs: { contract: C1 } }]\n');
      const { output } = await keys('21234#21234#', '--answers', answers);
      expect(output).toMatch(/→ none\n[\s\S]*→ found contract=C1\n\[prove\]/);
    });

    it('waits out a menu, and is away where nothing is said', async () => {
      const { output } = await keys('...');
      expect(output.match(/nothing pressed/g)).toHaveLength(3);
      expect(output).toMatch(/♪ clinic\/28 .*\n\s+♪ clinic\/9 .*\n\s+! hangup\n$/);
      expect((await keys('21234#')).output).toContain('= contract.lookup → away');
    });

    it('asks a person what a service says, and keeps a password out of it', async () => {
      const { output } = await run(['ivr', 'simulate', 'clinic', '--language', 'en-US'], {
        typed: ['2', '1234#', 'found contract=C1', '864201', 'right', '', '', ''],
      });
      expect(output).toContain('> found | none | away, and name=value …; empty: away');
      expect(output).toContain('? password.check kind=contract account=C1 password=••••••');
      expect(output).not.toContain('864201');
      expect(output).toMatch(/= password\.check → right\n\s+♪ clinic\/36/);
    });

    it('speaks values in the words of the language', async () => {
      writeFileSync(answers, 'ticket.create: { outcome: created, outputs: { serial: 105 } }\n');
      expect((await keys('12311', '--answers', answers)).output).toMatch(/digits:serial +one zero five/);
      const chinese = await run(['ivr', 'simulate', 'clinic', '--keys', '12311', '--answers', answers]);
      expect(chinese.output).toMatch(/digits:serial +幺零五/);
    });

    it('refuses answers it cannot read', async () => {
      writeFileSync(answers, 'ticket.create: 7\n');
      await expect(keys('1', '--answers', answers)).rejects.toThrow(/answers\.yaml: ticket\.create/);
    });
  });

  describe('graph', () => {
    it('draws every node, the keys on the ways, the ends and a legend', async () => {
      const file = join(directory.path, 'clinic.svg');
      await run(['ivr', 'graph', 'clinic', '--language', 'en-US', '--out', file]);
      const svg = readFileSync(file, 'utf8');
      const titles = [...svg.matchAll(/<title>([^<]+)<\/title>/g)].map((found) =>
        found[1]?.replaceAll('&#45;', '-'),
      );
      const ids = [
        ...readFileSync(join(CLINIC, 'pack.yaml'), 'utf8')
          .split('  nodes:')[1]!
          .matchAll(/^ {4}([a-z-]+):/gm),
      ];
      expect(ids.length).toBeGreaterThan(50);
      expect(titles).toEqual(expect.arrayContaining(ids.map((found) => found[1])));
      expect(titles).toContain('main-&gt;department');
      for (const words of ['Green Pine Clinic', '→ queue general', 'ends the call', 'asks the centre'])
        expect(svg.replaceAll('&#160;', ' ')).toContain(words);
    });

    it('writes what Graphviz reads, and nothing of a pack can break out of it', async () => {
      const pack = changed('quotes', 'en-US: Green Pine Clinic', `en-US: '"> <b>&"\\'`);
      const { output } = await run(['ivr', 'graph', pack, '--language', 'en-US', '--format', 'dot']);
      expect(output).toMatch(/^digraph "clinic" \{/);
      expect(output).toContain('&quot;&gt; &lt;b&gt;&amp;');
      const drawn = await run(['ivr', 'graph', pack, '--language', 'en-US']);
      expect(drawn.output).toContain('&gt; &lt;b&gt;&amp;');
    });
  });
});
