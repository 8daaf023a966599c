import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeFault } from '../../../server/config/yaml-source';
import { checkQueueConfig, type QueueSurroundings } from '../../../server/queues/check-queue-config';

const SEED = readFileSync(join(__dirname, '../../../server/queues/seed/queues.yaml'), 'utf8');
const SOUND = `skills: { english: '' }
groups: { desk: ['1001', '1002'] }
agents:
  '1001': { skills: { english: 8 } }
calendars:
  day:
    timezone: Europe/Berlin
    week:
      mon: [{ from: '08:00', to: '12:00' }, { from: '13:00', to: '17:00' }]
queues:
  - queueId: first
    name: First
    groups: [desk]
    requires: { english: 5 }
    hours: day
    steps:
      - { afterS: 30, requires: {} }
      - { afterS: 60, overflowTo: second }
    leaveKeys: { 1: callback }
  - queueId: second
    name: Second
    agents: ['1003']
    steps: []
`;
const everybody = ['1001', '1002', '1003'].map((agentId) => ({ agentId, mayLogIn: true }));

function checked(text: string, surroundings: QueueSurroundings = {}) {
  const { config, faults, warnings } = checkQueueConfig(text, 'q.yaml', surroundings);
  return { config, faults: faults.map(describeFault), warnings: warnings.map(describeFault) };
}
const faultsOf = (from: string, to: string, surroundings: QueueSurroundings = {}) => {
  expect(SOUND).toContain(from);
  const { config, faults } = checked(SOUND.replace(from, to), surroundings);
  expect(config).toBeNull();
  return faults;
};
const warningsOf = (from: string, to: string, surroundings: QueueSurroundings = {}) => {
  expect(SOUND).toContain(from);
  const { faults, warnings } = checked(SOUND.replace(from, to), surroundings);
  expect(faults).toEqual([]);
  return warnings;
};

describe('a queues file', () => {
  it('is taken when it is sound, with what was left out filled in', () => {
    const { config, faults, warnings } = checked(SOUND, { people: everybody });
    expect([faults, warnings]).toEqual([[], []]);
    expect(config?.queues[1]).toMatchObject({ strategy: 'longest-idle', offerTimeoutS: 20, hours: null });
  });

  it('of the product has neither faults nor warnings', () => {
    const people = ['1001', '1002', '1003', '1004'].map((agentId) => ({ agentId, mayLogIn: true }));
    const { faults, warnings } = checked(SEED, { people });
    expect([faults, warnings]).toEqual([[], []]);
  });

  it.each([
    [
      'a key that is not known',
      '    groups: [desk]',
      '    grups: [desk]',
      ['q.yaml:13: queues.0: "grups" is not known here.'],
    ],
    [
      'a negative time',
      'afterS: 30',
      'afterS: -30',
      [expect.stringMatching(/^q.yaml:17: queues.0.steps.0.afterS: .*>=1/)],
    ],
    [
      'a wrong type',
      'afterS: 30',
      'afterS: soon',
      [expect.stringMatching(/^q.yaml:17: queues.0.steps.0.afterS: .*number/)],
    ],
    [
      'a skill that is not there',
      'requires: { english: 5 }',
      'requires: { french: 5 }',
      ['q.yaml:14: There is no skill "french".'],
    ],
    [
      'a level nobody can have',
      'english: 5',
      'english: 11',
      [expect.stringMatching(/^q.yaml:14: queues.0.requires.english: .*<=10/)],
    ],
    [
      'a skill of an agent',
      "'1001': { skills: { english",
      "'1001': { skills: { french",
      ['q.yaml:4: There is no skill "french".'],
    ],
    [
      'a group that is not there',
      'groups: [desk]',
      'groups: [shop]',
      ['q.yaml:13: There is no group "shop".'],
    ],
    [
      'a group twice',
      'groups: [desk]',
      'groups: [desk, desk]',
      ['q.yaml:13: The group "desk" is named twice.'],
    ],
    [
      'a group of a step',
      'overflowTo: second',
      'addGroups: [shop]',
      ['q.yaml:18: There is no group "shop".'],
    ],
    [
      'a queue that is not there',
      'overflowTo: second',
      'overflowTo: third',
      ['q.yaml:18: There is no queue "third".'],
    ],
    [
      'a calendar that is not there',
      'hours: day',
      'hours: night',
      ['q.yaml:15: There is no calendar "night".'],
    ],
    [
      'two queues of one id',
      'queueId: second',
      'queueId: first',
      ['q.yaml:18: There is no queue "second".', 'q.yaml:20: There are two queues "first".'],
    ],
    [
      'an agent twice',
      "agents: ['1003']",
      "agents: ['1003', '1003']",
      ['q.yaml:22: Agent 1003 is named twice.'],
    ],
    [
      'an agent twice in a group',
      "['1001', '1002']",
      "['1001', '1001']",
      ['q.yaml:2: Agent 1001 is named twice.'],
    ],
    [
      'steps out of order',
      'afterS: 60',
      'afterS: 20',
      ['q.yaml:18: A step after 20 s cannot follow one after 30 s.'],
    ],
    [
      'two steps at once',
      'afterS: 60',
      'afterS: 30',
      ['q.yaml:18: A step after 30 s cannot follow one after 30 s.'],
    ],
    [
      'overflow to itself',
      'overflowTo: second',
      'overflowTo: first',
      ['q.yaml:18: Overflow goes round in a circle: first → first.'],
    ],
    [
      'overflow in a circle',
      'steps: []',
      'steps: [{ afterS: 9, overflowTo: first }]',
      ['q.yaml:23: Overflow goes round in a circle: first → second → first.'],
    ],
    [
      'a key of the telephone twice',
      '{ 1: callback }',
      "{ 1: callback, '1': leave }",
      ['q.yaml:19: This key is used twice.'],
    ],
    [
      'a callback no key leads to',
      'overflowTo: second }\n    leaveKeys: { 1: callback }',
      'offerCallback: true }',
      ['q.yaml:18: No key of leaveKeys leads to a callback.'],
    ],
    [
      'a time zone that is not there',
      'Europe/Berlin',
      'Asia/Peking',
      ['q.yaml:7: There is no time zone "Asia/Peking"; it is a name like Asia/Shanghai.'],
    ],
    [
      'hours that never open',
      "[{ from: '08:00', to: '12:00' }, { from: '13:00', to: '17:00' }]",
      '[]',
      ['q.yaml:6: The calendar "day" never opens.'],
    ],
    [
      'hours that overlap',
      "from: '13:00'",
      "from: '11:30'",
      ['q.yaml:9: 11:30–17:00 begins before 08:00–12:00 is over.'],
    ],
    [
      'hours that end before they begin',
      "to: '12:00'",
      "to: '07:00'",
      [expect.stringMatching(/^q.yaml:9: .*from must be before to/)],
    ],
    [
      'a day that is not in the calendar',
      '    week:',
      "    days: { '2026-02-30': [] }\n    week:",
      [expect.stringMatching(/^q.yaml:8: calendars.day.days.2026-02-30/)],
    ],
    ['no YAML', 'queues:', 'queues: [', [expect.stringMatching(/^q.yaml:\d+: /)]],
  ])('tells the line of %s', (_, from, to, faults) => {
    const found = faultsOf(from, to);
    expect(found.slice(0, faults.length)).toEqual(faults);
  });

  it('is refused when it is empty, or no list of queues', () => {
    expect(checked('').faults).toEqual([expect.stringMatching(/^q.yaml:1: queues file: /)]);
    expect(checked('- 1').faults).toEqual([expect.stringMatching(/^q.yaml:1: queues file: /)]);
    expect(checked('skills: {}').faults).toEqual([expect.stringMatching(/^q.yaml:1: queues: /)]);
  });

  it('has all faults told at once, those of its sound parts beside broken ones', () => {
    const text = SOUND.replace('afterS: 30', 'afterS: -1')
      .replace("agents: ['1003']", "agents: ['1003', '1003']")
      .replace('Europe/Berlin', 'Mars/Base')
      .replace('english: 8', 'english: eight');
    expect(checked(text).faults).toEqual([
      expect.stringMatching(/^q.yaml:4: agents.1001.skills.english/),
      expect.stringMatching(/^q.yaml:7: There is no time zone/),
      expect.stringMatching(/^q.yaml:17: queues.0.steps.0.afterS/),
      'q.yaml:22: Agent 1003 is named twice.',
    ]);
  });

  it('says nothing of what may stand in a part that cannot be read', () => {
    expect(faultsOf("skills: { english: '' }", 'skills: { english: 5 }')).toEqual([
      expect.stringMatching(/^q.yaml:1: skills.english: /),
    ]);
  });

  it('names agents the centre does not have', () => {
    const people = everybody.filter(({ agentId }) => agentId !== '1003');
    expect(faultsOf('steps: []', 'steps: []\n', { people })).toEqual(['q.yaml:22: There is no agent 1003.']);
  });

  it('has the queues and prompts that packs need', () => {
    const packs = [{ packId: 'line', queues: new Set(['first', 'third']), prompts: new Set([1, 2]) }];
    expect(faultsOf('overflowTo: second', 'announce: 7', { packs })).toEqual([
      'q.yaml:10: The pack "line" leads callers to the queue "third", which is missing.',
      'q.yaml:18: The pack "line" has no prompt 7.',
    ]);
  });
});

describe('what a queues file probably does not mean', () => {
  it.each([
    [
      'a skill nobody has so well',
      'requires: { english: 5 }',
      'requires: { english: 9 }',
      [
        'q.yaml:11: At once nobody may answer the queue "first"; 3 later.',
        'q.yaml:14: Nobody has english at 9: the best of 1 has 8.',
      ],
    ],
    [
      'a queue nobody may answer',
      "agents: ['1003']",
      'agents: []',
      [
        'q.yaml:18: The step after 60 s changes nothing: 2 may answer, as before.',
        'q.yaml:20: Nobody may answer the queue "second", at any step.',
      ],
    ],
    [
      'a step that changes nothing',
      'afterS: 30, requires: {}',
      'afterS: 30, requires: { english: 6 }',
      [
        'q.yaml:17: The step after 30 s changes nothing: 1 may answer, as before.',
        'q.yaml:3: Agent 1002 may answer no queue.',
      ],
    ],
    [
      'a step that leaves fewer',
      'afterS: 60, overflowTo: second',
      'afterS: 60, requires: { english: 5 }',
      ['q.yaml:18: From 60 s on fewer may answer: 1 instead of 2.'],
    ],
    [
      'a step after everybody has left',
      '    hours: day',
      '    hours: day\n    maxWaitS: 50',
      ['q.yaml:19: Nobody waits for 60 s: maxWaitS is 50.'],
    ],
    ['a calendar no queue uses', '    hours: day\n', '', ['q.yaml:6: No queue uses the calendar "day".']],
    [
      'a group no queue uses',
      '    groups: [desk]\n',
      "    agents: ['1001', '1002']\n",
      ['q.yaml:2: No queue uses the group "desk".'],
    ],
  ])('%s', (_, from, to, warnings) => {
    expect(warningsOf(from, to)).toEqual([...warnings].sort(byLine));
  });

  it('an agent of the centre whom no queue has, and one who may not log in', () => {
    const people = [...everybody, { agentId: '1004', mayLogIn: true }].map((each) =>
      each.agentId === '1001' ? { ...each, mayLogIn: false } : each,
    );
    expect(warningsOf('steps: []', 'steps: []\n', { people })).toEqual([
      'q.yaml:3: Agent 1004 may answer no queue.',
      'q.yaml:4: Agent 1001 may not log in.',
    ]);
  });
});

const lineOf = (text: string): number => Number(text.split(':')[1]);
const byLine = (a: string, b: string): number => lineOf(a) - lineOf(b);
