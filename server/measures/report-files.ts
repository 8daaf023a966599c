import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { DateTime } from 'luxon';
import type { ExportQuery } from '../contract/maintenance';
import type {
  AgentReport,
  AvailabilityReport,
  CampaignReport,
  PromiseReport,
  QueueReport,
  ReportFormat,
  SurveyReport,
} from '../contract/reports';
import { writeTable } from '../crm/maintenance/write-table';
import type { Attachment } from '../mail/mailer';
import { campaignRows } from './campaign-report';
import {
  agentReportColumns,
  availabilityReportColumns,
  campaignReportColumns,
  promiseReportColumns,
  queueReportColumns,
  surveyReportColumns,
  type ReportColumns,
} from './report-columns';
import { sheetOf, writeWorkbook } from './report-workbook';
import { surveyRows } from './survey-report';

export type Language = ExportQuery['language'];

export interface ReportFile {
  readonly contentType: string;
  readonly fileName: string;
  readonly content: { readonly stream: Readable } | Buffer;
}

/** How a file is wanted. */
export interface FileWish {
  readonly language: Language;
  readonly format: ReportFormat;
  /** Days, for its name. */
  readonly from: string;
  readonly to: string;
}

export const CSV_TYPE = 'text/csv; charset=utf-8';
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const queueReportFile = (report: QueueReport, wish: FileWish): Promise<ReportFile> =>
  fileOf(
    { name: 'queues', columns: queueReportColumns, rows: figuresOf(report.rows) },
    report.timeZone,
    wish,
  );

export const agentReportFile = (report: AgentReport, wish: FileWish): Promise<ReportFile> =>
  fileOf(
    { name: 'agents', columns: agentReportColumns, rows: figuresOf(report.rows) },
    report.timeZone,
    wish,
  );

export const promiseReportFile = (report: PromiseReport, wish: FileWish): Promise<ReportFile> =>
  fileOf({ name: 'promises', columns: promiseReportColumns, rows: report }, 'utc', wish);

export const surveyReportFile = (report: SurveyReport, wish: FileWish): Promise<ReportFile> =>
  fileOf({ name: 'surveys', columns: surveyReportColumns, rows: surveyRows(report) }, 'utc', wish);

export const availabilityReportFile = (report: AvailabilityReport, wish: FileWish): Promise<ReportFile> =>
  fileOf(
    { name: 'availability', columns: availabilityReportColumns, rows: report.rows },
    report.timeZone,
    wish,
  );

export const campaignReportFile = (report: CampaignReport, wish: FileWish): Promise<ReportFile> =>
  fileOf(
    { name: 'campaigns', columns: campaignReportColumns, rows: campaignRows(report) },
    report.timeZone,
    wish,
  );

export interface FileTable {
  readonly name: string;
  readonly columns: ReportColumns;
  readonly rows: readonly object[];
}

/** As a spreadsheet opens it: no cell that runs as a formula. */
async function fileOf(
  { name, columns, rows }: FileTable,
  timeZone: string,
  { language, format, from, to }: FileWish,
): Promise<ReportFile> {
  const fileName = `${name}-${from}-${to}.${format}`;
  if (format === 'xlsx') {
    const content = await writeWorkbook([sheetOf(name, columns, rows, { language, timeZone })]);
    return { fileName, contentType: XLSX_TYPE, content };
  }
  const stream = writeTable(columns, Readable.from(rows.map((row) => onClocks(row, timeZone))), {
    ...{ language, delimiter: ',' },
  });
  return { fileName, contentType: CSV_TYPE, content: { stream } };
}

export const figuresOf = (rows: readonly { readonly figures: object }[]): object[] =>
  rows.map(({ figures, ...row }) => ({ ...row, ...figures }));

/** Files that are sent: one workbook of all tables, or a CSV of each. */
export async function tableAttachments(
  tables: readonly FileTable[],
  timeZone: string,
  wish: FileWish,
): Promise<Attachment[]> {
  const { language, format, from, to } = wish;
  if (format === 'xlsx') {
    const sheets = tables.map(({ name, columns, rows }) =>
      sheetOf(name, columns, rows, { language, timeZone }),
    );
    const fileName = `report-${from}-${to}.xlsx`;
    return [{ fileName, contentType: XLSX_TYPE, content: await writeWorkbook(sheets) }];
  }
  const files: Attachment[] = [];
  for (const table of tables) {
    const { fileName, contentType, content } = await fileOf(table, timeZone, wish);
    files.push({
      fileName,
      contentType,
      content: Buffer.isBuffer(content) ? content : await buffer(content.stream),
    });
  }
  return files;
}

/** Times with their offset: an hour that comes twice is told apart. */
function onClocks(row: object, timeZone: string): object {
  const local = (instant: string): string =>
    DateTime.fromISO(instant, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm ZZ');
  return 'from' in row && 'until' in row
    ? { ...row, from: local(String(row.from)), until: local(String(row.until)) }
    : row;
}
