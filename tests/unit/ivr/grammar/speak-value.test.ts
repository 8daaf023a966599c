import fc from 'fast-check';
import type { Language } from '../../../../server/ivr/flow-terms';
import { PAUSE, speakValue, type SpeakOptions } from '../../../../server/ivr/grammar';
import { fragmentsOf } from '../../../../server/ivr/grammar/fragments';
import type { ValueKind } from '../../../../server/ivr/services';
import { hearEnglish, hearHanzi } from './reading-back';

/** What a caller hears, in writing; a pause is a bar. */
function said(kind: ValueKind, value: string, language: Language, options: SpeakOptions = {}): string {
  const words = fragmentsOf(language);
  return speakValue(kind, value, language, options)
    .map((name) => (name === PAUSE ? '|' : (words[name] ?? `<${name}?>`)))
    .join(language === 'zh-CN' ? '' : ' ');
}

describe('Chinese', () => {
  it.each<[ValueKind, string, string]>([
    ['number', '0', '零'],
    ['number', '2', '二'],
    ['number', '10', '十'],
    ['number', '12', '十二'],
    ['number', '20', '二十'],
    ['number', '22', '二十二'],
    ['number', '101', '一百零一'],
    ['number', '105', '一百零五'],
    ['number', '110', '一百一十'],
    ['number', '111', '一百一十一'],
    ['number', '200', '二百'],
    ['number', '222', '二百二十二'],
    ['number', '1000', '一千'],
    ['number', '1001', '一千零一'],
    ['number', '1010', '一千零一十'],
    ['number', '1100', '一千一百'],
    ['number', '2000', '两千'],
    ['number', '2200', '两千二百'],
    ['number', '10000', '一万'],
    ['number', '10010', '一万零一十'],
    ['number', '10100', '一万零一百'],
    ['number', '11000', '一万一千'],
    ['number', '20000', '两万'],
    ['number', '22000', '两万二千'],
    ['number', '100000', '十万'],
    ['number', '100005', '十万零五'],
    ['number', '110000', '十一万'],
    ['number', '120300', '十二万零三百'],
    ['number', '200000', '二十万'],
    ['number', '2000000', '二百万'],
    ['number', '20000000', '两千万'],
    ['number', '100000000', '一亿'],
    ['number', '100001000', '一亿零一千'],
    ['number', '100010000', '一亿零一万'],
    ['number', '200000002', '两亿零二'],
    ['number', '1000000000', '十亿'],
    ['number', '1000100000', '十亿零一十万'],
    ['number', '-5', '负五'],
    ['number', '-0', '零'],
    ['number', '3.14', '三点一四'],
    ['number', '-0.50', '负零点五零'],
    ['count', '2', '两'],
    ['count', '12', '十二'],
    ['count', '22', '二十二'],
    ['count', '102', '一百零二'],
    ['count', '200', '两百'],
    ['count', '2000', '两千'],
    ['digits', '10010', '幺零零幺零'],
    ['digits', '13800138000', '幺三八|零零幺三|八零零零'],
    ['digits', '20261122-001', '二零二六|幺幺二二|零零幺'],
    ['amount', '3850', '三十八元五角'],
    ['amount', '3805', '三十八元零五分'],
    ['amount', '3855', '三十八元五角五分'],
    ['amount', '50', '五角'],
    ['amount', '5', '五分'],
    ['amount', '22', '两角二分'],
    ['amount', '200', '两元'],
    ['amount', '220', '两元二角'],
    ['amount', '20000', '两百元'],
    ['amount', '0', '零元'],
    ['amount', '-1000', '负十元'],
    ['date', '2026-11-22', '二零二六年十一月二十二日'],
    ['date', '2011-02-01', '二零一一年二月一日'],
    ['month', '2026-11', '二零二六年十一月'],
    ['time', '14:30', '十四点三十分'],
    ['time', '14:00', '十四点整'],
    ['time', '02:05', '两点零五分'],
    ['time', '00:00', '零点整'],
    ['time', '2026-11-22T14:30', '二零二六年十一月二十二日十四点三十分'],
    ['duration', '0', '零秒'],
    ['duration', '2', '两秒'],
    ['duration', '60', '一分钟'],
    ['duration', '90', '一分三十秒'],
    ['duration', '7200', '两小时'],
    ['duration', '3605', '一小时零五秒'],
    ['duration', '5400', '一小时三十分钟'],
  ])('%s %s is %s', (kind, value, reading) => {
    expect(said(kind, value, 'zh-CN')).toBe(reading);
  });

  it.each([
    ['00:30', '凌晨零点三十分'],
    ['09:00', '上午九点整'],
    ['12:15', '中午十二点十五分'],
    ['14:30', '下午两点三十分'],
    ['20:05', '晚上八点零五分'],
  ])('says %s in twelve hours as %s', (value, reading) => {
    expect(said('time', value, 'zh-CN', { clock: 12 })).toBe(reading);
  });

  it('names another currency', () => {
    expect(said('amount', '3850', 'zh-CN', { currency: 'USD' })).toBe('三十八美元五十美分');
  });

  it('is understood as the number that was said', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (value) => {
        expect(hearHanzi(said('number', String(value), 'zh-CN'))).toBe(value);
        expect(hearHanzi(said('count', String(value), 'zh-CN'))).toBe(value);
      }),
    );
  });

  it('says one zero for any gap, and none at the end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), (value) => {
        const reading = said('number', String(value), 'zh-CN');
        expect(reading).not.toMatch(/零零|零$|^零|零[万亿]/);
      }),
    );
  });

  it('says amounts that add up to the fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999_999 }), (fen) => {
        const [, yuan = '零', jiao = '零', cents = '零'] =
          /^(?:(.+)元)?零?(?:(.)角)?(?:(.)分)?$/.exec(said('amount', String(fen), 'zh-CN')) ?? [];
        expect(hearHanzi(yuan)! * 100 + hearHanzi(jiao)! * 10 + hearHanzi(cents)!).toBe(fen);
      }),
    );
  });
});

describe('English', () => {
  it.each<[ValueKind, string, string]>([
    ['number', '0', 'zero'],
    ['number', '15', 'fifteen'],
    ['number', '40', 'forty'],
    ['number', '99', 'ninety nine'],
    ['number', '100', 'one hundred'],
    ['number', '105', 'one hundred and five'],
    ['number', '1005', 'one thousand and five'],
    ['number', '1105', 'one thousand one hundred and five'],
    ['number', '110000', 'one hundred and ten thousand'],
    ['number', '1000000000', 'one billion'],
    ['number', '-3.05', 'minus three point zero five'],
    ['count', '2', 'two'],
    ['digits', '1000', 'one zero zero zero'],
    ['amount', '3850', 'thirty eight yuan and fifty fen'],
    ['amount', '3805', 'thirty eight yuan and five fen'],
    ['amount', '50', 'fifty fen'],
    ['amount', '0', 'zero yuan'],
    ['amount', '-100', 'minus one yuan'],
    ['date', '2026-11-22', 'November twenty second twenty twenty six'],
    ['date', '1905-01-01', 'January first nineteen oh five'],
    ['date', '2000-02-29', 'February twenty ninth two thousand'],
    ['month', '2005-12', 'December two thousand and five'],
    ['month', '1900-03', 'March nineteen hundred'],
    ['time', '14:30', 'two thirty P M'],
    ['time', '00:05', 'twelve oh five A M'],
    ['time', '12:00', 'twelve P M'],
    ['time', '2026-11-22T09:15', 'November twenty second twenty twenty six at nine fifteen A M'],
    ['duration', '90', 'one minute thirty seconds'],
    ['duration', '3601', 'one hour one second'],
    ['duration', '0', 'zero seconds'],
  ])('%s %s is %s', (kind, value, reading) => {
    expect(said(kind, value, 'en-US')).toBe(reading);
  });

  it('says a time by 24 hours when asked to', () => {
    expect(said('time', '14:00', 'en-US', { clock: 24 })).toBe('fourteen hundred hours');
    expect(said('time', '14:05', 'en-US', { clock: 24 })).toBe('fourteen oh five');
  });

  it.each([
    ['3850', 'thirty eight dollars and fifty cents'],
    ['101', 'one dollar and one cent'],
  ])('says %s in dollars as %s', (value, reading) => {
    expect(said('amount', value, 'en-US', { currency: 'USD' })).toBe(reading);
  });

  it('is understood as the number that was said', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (value) => {
        expect(hearEnglish(said('number', String(value), 'en-US'))).toBe(value);
      }),
    );
  });
});

describe.each<Language>(['zh-CN', 'en-US'])('in %s', (language) => {
  it('every digit is said, in order, with breath after three or four', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{1,32}$/), (digits) => {
        const groups = speakValue('digits', digits, language).join(' ').split(` ${PAUSE} `);
        expect(groups.join(' ').replaceAll(/[ d]/g, '')).toBe(digits);
        const sizes = groups.map((group) => group.split(' ').length);
        expect(sizes.every((size) => (digits.length <= 5 ? size <= 5 : size === 3 || size === 4))).toBe(true);
      }),
    );
  });

  it('every valid value is said in fragments that have words', () => {
    const valid: fc.Arbitrary<readonly [ValueKind, string]> = fc.oneof(
      fc.tuple(fc.constant<ValueKind>('number'), fc.stringMatching(/^-?[0-9]{1,12}(\.[0-9]{1,9})?$/)),
      fc.tuple(fc.constant<ValueKind>('amount'), fc.stringMatching(/^-?[0-9]{1,14}$/)),
      fc.tuple(fc.constant<ValueKind>('duration'), fc.stringMatching(/^[0-9]{1,9}$/)),
      fc
        .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
        .chain((date) =>
          fc.constantFrom<readonly [ValueKind, string]>(
            ['date', date.toISOString().slice(0, 10)],
            ['month', date.toISOString().slice(0, 7)],
            ['time', date.toISOString().slice(0, 16)],
          ),
        ),
    );
    fc.assert(
      fc.property(
        valid,
        fc.constantFrom(12, 24),
        fc.constantFrom('CNY', 'USD'),
        ([kind, value], clock, currency) => {
          const options = { clock, currency } as SpeakOptions;
          expect(speakValue(kind, value, language, options).length).toBeGreaterThan(0);
          expect(said(kind, value, language, options)).not.toContain('?>');
        },
      ),
    );
  });

  it.each<[ValueKind, string]>([
    ['digits', ''],
    ['digits', 'C-1'],
    ['digits', '1'.repeat(33)],
    ['number', 'abc'],
    ['number', '1e5'],
    ['number', '1234567890123'],
    ['number', ''],
    ['count', '-2'],
    ['count', '1.5'],
    ['amount', '38.50'],
    ['date', '2026-02-29'],
    ['date', '2026-13-01'],
    ['date', '22.11.2026'],
    ['month', '2026-00'],
    ['time', '24:00'],
    ['time', '2026-02-30T10:00'],
    ['duration', '-1'],
    ['sound', '../../etc/passwd'],
    ['sound', 'a/b/c'],
  ])('%s %j is refused without being repeated', (kind, value) => {
    const speak = (): unknown => speakValue(kind, value, language);
    expect(speak).toThrow(expect.objectContaining({ code: 'broken-invariant', details: { kind } }) as Error);
    if (value.length > 2) expect(speak).not.toThrow(value);
  });

  it('a sound is said as it is', () => {
    expect(speakValue('sound', 'items/weather', language)).toEqual(['items/weather']);
  });
});
