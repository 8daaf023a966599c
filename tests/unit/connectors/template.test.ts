import fc from 'fast-check';
import {
  fillJson,
  fillPath,
  fillText,
  templateFaults,
} from '../../../server/connectors/business-system-http/template';

describe('a template', () => {
  it.each([
    ['/lines/{number}', []],
    ['/{nubmer}', ['{nubmer} is not known here; there are number, month']],
    ['/{month|short}', ['|short is not known; there are compact, iso, number']],
    ['/lines/{number', ['a brace without its partner']],
    ['/lines/number}', ['a brace without its partner']],
    ['/{}', ['{} is not known here; there are number, month']],
  ])('%s has the faults %j', (template, faults) => {
    expect(templateFaults(template, ['number', 'month'])).toEqual(faults);
  });

  it('writes values in the form asked for', () => {
    const values = { month: '2026-11', at: 0, amount: '38.50', fen: 3850 };
    expect(fillText('{month|compact}/{month}', values)).toBe('202611/2026-11');
    expect(fillJson('{at|iso}', values)).toBe('1970-01-01T00:00:00.000Z');
    expect(fillJson('{amount|number}', values)).toBe(38.5);
    expect(fillJson('{fen}', values)).toBe(3850);
    expect(fillJson('CNY {amount}', values)).toBe('CNY 38.50');
  });

  it.each(['', '.', '..', '\ud800', 'x'.repeat(201)])('makes no path of %j', (value) => {
    expect(fillPath('/lines/{number}', { number: value })).toBeNull();
  });

  it('keeps any value inside its own segment of the path', () => {
    const value = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom('.', '/', '\\', '%', '2', 'e', '?', '#', '@', ':', '\n', '{', '}') }),
    );
    fc.assert(
      fc.property(value, (number) => {
        const path = fillPath('/crm/lines/{number}/bills', { number });
        fc.pre(path !== null);
        const url = new URL(`https://crm.example.com${path}`);
        const segments = url.pathname.split('/');
        expect([url.host, url.search, url.hash, segments.length]).toEqual(['crm.example.com', '', '', 5]);
        expect(decodeURIComponent(segments[3]!)).toBe(number);
      }),
    );
  });
});
