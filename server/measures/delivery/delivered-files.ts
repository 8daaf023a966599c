import type { DeliveredTable } from '../../contract/report-schedules';
import type { Attachment } from '../../mail/mailer';
import { figuresOf, tableAttachments, type FileTable } from '../report-files';
import {
  agentReportColumns,
  availabilityReportColumns,
  promiseReportColumns,
  queueReportColumns,
} from '../report-columns';
import type { Reports } from '../reports';
import type { ClaimedDelivery } from './delivery-store';

type Wanted = Pick<ClaimedDelivery, 'wish' | 'from' | 'to'>;

/** What is attached: a workbook with a sheet for each table, or a CSV for each. */
export async function deliveredFiles(
  reports: Pick<Reports, 'queues' | 'agents' | 'availability' | 'promises'>,
  wanted: Wanted,
): Promise<Attachment[]> {
  const { wish, from, to } = wanted;
  const tables: FileTable[] = [];
  for (const table of wish.tables) tables.push(await tableOf(reports, table, wanted));
  const { language, format, timeZone } = wish;
  return tableAttachments(tables, timeZone, { language, format, from, to });
}

async function tableOf(
  reports: Pick<Reports, 'queues' | 'agents' | 'availability' | 'promises'>,
  name: DeliveredTable,
  { wish, from, to }: Wanted,
): Promise<FileTable> {
  const { timeZone, queueId, teamId } = wish;
  const days = { from, to, timeZone, step: from === to ? 'hour' : 'day' } as const;
  const ofQueue = queueId === null ? {} : { queueId };
  const ofTeam = teamId === null ? {} : { teamId };
  const queues = async (by: 'interval' | 'queue' | 'number'): Promise<FileTable> => {
    const { rows } = await reports.queues({ ...days, by, ...ofQueue });
    return { name, columns: queueReportColumns, rows: figuresOf(rows) };
  };
  const agents = async (by: 'agent' | 'team'): Promise<FileTable> => {
    const { rows } = await reports.agents({ ...days, by, ...ofTeam });
    return { name, columns: agentReportColumns, rows: figuresOf(rows) };
  };
  switch (name) {
    case 'course':
      return queues('interval');
    case 'queues':
      return queues('queue');
    case 'numbers':
      return queues('number');
    case 'agents':
      return agents('agent');
    case 'teams':
      return agents('team');
    case 'availability': {
      const { rows } = await reports.availability({ ...days, by: 'interval' });
      return { name, columns: availabilityReportColumns, rows };
    }
    case 'promises':
      return { name, columns: promiseReportColumns, rows: await reports.promises(days) };
  }
}
