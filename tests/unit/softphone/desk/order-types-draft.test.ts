import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { orderConfigSchema } from '../../../../server/tickets/order-config';
import {
  editOrderTypes,
  isPromisedTime,
  newOrderType,
  readOrderTypes,
} from '../../../../softphone/desk/order-types-draft';
import { readText, type Edit } from '../../../../softphone/desk/text-draft';

const seed = readFileSync(join(__dirname, '../../../../server/ivr/packs/1000/work-orders.yaml'), 'utf8');

/** Lines that are gone and lines that are new. */
function changed(...edits: Edit[]): [string[], string[]] {
  const [a, b] = [seed.split('\n'), (editOrderTypes(seed, edits) ?? '').split('\n')];
  return [a.filter((line) => !b.includes(line)), b.filter((line) => !a.includes(line))];
}

describe('the types of work order of a pack', () => {
  it('are read as the form shows them', () => {
    const draft = readOrderTypes(seed);
    expect(draft?.types['fault']).toMatchObject({
      ...{ enabled: true, priority: 'high', promisedTime: '24h', calendar: 'always', returnCall: true },
      ...{ inPerson: false, reminders: [0.5, 0.8] },
      fields: { symptom: { kind: 'choice', required: true }, since: { kind: 'date', required: false } },
      stages: [{ id: 'diagnosis', desk: 'fault' }, { id: 'repair' }],
      escalation: [
        { at: 0.9, priority: 'urgent' },
        { at: 1, desk: 'supervisor' },
      ],
    });
    expect(Object.keys(draft?.desks ?? {})).toContain('complaint');
  });

  it.each(['types: [', 'desks: {}', '', 'types: 3'])('are none in %j', (text) => {
    expect(readOrderTypes(text)).toBeNull();
  });

  it('show what is half written as well as they can', () => {
    const text = 'types: { x: { names: { zh-CN: 甲 }, priority: huge, reminders: soon, stages: [] } }';
    expect(readOrderTypes(text)?.types['x']).toMatchObject({
      ...{ names: { 'zh-CN': '甲', 'en-US': '' }, priority: 'normal', reminders: [], promisedTime: '' },
    });
  });

  it('change one line for one thing, and keep every comment', () => {
    expect(changed({ path: ['types', 'suggestion', 'promisedTime'], value: '5d' })).toEqual([
      [],
      ['    promisedTime: 5d'],
    ]);
    expect(changed({ path: ['types', 'fault', 'fields', 'since', 'required'], value: true })).toEqual([
      ['      since: { kind: date, names: { zh-CN: 开始日期, en-US: Since } }'],
      ['      since: { kind: date, names: { zh-CN: 开始日期, en-US: Since }, required: true }'],
    ]);
  });

  it('say in the text what was set, wherever it is', () => {
    const types = readOrderTypes(seed)?.types ?? {};
    for (const id of Object.keys(types).slice(0, 4)) {
      for (const edit of [
        { path: ['types', id, 'names', 'en-US'], value: "It's: new" },
        { path: ['types', id, 'escalation'], value: [{ at: 0.7, priority: 'urgent' }] },
        {
          path: ['types', id, 'stages', 0],
          value: { id: 'x', desk: 'fault', names: { 'zh-CN': '一', 'en-US': 'One' } },
        },
        { path: ['types', id], value: undefined },
      ]) {
        const text = editOrderTypes(seed, [edit]) ?? '';
        const read = readText(text) as { types: Record<string, Record<string, unknown>> };
        const there = edit.path
          .slice(1)
          .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], read.types);
        expect(there).toEqual(edit.value);
        const without = (all: Record<string, unknown>) => ({ ...all, [id]: null });
        expect(without(read.types)).toEqual(without((readText(seed) as typeof read).types));
        // The comments of all else stand.
        for (const line of seed.split('\n').filter((each) => each.startsWith('#')))
          expect(text).toContain(line);
      }
    }
  });

  it('gain one the server takes', () => {
    const draft = readOrderTypes(seed);
    if (!draft) throw new Error('the seed has types');
    const text = editOrderTypes(seed, [
      { path: ['types', 'relocation'], value: newOrderType('relocation', draft) },
    ]);
    const { data, error } = orderConfigSchema.safeParse(readText(text ?? ''));
    expect(error).toBeUndefined();
    expect(data?.types['relocation']).toMatchObject({ calendar: 'always', stages: [{ desk: 'acceptance' }] });
    expect(readOrderTypes(text ?? '')?.types['relocation']).toBeDefined();
  });

  it('cannot be changed where they are taken from elsewhere', () => {
    const aliased = 'types: { a: &a { names: { zh-CN: 甲, en-US: A } }, b: *a }';
    expect(editOrderTypes(aliased, [{ path: ['types', 'b', 'priority'], value: 'low' }])).toBeNull();
  });
});

it.each([
  ['30m', true],
  ['4h', true],
  ['1 working day', true],
  ['2 working days', true],
  ['7d', true],
  ['soon', false],
  ['', false],
  ['2 weeks', false],
])('a promised time is written %j: %s', (text, isOne) => {
  expect(isPromisedTime(text)).toBe(isOne);
});
