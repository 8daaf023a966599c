import type { ReportScheduleRequest } from '../../contract/report-schedules';

/** Subject and text of a report's mail, in its language. */
export function mailTexts(
  { name, language, timeZone }: Pick<ReportScheduleRequest, 'name' | 'language' | 'timeZone'>,
  from: string,
  to: string,
): { readonly subject: string; readonly text: string } {
  const days = from === to ? from : `${from} – ${to}`;
  const isChinese = language === 'zh-CN';
  return {
    subject: `[Kiloline] ${isChinese ? '报表' : 'Report'}: ${name} (${days})`,
    text: isChinese
      ? `${name}\n日期: ${days} (${timeZone})\n报表见附件。\n`
      : `${name}\nDays: ${days} (${timeZone})\nThe report is attached.\n`,
  };
}
