import { queueConfigSchema, type QueueConfig } from '../../../server/contract/queue-config';
import { diffQueueConfigs } from '../../../server/queues/diff/diff-queue-config';

const before = {
  skills: { english: 'speaks it', billing: '' },
  groups: { desk: ['1001', '1002'] },
  agents: { '1001': { skills: { english: 8 } }, '1002': { skills: { english: 2, billing: 4 } } },
  calendars: {
    day: {
      timezone: 'Asia/Shanghai',
      week: { mon: [{ from: '08:00', to: '18:00' }], tue: [] },
      days: { '2026-10-01': [] },
    },
  },
  breakReasons: { lunch: { names: { 'zh-CN': '用餐', 'en-US': 'Lunch' }, maxMinutes: 60 } },
  queues: [
    {
      queueId: 'general',
      name: 'General',
      groups: ['desk'],
      requires: { english: 5 },
      steps: [
        { afterS: 30, requires: {} },
        { afterS: 90, bonusS: 60 },
      ],
    },
    { queueId: 'faults', name: 'Faults', agents: ['1002'] },
  ],
};

type Raw = typeof before;
const parsed = (raw: unknown): QueueConfig => queueConfigSchema.parse(raw);
const SIGNS = { added: '+', removed: '-', changed: '~' };
function lines(change: (raw: Raw) => unknown): string[] {
  const raw = structuredClone(before);
  const changed = change(raw) ?? raw;
  return diffQueueConfigs(parsed(before), parsed(changed)).map(({ kind, text }) => `${SIGNS[kind]} ${text}`);
}

describe('what differs between two queue configurations', () => {
  it('is nothing when only the way of writing differs', () => {
    expect(
      lines((raw) => ({ ...raw, queues: raw.queues.map((queue) => ({ wrapUpS: 30, ...queue })) })),
    ).toEqual([]);
  });

  it.each<[string, (raw: Raw) => unknown, string[]]>([
    [
      'a queue more',
      (raw) => ({ ...raw, queues: [...raw.queues, { queueId: 'vip', name: 'VIP', groups: ['desk'] }] }),
      ['+ queue "vip" (VIP): at once 2 may answer'],
    ],
    ['a queue less', (raw) => ({ ...raw, queues: raw.queues.slice(0, 1) }), ['- queue "faults" (Faults)']],
    [
      'queues in another order',
      (raw) => ({ ...raw, queues: raw.queues.toReversed() }),
      ['~ queues in another order'],
    ],
    [
      'settings',
      (raw) => ({
        ...raw,
        queues: [{ ...raw.queues[0], wrapUpS: 45, hours: 'day', maxWaiting: 5 }, raw.queues[1]],
      }),
      [
        '~ queue "general": wrapUpS 30 → 45',
        '~ queue "general": hours nothing → day',
        '~ queue "general": maxWaiting nothing → 5',
      ],
    ],
    [
      'agents of a queue',
      (raw) => ({ ...raw, queues: [raw.queues[0], { ...raw.queues[1], agents: ['1003', '1002'] }] }),
      ['~ queue "faults": agents + 1003', '~ queue "faults": who may answer at once + 1003 (1 → 2)'],
    ],
    [
      'their order',
      (raw) => {
        raw.groups.desk.reverse();
      },
      ['~ group "desk": in another order'],
    ],
    [
      'a step',
      (raw) => ({
        ...raw,
        queues: [
          {
            ...raw.queues[0],
            steps: [
              { afterS: 30, requires: { english: 1 } },
              { afterS: 60, addGroups: ['desk'] },
            ],
          },
          raw.queues[1],
        ],
      }),
      [
        '~ queue "general": step after 30 s: requires {} → { english: 1 }',
        '+ queue "general": step after 60 s { addGroups: [desk] }',
        '- queue "general": step after 90 s { bonusS: 60 }',
      ],
    ],
    [
      'a level, and the lanes it opens',
      (raw) => {
        raw.agents['1002'].skills = { english: 6, billing: 4 };
      },
      [
        '~ queue "general": who may answer at once + 1002 (1 → 2)',
        '~ queue "general": who may answer after 30 s as before (2 → 2)',
        '~ agent 1002: english 2 → 6',
      ],
    ],
    [
      'members of a group, at every stage said once',
      (raw) => {
        raw.groups.desk.push('1003');
      },
      ['~ queue "general": who may answer after 30 s + 1003 (2 → 3)', '~ group "desk": + 1003'],
    ],
    [
      'an agent, a skill, a group, a calendar, a break reason',
      (raw) => ({
        ...raw,
        skills: { english: 'speaks it well', sales: 'sells' },
        agents: { ...raw.agents, '1002': { skills: { english: 2 } }, '1003': { skills: { english: 3 } } },
        groups: { ...raw.groups, shop: ['1003'] },
        calendars: {
          day: {
            ...raw.calendars.day,
            week: { mon: [{ from: '09:00', to: '18:00' }] },
            days: { '2026-10-02': [] },
          },
        },
        breakReasons: { lunch: { ...raw.breakReasons.lunch, maxMinutes: 45, productive: true } },
      }),
      [
        '~ agent 1002: billing 4 → nothing',
        '+ agent 1003: { english: 3 }',
        '+ group "shop": 1003',
        '~ skill "english": speaks it → speaks it well',
        '- skill "billing"',
        '+ skill "sales": sells',
        '~ calendar "day": mon 08:00–18:00 → 09:00–18:00',
        '~ calendar "day": tue closed → nothing',
        '~ calendar "day": 2026-10-01 closed → nothing',
        '~ calendar "day": 2026-10-02 nothing → closed',
        '~ break reason "lunch": maxMinutes 60 → 45',
        '~ break reason "lunch": productive false → true',
      ],
    ],
  ])('tells %s', (_, change, expected) => {
    expect(lines(change).sort()).toEqual([...expected].sort());
  });

  it('names the first ten agents and counts the others', () => {
    const more = Array.from({ length: 300 }, (_, index) => String(2000 + index));
    expect(
      lines((raw) => ({ ...raw, queues: [raw.queues[0], { ...raw.queues[1], agents: ['1002', ...more] }] })),
    ).toEqual([
      '~ queue "faults": agents + 2000, 2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 2009 and 290 more',
      '~ queue "faults": who may answer at once + 2000, 2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 2009 and 290 more (1 → 301)',
    ]);
  });
});
