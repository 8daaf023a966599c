import type { PersonalTaskView } from '../../server/contract/personal-tasks';
import * as data from './mock-data';

const minute = 60_000;
const iso = (minutes: number): string => new Date(Date.now() + minutes * minute).toISOString();

const task = (nth: number, text: string, over: Partial<PersonalTaskView>): PersonalTaskView => ({
  taskId: `00000000-0000-4000-8000-0000000008${String(nth).padStart(2, '0')}`,
  ...{ agentId: '1001', text, dueAt: null, doneAt: null, customer: null, callId: null, orderId: null },
  ...{ createdBy: '1001', createdAt: iso(-90) },
  ...over,
});

/** Due, due soon, from a supervisor and without a time; one that is done. */
export const personalTasks = (): PersonalTaskView[] => [
  task(1, '回电确认宽带移机时间', {
    dueAt: iso(-4),
    customer: { customerId: data.zhang.customerId, name: data.zhang.name },
    callId: '00000000-0000-4000-8000-000000000101',
  }),
  task(2, '请装维班长核对新小区端口', { dueAt: iso(9), createdBy: '2001' }),
  task(3, '学习新资费说明', {}),
  task(4, '补录昨天的投诉备注', { doneAt: iso(-20) }),
];
