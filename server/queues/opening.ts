import type { QueueCalendar } from '../contract/queue-config';
import { localTime, openingsOn, type OpenHours, type OpeningRules } from '../scheduling/opening-hours';

/** Whether a queue with this calendar is open at a moment, Unix ms. */
export function isOpen(calendar: QueueCalendar, at: number): boolean {
  const rules = rulesOf(calendar);
  return openingsOn(rules, localTime(rules, at)).some(({ start, end }) => start <= at && at < end);
}

const rulesOf = ({ timezone, week, days }: QueueCalendar): OpeningRules => ({
  timeZone: timezone,
  week: (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const).map((day) => minutesOf(week[day] ?? [])),
  days: Object.fromEntries(Object.entries(days).map(([day, spans]) => [day, minutesOf(spans)])),
});

type Span = QueueCalendar['days'][string][number];

const minutesOf = (spans: readonly Span[]): OpenHours[] =>
  spans.map(({ from, to }) => ({ from: minuteOf(from), to: minuteOf(to) }));

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
