import type { PersonalTaskView } from '../../../../server/contract/personal-tasks';
import { dueFrom, dueNews, newsKey, putOff, taskTone } from '../../../../softphone/desk/task-view';

const NOW = Date.parse('2026-11-29T08:00:00.000Z');
const at = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString();
const task = (over: Partial<PersonalTaskView> = {}): PersonalTaskView => ({
  ...{ taskId: 'a', agentId: '1001', text: 'Call back', dueAt: null, doneAt: null, customer: null },
  ...{ callId: null, orderId: null, createdBy: '1001', createdAt: at(-60) },
  ...over,
});

describe('a task', () => {
  it.each([
    ['whenever', {}],
    ['later', { dueAt: at(16) }],
    ['soon', { dueAt: at(15) }],
    ['overdue', { dueAt: at(0) }],
    ['done', { dueAt: at(-10), doneAt: at(-5) }],
  ] as const)('is %s', (tone, over) => {
    expect(taskTone(task(over), NOW)).toBe(tone);
  });

  it('is put off from now, or to tomorrow morning where the agent sits', () => {
    expect(putOff('10min', NOW)).toBe(at(10));
    expect(putOff('1h', NOW)).toBe(at(60));
    const morning = new Date(putOff('tomorrow', NOW));
    const tomorrow = new Date(NOW);
    tomorrow.setDate(tomorrow.getDate() + 1);
    expect([morning.getDate(), morning.getHours(), morning.getMinutes()]).toEqual([tomorrow.getDate(), 9, 0]);
  });

  it('is told of once when it is due, and again when it was put off', () => {
    const due = task({ dueAt: at(-1) });
    expect(dueNews([due, task({ dueAt: at(1) }), task()], new Set(), NOW)).toEqual([due]);
    const told = new Set([newsKey(due)]);
    expect(dueNews([due], told, NOW)).toEqual([]);
    const again = task({ dueAt: at(5) });
    expect(dueNews([again], told, NOW + 5 * 60_000)).toEqual([again]);
  });

  it('is due at the moment the field says in the agent’s zone, or at none', () => {
    expect(dueFrom('')).toBeNull();
    expect(dueFrom('soon')).toBeNull();
    expect(dueFrom('2026-11-29T10:30')).toBe(new Date(2026, 10, 29, 10, 30).toISOString());
  });
});
