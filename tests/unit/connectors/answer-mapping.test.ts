import fc from 'fast-check';
import {
  inTheirUnits,
  mapFields,
  smallestUnits,
} from '../../../server/connectors/business-system-http/answer-mapping';
import { readPointer } from '../../../server/connectors/business-system-http/json-pointer';

const forms = { moneyDecimals: 2, phoneNumber: (written: string) => `tel:${written}` };

describe('amounts of another system', () => {
  it.each([
    ['38.50', 2, 3850],
    [38.5, 2, 3850],
    [0.29, 2, 29],
    ['38', 2, 3800],
    ['38.500', 2, 3850],
    ['38.505', 2, undefined],
    [3850, 0, 3850],
    ['3850.0', 0, 3850],
    ['3850.5', 0, undefined],
    ['-1.5', 2, -150],
    ['1e3', 2, undefined],
    ['1,000.00', 2, undefined],
    ['', 2, undefined],
    [null, 2, undefined],
    [Number.NaN, 2, undefined],
  ])('%j with %d decimals is %p', (value, decimals, units) => {
    expect(smallestUnits(value, decimals)).toBe(units);
  });

  it('come back as they went', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999_999 }),
        fc.integer({ min: 0, max: 4 }),
        (fen, decimals) => {
          expect(smallestUnits(inTheirUnits(fen, decimals), decimals)).toBe(fen);
        },
      ),
    );
  });
});

describe('an answer in our words', () => {
  it.each([
    ['status', { at: '/s', values: { A: 'active' } }, { s: 'A' }, 'active'],
    ['status', { at: '/s', values: { A: 'active' } }, { s: 'B' }, undefined],
    ['status', { at: '/s', values: { A: 'active' } }, { s: 'constructor' }, undefined],
    ['status', { fixed: 'open' }, {}, 'open'],
    ['customerId', { at: '/id' }, { id: 7 }, '7'],
    ['customerId', { at: '/id' }, { id: { a: 1 } }, { a: 1 }],
    ['month', { at: '/m' }, { m: 202611 }, '2026-11'],
    ['month', { at: '/m' }, { m: '2026-11-30' }, '2026-11'],
    ['month', { at: '/m' }, { m: 'Nov' }, undefined],
    ['dueDate', { at: '/d' }, { d: '20261215' }, '2026-12-15'],
    ['dueDate', { at: '/d' }, { d: '2026-12-15T00:00:00+08:00' }, '2026-12-15'],
    ['number', { at: '/n' }, { n: '021' }, 'tel:021'],
    ['features', { at: '/f', each: '/code' }, { f: [{ code: 'a' }, { code: 'b' }] }, ['a', 'b']],
    ['features', { at: '/f' }, { f: 'a,b' }, undefined],
    ['features', { at: '/f', default: [] }, {}, []],
    ['areaCode', { at: '/c', default: null }, { c: '' }, null],
    ['areaCode', { at: '/c' }, {}, undefined],
  ])('%s by %j of %j is %j', (name, mapping, answer, expected) => {
    expect(mapFields(answer, { [name]: mapping }, forms)[name]).toEqual(expected);
  });

  it.each([
    ['', { a: 1 }, { a: 1 }],
    ['/a/0/b', { a: [{ b: 2 }] }, 2],
    ['/a~1b/c~0d', { 'a/b': { 'c~d': 3 } }, 3],
    ['/constructor/name', {}, undefined],
    ['/length', [], 0],
    ['/a/b', { a: null }, undefined],
  ])('the pointer %j finds in %j: %j', (pointer, document, expected) => {
    expect(readPointer(document, pointer)).toEqual(expected);
  });
});
