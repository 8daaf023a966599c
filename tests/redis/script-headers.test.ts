import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readScript } from '../../server/redis/script-source';
import { definedScripts, type ScriptDefinition } from '../../server/redis/scripts';
import '../../server/redis';

const directory = join(__dirname, '../../server/redis/scripts');
const files = readdirSync(directory).filter((name) => name.endsWith('.lua'));
const words = (text: string | undefined): readonly string[] =>
  (text ?? '').split(',').map((word) => word.trim().split(' ')[0] ?? '');

function declared(text: string) {
  return {
    keys: words(/^-- KEYS: (.+)$/m.exec(text)?.[1]),
    argv: words(/^-- ARGV: (.+)$/m.exec(text)?.[1]),
    named: words(/^local (.+) = (?:unpack\(ARGV\)|ARGV\[1\])$/m.exec(text)?.[1]),
  };
}

const expected = ({ args, rest }: ScriptDefinition) => ['clock', ...args, ...(rest ? ['...'] : [])];

describe('the headers of the scripts', () => {
  it('belong to scripts that all have a wrapper', () => {
    expect(
      definedScripts()
        .map(({ name }) => `${name}.lua`)
        .sort(),
    ).toEqual([...files].sort());
  });

  it.each(definedScripts().map((script) => [script.name, script] as const))(
    '%s declares the keys and arguments its wrapper gives',
    (name, script) => {
      const text = readFileSync(join(directory, `${name}.lua`), 'utf8');
      const { keys, argv, named } = declared(text);
      expect(keys).toEqual(['prefix']);
      expect(argv).toEqual(expected(script));
      expect(named).toEqual(['clock', ...script.args]);
      expect(text).toMatch(/^-- Returns: .+$/m);
      expect(text).toMatch(/^-- Events: .+$/m);
      expect(text.split('\n').length).toBeLessThanOrEqual(100);
    },
  );

  it('leave no include unresolved and paste none twice', () => {
    for (const name of files) {
      const { text } = readScript(name.replace('.lua', ''));
      expect(text).not.toContain('@include');
      expect(text.split('local function appendEvent(').length).toBeLessThanOrEqual(2);
    }
  });

  it('leave out the functions of their includes that nobody calls', () => {
    for (const name of files) {
      const { text } = readScript(name.replace('.lua', ''));
      for (const [, called = ''] of text.matchAll(/^local function (\w+)/gm))
        expect([name, called, text.split(new RegExp(`\\b${called}\\b`)).length > 2]).toEqual([
          name,
          called,
          true,
        ]);
    }
    expect(readScript('start-inbound').text).not.toContain('appendDrafts');
  });

  it('are missed at the start when a file is not there', () => {
    expect(() => readScript('no-such-script')).toThrow('missing');
  });
});
