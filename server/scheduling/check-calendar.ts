import { IANAZone } from 'luxon';
import type { ReportFault } from '../config/schema-faults';
import type { FaultPath } from '../config/yaml-source';
import type { QueueCalendar } from '../contract/queue-config';

type Spans = readonly { readonly from: string; readonly to: string }[];
type Hours = Pick<QueueCalendar, 'week' | 'days'>;

export function checkTimeZone(name: string, path: FaultPath, report: ReportFault): void {
  if (!IANAZone.isValidZone(name))
    report(path, `There is no time zone "${name}"; it is a name like Asia/Shanghai.`);
}

/** Spans in their order and apart. @param neverOpens what is said when there is none at all */
export function checkHours(
  { week, days }: Hours,
  at: FaultPath,
  neverOpens: string,
  report: ReportFault,
): void {
  for (const [day, spans] of Object.entries(week)) checkSpans(spans, [...at, 'week', day], report);
  for (const [day, spans] of Object.entries(days)) checkSpans(spans, [...at, 'days', day], report);
  const opens = [...Object.values(week), ...Object.values(days)].some((spans) => spans.length > 0);
  if (!opens) report(at, neverOpens);
}

function checkSpans(spans: Spans, path: FaultPath, report: ReportFault): void {
  spans.forEach(({ from, to }, index) => {
    const before = spans[index - 1];
    if (before !== undefined && from < before.to)
      report([...path, index], `${from}–${to} begins before ${before.from}–${before.to} is over.`);
  });
}
