import { SpokenTexts, textEntries, textSound } from '../../../server/sounds/spoken-texts';

describe('texts that are spoken', () => {
  const heard = new Set<string>();
  const spoken = new SpokenTexts(() => ({
    isHeard: ({ language, name }) => Promise.resolve(heard.has(`${language}/${name}`)),
    speakMissing: (entries) => {
      for (const { language, name } of entries) heard.add(`${language}/${name}`);
      return Promise.resolve(entries.length);
    },
  }));

  it('are heard under a name of their words, once they were spoken', async () => {
    const texts = { 'zh-CN': '您好。', 'en-US': 'Hello.' };
    expect(await spoken.sounds(texts)).toEqual({});
    await spoken.speak([{ 'en-US': 'Hello.' }], { by: 'test', reason: 'test' });
    expect(await spoken.sounds(texts)).toEqual({ 'en-US': `items/${textSound('Hello.')}` });
    expect(await spoken.sounds({ 'en-US': 'Hello!' })).toEqual({});
  });

  it('have names that a sound may have', () => {
    expect(textSound('任意')).toMatch(/^[a-z0-9-]{1,64}$/);
    expect(textEntries({})).toEqual([]);
  });
});
