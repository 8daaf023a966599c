import fc from 'fast-check';
import {
  candidates,
  isSameNumber,
  mobileNumber,
  normaliseNumber,
  numbersIn,
  numberKey,
  openLocalNumber,
  searchDigits,
  type NumberFormat,
} from '../../../server/crm/number-matching';

const shanghai: NumberFormat = { region: 'CN', areaCode: '21' };
const nowhere: NumberFormat = { region: 'CN', areaCode: null };

describe('numberKey', () => {
  it.each([
    // Mobile numbers in every way of writing.
    ['13912345678', '+8613912345678'],
    ['+8613912345678', '+8613912345678'],
    ['008613912345678', '+8613912345678'],
    ['8613912345678', '+8613912345678'],
    ['013912345678', '+8613912345678'],
    ['+86013912345678', '+8613912345678'],
    ['139 1234 5678', '+8613912345678'],
    ['139-1234-5678', '+8613912345678'],
    ['(+86) 139.1234.5678', '+8613912345678'],
    ['+86 (139) 1234-5678', '+8613912345678'],
    ['１３９１２３４５６７８', '+8613912345678'],
    ['＋８６１３９１２３４５６７８', '+8613912345678'],
    ['1795113912345678', '+8613912345678'],
    ['12593013912345678', '+8613912345678'],
    ['sip:13912345678@10.0.0.1;user=phone', '+8613912345678'],
    ['"Bob" <sip:+8613912345678@example.com>', '+8613912345678'],
    ['tel:+86-139-1234-5678', '+8613912345678'],
    // Fixed lines.
    ['021-63330000', '+862163330000'],
    ['02163330000', '+862163330000'],
    ['(021) 6333 0000', '+862163330000'],
    ['+86 21 6333 0000', '+862163330000'],
    ['+86 (0)21 6333 0000', '+862163330000'],
    ['862163330000', '+862163330000'],
    ['63330000', '+862163330000'],
    ['6333-0000', '+862163330000'],
    ['0755-12345678', '+8675512345678'],
    ['0311 1234 567', '+863111234567'],
    ['4008001234', '+864008001234'],
    // Extensions do not count.
    ['021-63330000-803', '+862163330000'],
    ['021-63330000 ext. 803', '+862163330000'],
    ['02163330000x803', '+862163330000'],
    ['02163330000转803', '+862163330000'],
    ['63330000 分机 12', '+862163330000'],
    ['02163330000#803', '+862163330000'],
    ['02163330000,,803#', '+862163330000'],
    ['+862163330000;ext=803', '+862163330000'],
    ['021-63330000-转803', '+862163330000'],
    ['021-63330000(转803)', '+862163330000'],
    ['63330000 x12', '+862163330000'],
    ['63330000转12', '+862163330000'],
    ['63330000,12#', '+862163330000'],
    ['+862163330000p12', '+862163330000'],
    ['021 6333 0000 内线 12', '+862163330000'],
    // Prefixes for cheaper calls, with what may follow them.
    ['1790913912345678', '+8613912345678'],
    ['17909 021 63330000', '+862163330000'],
    ['1790963330000', '+862163330000'],
    ['1790900442079460958', '+442079460958'],
    ['1019302163330000', '+862163330000'],
    ['118080755-12345678', '+8675512345678'],
    // Trunk and international prefixes too many, too few.
    ['2163330000', '+862163330000'],
    ['86 021 63330000', '+862163330000'],
    ['0086 021 63330000', '+862163330000'],
    ['+0086 21 63330000', '+862163330000'],
    // Full-width digits and signs; labels and brackets of a field people filled in.
    ['０２１－６３３３００００', '+862163330000'],
    ['（０２１）６３３３００００', '+862163330000'],
    ['[021]63330000', '+862163330000'],
    ['电话：021-63330000', '+862163330000'],
    ['手机 139 1234 5678', '+8613912345678'],
    ['Tel. 021-63330000', '+862163330000'],
    // International.
    ['+442079460958', '+442079460958'],
    ['00442079460958', '+442079460958'],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['+1 (212) 555-0100', '+12125550100'],
    ['0012125550100', '+12125550100'],
    ['442079460958', '+442079460958'],
    // Short codes and internal numbers.
    ['10086', '10086'],
    ['1000', '1000'],
    ['1001', '1001'],
    ['110', '110'],
    ['+8610086', '10086'],
    ['95588', '95588'],
    ['021 95588', '95588'],
    ['02110086', '10086'],
    ['0086 10086', '10086'],
    // Nothing to match.
    ['', null],
    ['   ', null],
    ['anonymous', null],
    ['Anonymous', null],
    ['sip:anonymous@anonymous.invalid', null],
    ['unknown', null],
    ['restricted', null],
    ['+', null],
    ['---', null],
    ['abc123', null],
    ["1' OR '1'='1", null],
    ['%', null],
    ['1390000000113900000001139000000', null],
    ['王芳', null],
  ])('writes %j as %j', (written, key) => {
    expect(numberKey(written, shanghai)).toBe(key);
  });

  it('keeps a local number local when the area is not known', () => {
    expect(normaliseNumber('63330000', nowhere)).toEqual({ e164: null, digits: '63330000' });
  });

  it('accepts an area code with its trunk zero', () => {
    expect(numberKey('63330000', { region: 'CN', areaCode: '021' })).toBe('+862163330000');
  });

  it('writes national digits as people dial them', () => {
    expect(normaliseNumber('+862163330000', nowhere)?.digits).toBe('02163330000');
    expect(normaliseNumber('+8613912345678', nowhere)?.digits).toBe('13912345678');
    expect(normaliseNumber('+442079460958', nowhere)?.digits).toBe('442079460958');
  });

  it('gives the same key when its key is written again', () => {
    const digits = fc.stringMatching(/^[0-9]{0,20}$/);
    fc.assert(
      fc.property(fc.constantFrom('', '+', '00', '0'), digits, (prefix, rest) => {
        const key = numberKey(prefix + rest, shanghai);
        if (key?.startsWith('+')) expect(numberKey(key, shanghai)).toBe(key);
      }),
    );
  });

  it('never throws, whatever a caller name or number holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(candidates(text, shanghai).length).toBeLessThanOrEqual(4);
        searchDigits(text, shanghai);
      }),
    );
  });
});

describe('candidates', () => {
  it('starts with the surest form', () => {
    expect(candidates('021-63330000', shanghai)).toEqual(['+862163330000', '02163330000', '63330000']);
  });

  it('finds a number that was stored before the area code was known', () => {
    expect(candidates('02163330000', shanghai)).toContain(numberKey('63330000', nowhere));
  });

  it('does not take a number of another area for a local one', () => {
    expect(candidates('0755-63330000', shanghai)).not.toContain('63330000');
  });

  it('is empty when the caller withholds the number', () => {
    expect(candidates('anonymous', shanghai)).toEqual([]);
  });
});

describe('isSameNumber', () => {
  it.each([
    ['008613912345678', '139 1234 5678', true],
    ['63330000', '+86 21 6333 0000 ext 5', true],
    ['13912345678', '13912345679', false],
    ['110', '02163330110', false],
    ['anonymous', 'anonymous', false],
    ['', '', false],
  ])('%j and %j: %j', (one, other, same) => {
    expect(isSameNumber(one, other, shanghai)).toBe(same);
  });
});

describe('searchDigits', () => {
  it.each([
    ['1390', '1390'],
    ['139 00', '13900'],
    ['+86139', '139'],
    ['0086139', '139'],
    ['021-63', '02163'],
    ['+86', null],
    ['Li Na', null],
    ['C1000001', null],
    ['', null],
  ])('%j → %j', (typed, digits) => {
    expect(searchDigits(typed, shanghai)).toBe(digits);
  });
});

describe('numbersIn', () => {
  it.each([
    ['13912345678', ['13912345678']],
    ['13912345678 / 021-63330000', ['13912345678', '021-63330000']],
    ['13912345678、63330000', ['13912345678', '63330000']],
    ['021-63330000 或 13912345678', ['021-63330000', '13912345678']],
    ['13912345678,02163330000', ['13912345678', '02163330000']],
    // What follows a comma is an extension unless it is complete by itself.
    ['63330000,12#', ['63330000,12#']],
    ['张伟', []],
    ['', []],
  ])('%j holds %j', (written, numbers) => {
    expect(numbersIn(written, shanghai)).toEqual(numbers);
  });
});

describe('openLocalNumber', () => {
  it.each([
    ['63330000', nowhere, '63330000'],
    ['6333 000', nowhere, '6333000'],
    ['63330000', shanghai, null],
    ['02163330000', nowhere, null],
    ['10086', nowhere, null],
    ['anonymous', nowhere, null],
  ])('%j with %j is %j', (written, format, digits) => {
    expect(openLocalNumber(written, format)).toBe(digits);
  });
});

describe('mobileNumber', () => {
  it.each([
    ['13900000002', '+8613900000002'],
    ['013900000002', '+8613900000002'],
    ['+86 139-0000-0002', '+8613900000002'],
    ['02163330001', null],
    ['1000', null],
    ['63330001', null],
    ['anonymous', null],
    ['', null],
    // Numbers there do not say what they are.
    ['+1 212 555 0100', '+12125550100'],
    ['+44 20 7946 0018', null],
  ])('of %s is %s', (written, expected) => {
    expect(mobileNumber(written, shanghai)).toBe(expected);
  });
});
