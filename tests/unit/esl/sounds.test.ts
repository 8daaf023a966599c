import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import type { SoundItem } from '../../../server/calls/switch';
import { checkedSoundsDir, oneFile, playbackFiles } from '../../../server/esl/sounds';
import { makeTemporaryDirectory } from '../../support/temporary-directory';
import { writeTone } from '../../support/wav';

const sound = (name: string, language = 'zh-CN') => ({ kind: 'sound', name, language }) as SoundItem;

describe('sounds', () => {
  it('are files by language, and silence by its length', () => {
    expect(
      playbackFiles(['/s'], [sound('1000/07'), sound('your-place', 'en-US'), { kind: 'silence', ms: 20 }]),
    ).toEqual(['/s/zh-CN/1000/07.wav', '/s/en-US/your-place.wav', 'silence_stream://20']);
    expect(oneFile(['/s'], [sound('a')])).toBe('/s/zh-CN/a.wav');
    expect(oneFile(['/s'], [sound('a'), sound('b')])).toBe('file_string:///s/zh-CN/a.wav!/s/zh-CN/b.wav');
  });

  it.each([
    '../../etc/passwd',
    'a/b/c',
    '/a',
    'a/',
    '../a',
    '-/a',
    'A',
    'a.wav',
    '',
    'a!b',
    'a\n',
    'x'.repeat(65),
    '{a=b}a',
  ])('refuses the name %j', (name) => {
    expect(() => playbackFiles(['/s'], [sound(name)])).toThrow();
  });

  it("are this installation's own where there are any", () => {
    const temporary = makeTemporaryDirectory();
    writeTone(join(temporary.path, 'zh-CN/1000/07.wav'), 440, 0.1);
    expect(playbackFiles([temporary.path, '/s'], [sound('1000/07'), sound('1000/07', 'en-US')])).toEqual([
      join(temporary.path, 'zh-CN/1000/07.wav'),
      '/s/en-US/1000/07.wav',
    ]);
    temporary.remove();
  });

  it('refuses other languages, silences and amounts', () => {
    expect(() => playbackFiles(['/s'], [sound('a', '../x')])).toThrow();
    for (const ms of [0, 19, 600_001, 20.5, Number.NaN])
      expect(() => playbackFiles(['/s'], [{ kind: 'silence', ms }])).toThrow();
    expect(() => playbackFiles(['/s'], [])).toThrow();
    expect(() =>
      playbackFiles(
        ['/s'],
        Array.from({ length: 101 }, () => sound('a')),
      ),
    ).toThrow();
  });

  it.each(["/a'b", '/a!b', '/a@@b', '/${x}', '/a\nb', '/{a}'])('refuses the directory %j', (dir) => {
    expect(() => checkedSoundsDir(dir)).toThrow();
  });
});
