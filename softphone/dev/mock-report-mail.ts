import type {
  ReportDeliveryView,
  ReportSchedules,
  ReportScheduleView,
} from '../../server/contract/report-schedules';
import type { Page } from '../../server/contract/rest';

const id = (nth: number): string => `00000000-0000-4000-8000-00000000b00${String(nth)}`;
const morning: ReportScheduleView = {
  ...{ scheduleId: id(1), name: '早报', tables: ['queues', 'agents'], queueId: null, teamId: null },
  ...{ cadence: 'daily', weekday: 1, monthday: 1, at: '07:30', timeZone: 'Asia/Shanghai' },
  ...{ language: 'zh-CN', format: 'xlsx', emails: ['leader@example.com', 'boss@example.com'], active: true },
  ...{ createdBy: '2001', changedBy: 'admin', nextAt: '2026-12-01T23:30:00.000Z' },
};
const week: ReportScheduleView = {
  ...{ ...morning, scheduleId: id(2), name: '客服周报', tables: ['course', 'promises'], cadence: 'weekly' },
  ...{ format: 'csv', emails: ['leader@example.com'], active: false, changedBy: '2001', nextAt: null },
};

export const reportSchedules: ReportSchedules = { hasMail: true, schedules: [morning, week] };

const delivery = (nth: number, over: Partial<ReportDeliveryView>): ReportDeliveryView => ({
  ...{ deliveryId: id(10 + nth), scheduleId: id(1), name: '早报', emails: morning.emails, askedBy: null },
  ...{
    from: `2026-11-${String(30 - nth)}`,
    to: `2026-11-${String(30 - nth)}`,
    state: 'sent',
    tries: 1,
    fault: null,
  },
  dueAt: `2026-11-${String(30 - nth)}T23:30:00.000Z`,
  endedAt: `2026-11-${String(30 - nth)}T23:30:02.000Z`,
  ...over,
});
const items = [
  delivery(0, { state: 'planned', tries: 2, endedAt: null, fault: 'The mail server did not take a mail' }),
  delivery(1, { askedBy: '2001', emails: ['me@example.com'] }),
  delivery(2, { fault: 'refused: boss@example.com' }),
  delivery(3, { state: 'failed', tries: 29, fault: 'The mail server did not take a mail' }),
  delivery(4, { state: 'unsure', fault: 'interrupted' }),
  delivery(5, {}),
];
export const reportDeliveries: Page<ReportDeliveryView> = {
  items,
  total: items.length,
  page: 1,
  pageSize: 25,
};
