import type { QueueCalendar } from '../contract/queue-config';
import type { OpenHours, OpeningRules } from './opening-hours';

/** A calendar as people write it, as rules of opening hours. */
export const openingRulesOf = ({ timezone, week, days }: QueueCalendar): OpeningRules => ({
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
