import {
  QUEUES_MAX_BYTES,
  QUEUES_TYPE,
  queueAppliedSchema,
  queueApplyQuerySchema,
  queueCheckSchema,
  queueDiffQuerySchema,
  queueDiffSchema,
  queueDriftSchema,
  queueHistoryQuerySchema,
  queuePlanSchema,
  queueRollbackSchema,
  queueVersionPathSchema,
  queueVersionSchema,
  queueVersionViewSchema,
  type QueueApplied,
  type QueueChange,
  type QueueCheck,
  type QueueDrift,
  type QueuePlan,
  type QueueVersion,
  type QueueVersionView,
} from '../../contract/queue-versions';
import { queueReplayQuerySchema, queueReplaySchema, type QueueReplay } from '../../contract/queue-replay';
import { pageOf, type Page } from '../../contract/rest';
import { UserError } from '../../errors';
import { uploadSchema, type Upload } from '../file-transfer';
import { route, type Route } from '../route';

interface QueueEdit {
  readonly by: string;
  readonly why: string;
  readonly basedOn: number;
}

/** server/queues: what the routes need of it. */
export interface QueueActions {
  present(): Promise<QueueVersion>;
  history(page: { readonly page: number; readonly pageSize: number }): Promise<Page<QueueVersionView>>;
  get(version: number): Promise<QueueVersion>;
  diff(from: number, to: number): Promise<QueueChange[]>;
  drift(): Promise<QueueDrift>;
  check(yaml: string): Promise<QueueCheck>;
  replay(yaml: string, time: { readonly from: number; readonly until: number }): Promise<QueueReplay>;
  plan(yaml: string): Promise<QueuePlan>;
  apply(yaml: string, edit: QueueEdit): Promise<QueueApplied>;
  rollback(version: number, edit: QueueEdit): Promise<QueueApplied>;
}

const PATH = '/queue-config';
const reading = { access: 'user', roles: ['supervisor', 'admin'], scope: 'queues:read' } as const;
const writing = { access: 'user', roles: ['admin'], scope: 'queues:write' } as const;
const yaml = {
  body: uploadSchema,
  upload: { contentTypes: [QUEUES_TYPE], maxBytes: QUEUES_MAX_BYTES },
} as const;

export const queueRoutes = (queues: QueueActions): Route[] => [...readRoutes(queues), ...writeRoutes(queues)];

const readRoutes = (queues: QueueActions): Route[] => [
  route({
    method: 'get',
    path: PATH,
    summary: 'The queue configuration that holds, as YAML',
    ...reading,
    response: queueVersionSchema,
    handler: () => queues.present(),
  }),
  route({
    method: 'get',
    path: `${PATH}/versions`,
    summary: 'Its versions, newest first: who applied them, when and why',
    ...reading,
    query: queueHistoryQuerySchema,
    response: pageOf(queueVersionViewSchema),
    handler: ({ query }) => queues.history(query),
  }),
  route({
    method: 'get',
    path: `${PATH}/versions/:version`,
    summary: 'One version with its YAML',
    ...reading,
    params: queueVersionPathSchema,
    response: queueVersionSchema,
    handler: ({ params }) => queues.get(params.version),
  }),
  route({
    method: 'get',
    path: `${PATH}/diff`,
    summary: 'What differs between two versions',
    ...reading,
    query: queueDiffQuerySchema,
    response: queueDiffSchema,
    handler: async ({ query }) => ({ changes: await queues.diff(query.from, query.to) }),
  }),
  route({
    method: 'get',
    path: `${PATH}/drift`,
    summary: 'Where what is live differs from the version that holds',
    ...reading,
    response: queueDriftSchema,
    handler: () => queues.drift(),
  }),
];

const writeRoutes = (queues: QueueActions): Route[] => [
  route({
    method: 'post',
    path: `${PATH}/check`,
    summary: 'Every fault and warning the YAML would have here; nothing is changed',
    ...reading,
    ...yaml,
    response: queueCheckSchema,
    handler: ({ body }) => queues.check(textIn(body)),
  }),
  route({
    method: 'post',
    path: `${PATH}/plan`,
    summary: 'What applying the YAML would change, and whom it concerns now; nothing is changed',
    ...reading,
    ...yaml,
    response: queuePlanSchema,
    handler: ({ body }) => queues.plan(textIn(body)),
  }),
  route({
    method: 'post',
    path: `${PATH}/replay`,
    summary: 'What recorded calls would have met under the YAML; nothing is changed',
    ...reading,
    query: queueReplayQuerySchema,
    ...yaml,
    response: queueReplaySchema,
    handler: ({ query, body }) =>
      queues.replay(textIn(body), { from: Date.parse(query.from), until: Date.parse(query.until) }),
  }),
  route({
    method: 'post',
    path: `${PATH}/apply`,
    summary: 'Makes the YAML the next version; refused when another was applied since the plan',
    ...writing,
    query: queueApplyQuerySchema,
    ...yaml,
    response: queueAppliedSchema,
    status: 201,
    handler: ({ session, query, body }) => queues.apply(textIn(body), { ...query, by: session.login }),
  }),
  route({
    method: 'post',
    path: `${PATH}/rollback`,
    summary: 'Makes an older version’s content the next version',
    ...writing,
    body: queueRollbackSchema,
    response: queueAppliedSchema,
    status: 201,
    handler: ({ session, body: { version, basedOn, why } }) =>
      queues.rollback(version, { basedOn, why, by: session.login }),
  }),
];

/** @throws UserError 'validation-failed' for bytes that are no text */
function textIn({ bytes }: Upload): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError('validation-failed', 'The file is no text in UTF-8.', { cause });
  }
}
