import {
  approvalSchema,
  changeParamsSchema,
  changeQuerySchema,
  changeSchema,
  exportParamsSchema,
  exportQuerySchema,
  IMPORT_MAX_BYTES,
  IMPORT_TYPES,
  importParamsSchema,
  importQuerySchema,
  importSchema,
  newImportQuerySchema,
  newProposalSchema,
  proposalParamsSchema,
  proposalQuerySchema,
  proposalSchema,
  recordingProposalParamsSchema,
  recordingProposalQuerySchema,
  rejectionSchema,
  undoRequestSchema,
  undoResultSchema,
} from '../../contract/maintenance';
import { pageOf, type Role } from '../../contract/rest';
import { SOUND_MAX_BYTES, SOUND_TYPES } from '../../contract/sounds';
import type { ChangeHistory } from '../../crm/maintenance/history';
import type { Exports, Imports } from '../../crm/maintenance/imports';
import type { Proposals } from '../../crm/maintenance/proposals';
import { UserError } from '../../errors';
import { FileAnswer, fileSchema, streamedUploadSchema, uploadSchema } from '../file-transfer';
import { route, type Route } from '../route';
import { authorOf } from './crm-routes';

export interface MaintenanceSources {
  readonly history: ChangeHistory;
  readonly imports: Imports;
  readonly exports: Exports;
  readonly proposals: Proposals;
}

const KEEPERS: readonly Role[] = ['supervisor', 'admin'];
const keeping = { access: 'user', roles: KEEPERS } as const;
const CSV = 'text/csv; charset=utf-8';

export const maintenanceRoutes = (sources: MaintenanceSources): Route[] => [
  ...historyRoutes(sources),
  ...importRoutes(sources),
  ...exportRoutes(sources),
  ...proposalRoutes(sources),
  ...decisionRoutes(sources),
  ...recordingRoutes(sources),
];

function found<Item>(item: Item | null): Item {
  if (item === null) throw new UserError('not-found', 'There is no such entry.');
  return item;
}

const historyRoutes = ({ history }: MaintenanceSources): Route[] => [
  route({
    method: 'get',
    path: '/changes',
    summary: 'Changes of customer data, newest first: who, when, why, and each field before and after',
    ...keeping,
    scope: 'data:export',
    query: changeQuerySchema,
    response: pageOf(changeSchema),
    handler: ({ query }) => history.list(query),
  }),
  route({
    method: 'post',
    path: '/changes/:changeId/undo',
    summary: 'Take one change back, or learn what is in the way',
    ...keeping,
    params: changeParamsSchema,
    body: undoRequestSchema,
    response: undoResultSchema,
    handler: ({ params, body, session }) => history.undo(params.changeId, authorOf(session, body.why)),
  }),
];

const importRoutes = ({ imports }: MaintenanceSources): Route[] => [
  route({
    method: 'post',
    path: '/imports',
    summary: 'Try a table (CSV): what it would change, and every faulty row; nothing is changed yet',
    ...keeping,
    scope: 'data:import',
    query: newImportQuerySchema,
    upload: { contentTypes: IMPORT_TYPES, maxBytes: IMPORT_MAX_BYTES, isStreamed: true },
    body: streamedUploadSchema,
    response: importSchema,
    status: 201,
    handler: ({ query, body, session }) => imports.check(body.bytes, query, authorOf(session, query.why)),
  }),
  route({
    method: 'get',
    path: '/imports',
    summary: 'Imports, newest first, without their faults',
    ...keeping,
    scope: 'data:import',
    query: importQuerySchema,
    response: pageOf(importSchema),
    handler: ({ query }) => imports.list(query),
  }),
  route({
    method: 'get',
    path: '/imports/:importId',
    summary: 'One import',
    ...keeping,
    scope: 'data:import',
    params: importParamsSchema,
    response: importSchema,
    handler: async ({ params }) => found(await imports.get(params.importId)),
  }),
  route({
    method: 'post',
    path: '/imports/:importId/commit',
    summary: 'Do an import that was tried: all of it or, if there are faults by now, nothing',
    ...keeping,
    scope: 'data:import',
    params: importParamsSchema,
    body: undoRequestSchema,
    response: importSchema,
    handler: ({ params, body, session }) => imports.commit(params.importId, authorOf(session, body.why)),
  }),
  route({
    method: 'post',
    path: '/imports/:importId/undo',
    summary: 'Take a whole import back, or learn what is in the way',
    ...keeping,
    params: importParamsSchema,
    body: undoRequestSchema,
    response: undoResultSchema,
    handler: ({ params, body, session }) => imports.undo(params.importId, authorOf(session, body.why)),
  }),
];

const exportRoutes = ({ exports }: MaintenanceSources): Route[] => [
  route({
    method: 'get',
    path: '/exports/:table',
    summary: 'A whole table as CSV, as a spreadsheet opens it and an import takes it',
    ...keeping,
    scope: 'data:export',
    params: exportParamsSchema,
    query: exportQuerySchema,
    response: fileSchema,
    download: ['text/csv'],
    handler: ({ params: { table }, query }) =>
      new FileAnswer(CSV, { stream: exports.export(table, query) }, `${table}.csv`),
  }),
];

const proposalRoutes = ({ proposals }: MaintenanceSources): Route[] => [
  route({
    method: 'get',
    path: '/proposals',
    summary: 'Changes of prices and announcements that wait for approval, or were decided',
    access: 'user',
    query: proposalQuerySchema,
    response: pageOf(proposalSchema),
    handler: ({ query }) => proposals.list(query),
  }),
  route({
    method: 'get',
    path: '/proposals/:proposalId',
    summary: 'One proposal',
    access: 'user',
    params: proposalParamsSchema,
    response: proposalSchema,
    handler: async ({ params }) => found(await proposals.get(params.proposalId)),
  }),
  route({
    method: 'post',
    path: '/proposals',
    summary: 'Propose a change of an information item: price, class, texts',
    access: 'user',
    scope: 'information:write',
    body: newProposalSchema,
    response: proposalSchema,
    status: 201,
    handler: ({ body, session }) => proposals.propose(body, authorOf(session, body.why)),
  }),
];

const decisionRoutes = ({ proposals }: MaintenanceSources): Route[] => [
  route({
    method: 'post',
    path: '/proposals/:proposalId/approve',
    summary: 'Approve and apply a proposal of somebody else',
    ...keeping,
    params: proposalParamsSchema,
    body: approvalSchema,
    response: proposalSchema,
    handler: ({ params, body, session }) =>
      proposals.approve(params.proposalId, authorOf(session, body.reason)),
  }),
  route({
    method: 'post',
    path: '/proposals/:proposalId/reject',
    summary: 'Reject a proposal of somebody else, with the reason',
    ...keeping,
    params: proposalParamsSchema,
    body: rejectionSchema,
    response: proposalSchema,
    handler: ({ params, body, session }) =>
      proposals.reject(params.proposalId, authorOf(session, body.reason)),
  }),
  route({
    method: 'post',
    path: '/proposals/:proposalId/withdraw',
    summary: 'Withdraw one’s own proposal',
    access: 'user',
    scope: 'information:write',
    params: proposalParamsSchema,
    response: proposalSchema,
    handler: ({ params, session }) => proposals.withdraw(params.proposalId, authorOf(session)),
  }),
];

const recordingRoutes = ({ proposals }: MaintenanceSources): Route[] => [
  route({
    method: 'post',
    path: '/proposals/recordings/:language/:group/:name',
    summary: 'Propose a recording for what callers hear',
    access: 'user',
    params: recordingProposalParamsSchema,
    query: recordingProposalQuerySchema,
    upload: { contentTypes: SOUND_TYPES, maxBytes: SOUND_MAX_BYTES },
    body: uploadSchema,
    response: proposalSchema,
    status: 201,
    handler: ({ params, query, body, session }) =>
      proposals.proposeRecording(params, body.bytes, authorOf(session, query.why)),
  }),
  route({
    method: 'get',
    path: '/proposals/:proposalId/audio',
    summary: 'The recording that was proposed',
    access: 'user',
    params: proposalParamsSchema,
    response: fileSchema,
    download: ['audio/wav'],
    handler: async ({ params }) =>
      new FileAnswer('audio/wav', found(await proposals.recording(params.proposalId))),
  }),
];
