import type { ReportFault } from '../config/schema-faults';
import { checkHours, checkTimeZone } from '../scheduling/check-calendar';
import type { QueueConfigDraft } from './queue-config-draft';

export function checkCalendars({ calendars }: QueueConfigDraft, report: ReportFault): void {
  for (const [name, calendar] of Object.entries(calendars)) {
    const at = ['calendars', name];
    checkTimeZone(calendar.timezone, [...at, 'timezone'], report);
    checkHours(calendar, at, `The calendar "${name}" never opens.`, report);
  }
}
