import {
  agentCallsQuerySchema,
  agentReportFileQuerySchema,
  agentReportQuerySchema,
  agentReportSchema,
  availabilityQuerySchema,
  availabilityReportFileQuerySchema,
  availabilityReportSchema,
  campaignCallSchema,
  campaignCallsQuerySchema,
  campaignQuerySchema,
  campaignReportFileQuerySchema,
  campaignReportSchema,
  promiseQuerySchema,
  promiseReportFileQuerySchema,
  promiseReportSchema,
  queueCallsQuerySchema,
  queueReportFileQuerySchema,
  queueReportQuerySchema,
  queueReportSchema,
  rebuildRequestSchema,
  rebuildStepSchema,
  surveyQuerySchema,
  surveyReportFileQuerySchema,
  surveyReportSchema,
  type RebuildStep,
} from '../../contract/reports';
import { callSummarySchema, pageOf } from '../../contract/rest';
import {
  agentReportFile,
  availabilityReportFile,
  campaignReportFile,
  promiseReportFile,
  queueReportFile,
  surveyReportFile,
  XLSX_TYPE,
  type ReportFile,
} from '../../measures/report-files';
import type { Reports } from '../../measures/reports';
import { FileAnswer, fileSchema } from '../file-transfer';
import { route, type Route } from '../route';

export interface ReportSources {
  readonly reports: Reports;
  /** One step of counting all calls anew; the first one begins after null. */
  readonly rebuild: (after: string | null) => Promise<RebuildStep>;
}

const watching = { access: 'user', roles: ['supervisor', 'admin'], scope: 'reports:read' } as const;
const tables = { response: fileSchema, download: ['text/csv', XLSX_TYPE] } as const;
const sent = ({ contentType, content, fileName }: ReportFile): FileAnswer =>
  new FileAnswer(contentType, content, fileName);

export const reportRoutes = (sources: ReportSources): Route[] => [
  ...queueReportRoutes(sources),
  ...agentReportRoutes(sources),
  route({
    method: 'get',
    path: '/reports/promises',
    summary: 'Work orders closed in a time, by type: how many promises were kept',
    ...watching,
    query: promiseQuerySchema,
    response: promiseReportSchema,
    handler: ({ query }) => sources.reports.promises(query),
  }),
  route({
    method: 'get',
    path: '/reports/promises/file',
    summary: 'The same as CSV or as a workbook (xlsx)',
    ...watching,
    query: promiseReportFileQuerySchema,
    ...tables,
    handler: async ({ query }) => sent(await promiseReportFile(await sources.reports.promises(query), query)),
  }),
  ...availabilityRoutes(sources),
  ...surveyRoutes(sources),
  ...campaignReportRoutes(sources),
  route({
    method: 'post',
    path: '/measures/rebuild',
    summary: 'Count a portion of all calls anew from the event log, and say where to go on',
    access: 'user',
    roles: ['admin'],
    body: rebuildRequestSchema,
    response: rebuildStepSchema,
    handler: ({ body }) => sources.rebuild(body.after),
  }),
];

const surveyRoutes = ({ reports }: ReportSources): Route[] => [
  route({
    method: 'get',
    path: '/reports/surveys',
    summary: 'What was answered to the questions of flows, by question, campaign or queue',
    ...watching,
    query: surveyQuerySchema,
    response: surveyReportSchema,
    handler: ({ query }) => reports.surveys(query),
  }),
  route({
    method: 'get',
    path: '/reports/surveys/file',
    summary: 'The same as CSV or as a workbook (xlsx)',
    ...watching,
    query: surveyReportFileQuerySchema,
    ...tables,
    handler: async ({ query }) => sent(await surveyReportFile(await reports.surveys(query), query)),
  }),
];

const campaignReportRoutes = ({ reports }: ReportSources): Route[] => [
  route({
    method: 'get',
    path: '/reports/campaigns',
    summary: 'What came of the calls of campaigns, by campaign or interval',
    ...watching,
    query: campaignQuerySchema,
    response: campaignReportSchema,
    handler: ({ query }) => reports.campaigns(query),
  }),
  route({
    method: 'get',
    path: '/reports/campaigns/file',
    summary: 'The same as CSV or as a workbook (xlsx)',
    ...watching,
    query: campaignReportFileQuerySchema,
    ...tables,
    handler: async ({ query }) => sent(await campaignReportFile(await reports.campaigns(query), query)),
  }),
  route({
    method: 'get',
    path: '/reports/campaigns/calls',
    summary: 'The calls behind a figure of campaigns, newest first',
    ...watching,
    query: campaignCallsQuerySchema,
    response: pageOf(campaignCallSchema),
    handler: ({ query }) => reports.campaignCalls(query),
  }),
];

const availabilityRoutes = ({ reports }: ReportSources): Route[] => [
  route({
    method: 'get',
    path: '/reports/availability',
    summary: 'Availability of the system, by interval or switch, and its outages',
    ...watching,
    query: availabilityQuerySchema,
    response: availabilityReportSchema,
    handler: ({ query }) => reports.availability(query),
  }),
  route({
    method: 'get',
    path: '/reports/availability/file',
    summary: 'The same as CSV or as a workbook (xlsx)',
    ...watching,
    query: availabilityReportFileQuerySchema,
    ...tables,
    handler: async ({ query }) =>
      sent(await availabilityReportFile(await reports.availability(query), query)),
  }),
];

const queueReportRoutes = ({ reports }: ReportSources): Route[] => [
  route({
    method: 'get',
    path: '/reports/queues',
    summary: 'Measures of queues, by interval, queue or number called',
    ...watching,
    query: queueReportQuerySchema,
    response: queueReportSchema,
    handler: ({ query }) => reports.queues(query),
  }),
  route({
    method: 'get',
    path: '/reports/queues/file',
    summary: 'The same as CSV or as a workbook (xlsx)',
    ...watching,
    query: queueReportFileQuerySchema,
    ...tables,
    handler: async ({ query }) => sent(await queueReportFile(await reports.queues(query), query)),
  }),
  route({
    method: 'get',
    path: '/reports/queues/calls',
    summary: 'The calls behind a figure of queues, newest first',
    ...watching,
    query: queueCallsQuerySchema,
    response: pageOf(callSummarySchema),
    handler: ({ query }) => reports.queueCalls(query),
  }),
];

const agentReportRoutes = ({ reports }: ReportSources): Route[] => [
  route({
    method: 'get',
    path: '/reports/agents',
    summary: 'Measures of agents, by agent, team or interval',
    ...watching,
    query: agentReportQuerySchema,
    response: agentReportSchema,
    handler: ({ query }) => reports.agents(query),
  }),
  route({
    method: 'get',
    path: '/reports/agents/file',
    summary: 'The same as CSV or as a workbook (xlsx)',
    ...watching,
    query: agentReportFileQuerySchema,
    ...tables,
    handler: async ({ query }) => sent(await agentReportFile(await reports.agents(query), query)),
  }),
  route({
    method: 'get',
    path: '/reports/agents/calls',
    summary: 'The calls behind a figure of agents, newest first',
    ...watching,
    query: agentCallsQuerySchema,
    response: pageOf(callSummarySchema),
    handler: ({ query }) => reports.agentCalls(query),
  }),
];
