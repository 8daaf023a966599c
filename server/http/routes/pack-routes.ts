import {
  PACK_FILES_MAX_BYTES,
  PACK_FILES_TYPE,
  applyQuerySchema,
  packCheckSchema,
  packPlanSchema,
  packFilesSchema,
  packGraphQuerySchema,
  packHistoryQuerySchema,
  packPathSchema,
  packVersionFilesSchema,
  packVersionPathSchema,
  packVersionViewSchema,
  packViewSchema,
  rollbackRequestSchema,
  type PackCheckResult,
  type PackGraphQuery,
  type PackPlan,
  type PackVersionFiles,
  type PackVersionView,
  type PackView,
} from '../../contract/packs';
import { pageOf, type Page } from '../../contract/rest';
import { UserError } from '../../errors';
import { FileAnswer, fileSchema, uploadSchema, type Upload } from '../file-transfer';
import { route, type Route } from '../route';

interface PackFiles {
  readonly pack: string;
  readonly workOrders: string | null;
}

interface PackChange {
  readonly by: string;
  readonly why: string;
  readonly base?: number | undefined;
}

/** server/ivr/versions and the drawing of flows: what the routes need of them. */
export interface PackActions {
  list(): readonly PackView[];
  history(
    packId: string | null,
    page: { readonly page: number; readonly pageSize: number },
  ): Promise<Page<PackVersionView>>;
  get(packId: string, version: number): Promise<PackVersionFiles>;
  check(packId: string, files: PackFiles): PackCheckResult;
  plan(packId: string, files: PackFiles): Promise<PackPlan>;
  apply(
    packId: string,
    files: PackFiles,
    change: PackChange & { readonly speakMissing: boolean },
  ): Promise<PackVersionView>;
  rollback(packId: string, version: number, change: PackChange): Promise<PackVersionView>;
  /** An SVG document. */
  draw(packId: string, query: PackGraphQuery): Promise<string>;
  /** Likewise, of files nobody has applied. */
  drawDraft(files: PackFiles, language: PackGraphQuery['language']): Promise<string>;
}

const PATH = '/packs/:packId';
const reading = { access: 'user', roles: ['supervisor', 'admin'], scope: 'packs:read' } as const;
const writing = { access: 'user', roles: ['admin'], scope: 'packs:write' } as const;
const files = {
  body: uploadSchema,
  upload: { contentTypes: [PACK_FILES_TYPE], maxBytes: PACK_FILES_MAX_BYTES },
} as const;

export const packRoutes = (packs: PackActions): Route[] => [
  ...readRoutes(packs),
  ...draftRoutes(packs),
  ...writeRoutes(packs),
];

const readRoutes = (packs: PackActions): Route[] => [
  route({
    method: 'get',
    path: '/packs',
    summary: 'The packs that new calls get',
    ...reading,
    response: packViewSchema.array(),
    handler: () => [...packs.list()],
  }),
  route({
    method: 'get',
    path: '/pack-versions',
    summary: 'What was applied to any pack, newest first',
    ...reading,
    query: packHistoryQuerySchema,
    response: pageOf(packVersionViewSchema),
    handler: ({ query }) => packs.history(null, query),
  }),
  route({
    method: 'get',
    path: `${PATH}/versions`,
    summary: 'The versions of a pack, newest first: who applied them, when and why',
    ...reading,
    params: packPathSchema,
    query: packHistoryQuerySchema,
    response: pageOf(packVersionViewSchema),
    handler: ({ params, query }) => packs.history(params.packId, query),
  }),
  route({
    method: 'get',
    path: `${PATH}/versions/:version`,
    summary: 'One version with its files',
    ...reading,
    params: packVersionPathSchema,
    response: packVersionFilesSchema,
    handler: ({ params }) => packs.get(params.packId, params.version),
  }),
  route({
    method: 'get',
    path: `${PATH}/graph`,
    summary: 'The flow as a picture',
    ...reading,
    params: packPathSchema,
    query: packGraphQuerySchema,
    response: fileSchema,
    download: ['image/svg+xml'],
    handler: async ({ params, query }) =>
      new FileAnswer('image/svg+xml', Buffer.from(await packs.draw(params.packId, query))),
  }),
];

/** Files that somebody writes: nothing is changed. */
const draftRoutes = (packs: PackActions): Route[] => [
  route({
    method: 'post',
    path: `${PATH}/check`,
    summary: 'Every fault the files would have here; nothing is changed',
    ...reading,
    params: packPathSchema,
    ...files,
    response: packCheckSchema,
    handler: ({ params, body }) => packs.check(params.packId, filesIn(body)),
  }),
  route({
    method: 'post',
    path: `${PATH}/plan`,
    summary:
      'What applying the files would change of what new calls get now, and every fault; nothing is changed',
    ...reading,
    params: packPathSchema,
    ...files,
    response: packPlanSchema,
    handler: ({ params, body }) => packs.plan(params.packId, filesIn(body)),
  }),
  route({
    method: 'post',
    path: `${PATH}/draw`,
    summary: 'The flow of the files as a picture',
    ...reading,
    params: packPathSchema,
    query: packGraphQuerySchema.pick({ language: true }),
    ...files,
    response: fileSchema,
    download: ['image/svg+xml'],
    handler: async ({ query, body }) =>
      new FileAnswer('image/svg+xml', Buffer.from(await packs.drawDraft(filesIn(body), query.language))),
  }),
];

const writeRoutes = (packs: PackActions): Route[] => [
  route({
    method: 'post',
    path: `${PATH}/apply`,
    summary: 'Serves the files to new calls from now on, as the next version',
    ...writing,
    params: packPathSchema,
    query: applyQuerySchema,
    ...files,
    response: packVersionViewSchema,
    status: 201,
    handler: ({ session, params, query, body }) =>
      packs.apply(params.packId, filesIn(body), {
        by: session.login,
        why: query.why,
        base: query.base,
        speakMissing: query.speakMissing === 'true',
      }),
  }),
  route({
    method: 'post',
    path: `${PATH}/rollback`,
    summary: 'Serves an older version again, as the next version with its files',
    ...writing,
    params: packPathSchema,
    body: rollbackRequestSchema,
    response: packVersionViewSchema,
    status: 201,
    handler: ({ session, params, body }) =>
      packs.rollback(params.packId, body.version, {
        by: session.login,
        why: body.why,
        base: body.base,
      }),
  }),
];

function filesIn({ bytes }: Upload): PackFiles {
  const parsed = packFilesSchema.safeParse(jsonIn(bytes));
  if (parsed.success) return parsed.data;
  throw new UserError('validation-failed', 'The file must be JSON with pack and workOrders, both texts.', {
    details: { fields: [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || '(file)'))] },
  });
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
