import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import { messages, preferredLanguage } from '../../../../softphone/i18n/i18n';
import { timelineTypes } from '../../../../softphone/desk/call-timeline';

const softphone = join(__dirname, '../../../../softphone');

type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>;

const flat = (messages: Sections): Map<string, string> =>
  new Map(
    Object.entries(messages).flatMap(([section, texts]) =>
      Object.entries(texts).map(([key, text]) => [`${section}.${key}`, text] as const),
    ),
  );

const zh = flat(messages['zh-CN']);
const en = flat(messages['en-US']);
const names = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

function sources(folder = softphone): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) {
      return ['dist', 'dev', 'i18n'].includes(entry.name) ? [] : sources(join(folder, entry.name));
    }
    return /\.tsx?$/.test(entry.name) ? [readFileSync(join(folder, entry.name), 'utf8')] : [];
  });
}

describe('language files', () => {
  it('have the same keys', () => {
    const ofOne = (key: string) => key.endsWith('_one') && zh.has(key.slice(0, -'_one'.length));
    expect([...en.keys()].filter((key) => !ofOne(key)).sort()).toEqual([...zh.keys()].sort());
  });

  it('count one thing and several in words that fit', async () => {
    const resources = Object.fromEntries(
      Object.entries(messages).map(([language, translation]) => [language, { translation }]),
    );
    const i18n = i18next.createInstance({ lng: 'en-US', resources });
    await i18n.init();
    const said = [1, 2].map((count) => i18n.t('queueSetup.warnings', { count }));
    expect(said).toEqual(['1 warning', '2 warnings']);
    expect(i18n.t('queueSetup.warnings', { count: 1, lng: 'zh-CN' })).toBe('1 处提醒');
    const counts = [...en].filter(([key, text]) => key.endsWith('_one') && names(text).join() !== 'count');
    expect(counts).toEqual([]);
  });

  it.each([...zh.keys()])('%s says something in both, with the same values in it', (key) => {
    expect(zh.get(key)?.trim()).not.toBe('');
    expect(en.get(key)?.trim()).not.toBe('');
    expect(names(en.get(key) ?? '')).toEqual(names(zh.get(key) ?? ''));
  });

  it('hold no Chinese in English, but for the name of the other language', () => {
    const mixed = [...en].filter(
      ([key, text]) => /[\u4e00-\u9fff]/.test(text) && key !== 'app.otherLanguage',
    );
    expect(mixed).toEqual([]);
  });

  it('have every key the screens use, and no section that no screen uses', () => {
    const code = sources().join('\n');
    const used = [...code.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key]) => key ?? '');
    expect(used.length).toBeGreaterThan(80);
    expect(used.filter((key) => !zh.has(key))).toEqual([]);
    const prefixes = [...code.matchAll(/\bt\(\s*`(\w+)\.([\w-]*)\$\{/g)].map(
      ([, a, b]) => `${a ?? ''}.${b ?? ''}`,
    );
    for (const prefix of prefixes) expect([...zh.keys()].some((key) => key.startsWith(prefix))).toBe(true);
    const unused = [...zh.keys()].filter(
      (key) => !used.includes(key) && !prefixes.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });

  it('have a sentence for every step a timeline shows', () => {
    expect(timelineTypes.filter((type) => !zh.has(`timeline.${type.replace('.', '-')}`))).toEqual([]);
  });

  it('have a sentence for every error code of the server', () => {
    const declared = readFileSync(join(softphone, '../server/errors/app-error.ts'), 'utf8');
    const codes = /UserErrorCode =([^;]*);[\s\S]*?OperationalErrorCode =([^;]*);/.exec(declared);
    const all = [...`${codes?.[1] ?? ''}${codes?.[2] ?? ''}`.matchAll(/'([\w-]+)'/g)].map(
      ([, code]) => code ?? '',
    );
    expect(all).toContain('already-logged-in');
    // A desk never sees these two: they are between servers.
    const hidden = ['lease-lost', 'part-failed'];
    expect(all.filter((code) => !hidden.includes(code) && !zh.has(`errors.${code}`))).toEqual([]);
  });
});

describe('preferred language', () => {
  it('is the one chosen before', () => {
    expect(preferredLanguage('en-US', ['zh-CN'])).toBe('en-US');
  });
  it('follows the browser otherwise', () => {
    expect(preferredLanguage(null, ['fr-FR', 'en-GB', 'zh-CN'])).toBe('en-US');
    expect(preferredLanguage('fr-FR', ['zh-TW', 'en-US'])).toBe('zh-CN');
  });
  it('is Chinese when nothing is known', () => {
    expect(preferredLanguage(null, ['fr'])).toBe('zh-CN');
  });
});
