import type { Readable } from 'node:stream';
import { DateTime } from 'luxon';
import type { AgentReport, QueueReport } from '../contract/reports';
import type { ExportQuery } from '../contract/maintenance';
import { writeTable } from '../crm/maintenance/write-table';
import { agentReportColumns, queueReportColumns, tableRows } from './report-columns';

type Language = ExportQuery['language'];

/** Reports as a spreadsheet opens them: the same table as every other export, no cell that runs as a formula. */
export const queueReportFile = (report: QueueReport, language: Language): Readable =>
  writeTable(queueReportColumns, tableRows(report, localIn(report.timeZone)), { language, delimiter: ',' });

export const agentReportFile = (report: AgentReport, language: Language): Readable =>
  writeTable(agentReportColumns, tableRows(report, localIn(report.timeZone)), { language, delimiter: ',' });

/** With the offset: an hour that comes twice is told apart. */
const localIn =
  (timeZone: string) =>
  (instant: string): string =>
    DateTime.fromISO(instant, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm ZZ');
