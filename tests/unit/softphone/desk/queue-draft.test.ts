import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breakReasonSchema, queueSchema, queueStepSchema } from '../../../../server/contract/queue-config';
import {
  agentsIn,
  editQueueDraft,
  groupEdit,
  levelEdit,
  queuesOf,
  readQueueDraft,
} from '../../../../softphone/desk/queue-draft';
import type { Edit } from '../../../../softphone/desk/text-draft';

const FORMS = join(__dirname, '../../../../softphone/ui/queue-setup');
const seed = readFileSync(join(__dirname, '../../../../server/queues/seed/queues.yaml'), 'utf8');

/** Lines that are gone and lines that are new. */
function changed(before: string, after: string | null): [string[], string[]] {
  const [a, b] = [before.split('\n'), (after ?? '').split('\n')];
  return [a.filter((line) => !b.includes(line)), b.filter((line) => !a.includes(line))];
}
const edited = (...edits: Edit[]) => changed(seed, editQueueDraft(seed, edits));

/** All that the forms say. */
const forms = readdirSync(FORMS)
  .filter((name) => name.endsWith('.tsx'))
  .map((name) => readFileSync(join(FORMS, name), 'utf8'))
  .join('\n');

describe('a queue configuration being written', () => {
  it.each([
    ...Object.keys(queueSchema.shape),
    ...Object.keys(queueStepSchema.shape),
    ...Object.keys(breakReasonSchema.shape),
  ])('has %s in a form', (field) => {
    expect(forms).toMatch(new RegExp(`\\b${field}\\b`));
  });

  it('is read with what it leaves out', () => {
    expect(readQueueDraft(seed)?.queues.map(({ queueId, wrapUpS }) => [queueId, wrapUpS])).toEqual([
      ['general', 30],
      ['business', 30],
      ['faults', 30],
    ]);
    expect(readQueueDraft('queues: [')).toBeNull();
    expect(readQueueDraft("queues: [{ queueId: 'a b', name: x }]")).toBeNull();
  });

  it.each<[string, Edit, [string[], string[]]]>([
    [
      'a value that stands there',
      { path: ['queues', 0, 'maxWaiting'], value: 40 },
      [[], ['    maxWaiting: 40']],
    ],
    ['a value that did not', { path: ['queues', 1, 'wrapUpS'], value: 45 }, [[], ['    wrapUpS: 45']]],
    [
      'people',
      { path: ['groups', 'front-desk'], value: ['1001'] },
      [["  front-desk: ['1001', '1002']"], ["  front-desk: [ '1001' ]"]],
    ],
    [
      'a step',
      { path: ['queues', 0, 'steps', 1, 'afterS'], value: 200 },
      [['      - { afterS: 180, bonusS: 60 }'], ['      - { afterS: 200, bonusS: 60 }']],
    ],
    [
      'a new step',
      { path: ['queues', 0, 'steps', 2], value: { afterS: 300, addGroups: ['everybody'] } },
      [[], ['      - { afterS: 300, addGroups: [ everybody ] }']],
    ],
    ['a value taken away', { path: ['queues', 1, 'hours'], value: undefined }, [['    hours: counter'], []]],
  ])('changes %s in its line, and no other', (_, edit, lines) => {
    expect(edited(edit)).toEqual(lines);
  });

  it('keeps what others refer to when the day they refer to is changed', () => {
    const text = editQueueDraft(seed, [
      { path: ['calendars', 'counter', 'week', 'mon'], value: [{ from: '07:00', to: '20:00' }] },
    ]);
    const week = readQueueDraft(text ?? '')?.calendars['counter']?.week;
    expect(week).toMatchObject({
      mon: [{ from: '07:00', to: '20:00' }],
      tue: [{ from: '08:00', to: '20:00' }],
      fri: [{ from: '08:00', to: '20:00' }],
    });
    expect(changed(seed, text)[1]).toEqual([
      "      mon: [ { from: '07:00', to: '20:00' } ]",
      "      tue: &day [ { from: '08:00', to: '20:00' } ]",
    ]);
  });

  it('gives a day of its own to a day that referred to another', () => {
    const text = editQueueDraft(seed, [{ path: ['calendars', 'counter', 'week', 'tue'], value: [] }]);
    expect(changed(seed, text)).toEqual([['      tue: *day'], ['      tue: []']]);
  });

  it('leaves to the text what stands there by another name', () => {
    const aliased = 'x: 1\nqueues:\n  - &one { queueId: a, name: A }\n  - *one\n';
    expect(editQueueDraft(aliased, [{ path: ['queues', 1, 'name'], value: 'B' }])).toBeNull();
    expect(editQueueDraft('queues: [', [{ path: ['queues'], value: [] }])).toBeNull();
  });

  it('finds keys that somebody wrote without quotes', () => {
    const text = 'agents:\n  1001: { skills: { a: 1 } }\nskills: { a: A }\nqueues: []\n';
    expect(editQueueDraft(text, [{ path: ['agents', '1001', 'skills', 'a'], value: 5 }])).toBe(
      text.replace('a: 1', 'a: 5'),
    );
  });

  it('names who is in it, with their queues', () => {
    const config = readQueueDraft(seed);
    if (!config) throw new Error('the seed cannot be read');
    expect(agentsIn(config)).toEqual(['1001', '1002', '1003', '1004']);
    expect(queuesOf(config, '1004')).toEqual(['业务受理 Business', '故障投诉 Faults & complaints']);
  });

  it('gives and takes levels and groups', () => {
    const config = readQueueDraft(seed);
    if (!config) throw new Error('the seed cannot be read');
    expect(edited(levelEdit(config, '1004', 'english', 7))[1]).toEqual([
      "  '1004': { skills: { broadband: 9, english: 7 } }",
    ]);
    expect(edited(levelEdit(config, '1003', 'billing', null))[1]).toEqual([
      "  '1003': { skills: { english: 2 } }",
    ]);
    expect(edited(levelEdit(config, '1005', 'billing', 3))[1]).toEqual([
      "  '1005': { skills: { billing: 3 } }",
    ]);
    expect(edited(groupEdit(config, '1003', 'front-desk', true))[1]).toEqual([
      "  front-desk: [ '1001', '1002', '1003' ]",
    ]);
    expect(edited(groupEdit(config, '1002', 'front-desk', false))[1]).toEqual(["  front-desk: [ '1001' ]"]);
  });
});
