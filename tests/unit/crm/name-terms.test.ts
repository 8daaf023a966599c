import fc from 'fast-check';
import { nameKey, nameQuery, nameTerms, termsVector } from '../../../server/crm/name-terms';

describe('nameTerms', () => {
  it.each([
    ['李娜', ['李', '娜', '李娜', 'lina', 'ln', 'na']],
    ['李娜 Li Na', ['李娜', 'lina', 'ln', 'li', 'na']],
    // A surname is read as a surname, and as the character otherwise is.
    ['单雄信', ['shanxiongxin', 'danxiongxin', 'sxx', 'dxx']],
    ['曾国藩', ['zengguofan', 'zgf']],
    // A word is read as the word.
    ['重庆银行', ['chongqingyinhang', 'cqyh', 'yinhang']],
    // ü is typed v or u.
    ['吕布', ['lvbu', 'lubu', 'lb']],
    ['上海明珠贸易有限公司', ['明珠', 'mingzhumaoyiyouxian', 'mzmyyxgs', 'gongsi']],
    ['Pearl Trading', ['pearl', 'trading']],
    ['ＶＩＰ客户１２', ['vip', '客户', 'kehu', 'kh', '12']],
    ["O'Brien Müller", ['obrien', 'muller']],
  ])('finds %s by %j', (name, terms) => {
    expect(nameTerms(name)).toEqual(expect.arrayContaining(terms));
  });

  it.each(['', '   ', '%_\\', "'", '—'])('has nothing to find %j by', (name) => {
    expect(nameTerms(name)).toEqual([]);
  });

  it('has every beginning from two letters to six, of each of its readings', () => {
    expect(nameTerms('李伟Ab')).toEqual(
      expect.arrayContaining(['li', 'liw', 'liwe', 'liwei', 'we', 'wei', 'lw', 'ab']),
    );
    const terms = nameTerms('Trading');
    expect([...terms].sort()).toEqual(['tr', 'tra', 'trad', 'tradi', 'tradin', 'trading']);
  });

  it('makes a vector that PostgreSQL can read, whatever a name holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
        const vector = termsVector(nameTerms(name));
        expect(vector === '' || /^'[^'\\]+'(?: '[^'\\]+')*$/u.test(vector)).toBe(true);
      }),
    );
  });
});

describe('nameKey', () => {
  it.each([
    ['李娜', 'lina'],
    ['李娜 Li Na', 'lina li na'],
    ['单雄信', 'shanxiongxin'],
    ['重庆银行', 'chongqingyinhang'],
    ['Émile Zola', 'emile zola'],
    ['%', '%'],
    ['', ''],
  ])('sorts %j as %j', (name, key) => {
    expect(nameKey(name)).toBe(key);
  });
});

describe('nameQuery', () => {
  it.each([
    ['李娜', { tsquery: "'李娜'", phrases: [], beginnings: [] }],
    ['李', { tsquery: "'李'", phrases: [], beginnings: [] }],
    // Neighbouring pairs do not make sure of a longer text.
    ['上海明珠', { tsquery: "'上海' & '海明' & '明珠'", phrases: ['上海明珠'], beginnings: [] }],
    ['lina', { tsquery: "'lina'", phrases: [], beginnings: ['lina'] }],
    ['Li Na', { tsquery: "'li' & 'na'", phrases: [], beginnings: ['li na', 'lina'] }],
    ['LÜ bu', { tsquery: "'lu' & 'bu'", phrases: [], beginnings: ['lu bu', 'lubu'] }],
    ['pearl trad', { tsquery: "'pearl' & 'trad'", phrases: [], beginnings: ['pearl trad', 'pearltrad'] }],
    // Longer than the beginnings that are terms.
    ['trading', { tsquery: "'trading':*", phrases: [], beginnings: ['trading'] }],
    ['l', { tsquery: null, phrases: [], beginnings: ['l'] }],
    ['%', { tsquery: null, phrases: [], beginnings: ['%'] }],
    ['', { tsquery: null, phrases: [], beginnings: [] }],
  ])('asks for %j', (typed, query) => {
    expect(nameQuery(typed)).toEqual(query);
  });
});
