import { IANAZone } from 'luxon';
import type { ReportFault } from '../config/schema-faults';
import type { FaultPath } from '../config/yaml-source';
import type { QueueConfigDraft } from './queue-config-draft';

type Spans = readonly { readonly from: string; readonly to: string }[];

export function checkCalendars({ calendars }: QueueConfigDraft, report: ReportFault): void {
  for (const [name, { timezone, week, days }] of Object.entries(calendars)) {
    const at = ['calendars', name];
    if (!IANAZone.isValidZone(timezone))
      report([...at, 'timezone'], `There is no time zone "${timezone}"; it is a name like Asia/Shanghai.`);
    for (const [day, spans] of Object.entries(week)) checkSpans(spans, [...at, 'week', day], report);
    for (const [day, spans] of Object.entries(days)) checkSpans(spans, [...at, 'days', day], report);
    const opens = [...Object.values(week), ...Object.values(days)].some((spans) => spans.length > 0);
    if (!opens) report(at, `The calendar "${name}" never opens.`);
  }
}

function checkSpans(spans: Spans, path: FaultPath, report: ReportFault): void {
  spans.forEach(({ from, to }, index) => {
    const before = spans[index - 1];
    if (before !== undefined && from < before.to)
      report([...path, index], `${from}–${to} begins before ${before.from}–${before.to} is over.`);
  });
}
