import type { QueueCalendar } from '../contract/queue-config';
import { openingRulesOf } from '../scheduling/calendar-rules';
import { localTime, openingsOn } from '../scheduling/opening-hours';

/** Whether a queue with this calendar is open at a moment, Unix ms. */
export function isOpen(calendar: QueueCalendar, at: number): boolean {
  const rules = openingRulesOf(calendar);
  return openingsOn(rules, localTime(rules, at)).some(({ start, end }) => start <= at && at < end);
}
