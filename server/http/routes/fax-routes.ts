import { z } from 'zod';
import type { Session } from '../../auth/ports';
import {
  faxAbilitySchema,
  faxQuerySchema,
  faxRequestSchema,
  faxSchema,
  faxSummarySchema,
  faxUploadQuerySchema,
  type FaxTarget,
} from '../../contract/fax';
import { pageOf } from '../../contract/rest';
import type { FaxDocument, FaxService } from '../../fax/fax.service';
import { LARGEST_DOCUMENT } from '../../fax/renderer';
import { FileAnswer, fileSchema, uploadSchema } from '../file-transfer';
import { route, type Route } from '../route';

export type FaxActions = Pick<
  FaxService,
  'send' | 'list' | 'get' | 'document' | 'retry' | 'cancel' | 'ability'
>;

const params = z.object({ faxId: z.uuid() });
const forSenders = { access: 'user', scope: 'fax:send' } as const;
const UPLOADS = ['application/pdf', 'image/tiff', 'image/png', 'image/jpeg'];

/** Agents from the desk and other systems by their key: the same. */
export const faxRoutes = (faxes: FaxActions): Route[] => [
  ...sending(faxes),
  ...reading(faxes),
  ...changing(faxes),
];

const sending = (faxes: FaxActions): Route[] => [
  route({
    method: 'post',
    path: '/faxes',
    summary: 'Fax a text or an information item',
    ...forSenders,
    body: faxRequestSchema,
    response: faxSchema,
    status: 201,
    handler: ({ session, body }) => send(faxes, session, body, body.document),
  }),
  route({
    method: 'post',
    path: '/faxes/upload',
    summary: 'Fax a PDF, TIFF, PNG or JPEG',
    ...forSenders,
    query: faxUploadQuerySchema,
    body: uploadSchema,
    upload: { contentTypes: UPLOADS, maxBytes: LARGEST_DOCUMENT },
    response: faxSchema,
    status: 201,
    handler: ({ session, query, body }) =>
      send(faxes, session, query, { kind: 'file', title: query.title, bytes: body.bytes }),
  }),
];

const reading = (faxes: FaxActions): Route[] => [
  route({
    method: 'get',
    path: '/faxes',
    summary: 'Faxes, sent and on their way',
    ...forSenders,
    query: faxQuerySchema,
    response: pageOf(faxSummarySchema),
    handler: ({ query }) => faxes.list(query),
  }),
  route({
    method: 'get',
    path: '/fax-lines',
    summary: 'Whether faxes can be sent, and how many lines are taken',
    ...forSenders,
    response: faxAbilitySchema,
    handler: () => faxes.ability(),
  }),
  route({
    method: 'get',
    path: '/faxes/:faxId',
    summary: 'One fax with its attempts',
    ...forSenders,
    params,
    response: faxSchema,
    handler: ({ params: { faxId } }) => faxes.get(faxId),
  }),
  route({
    method: 'get',
    path: '/faxes/:faxId/document',
    summary: 'The pages as they are sent',
    ...forSenders,
    params,
    response: fileSchema,
    download: ['image/tiff'],
    handler: async ({ params: { faxId } }) =>
      new FileAnswer('image/tiff', await faxes.document(faxId), `fax-${faxId}.tif`),
  }),
];

const changing = (faxes: FaxActions): Route[] => [
  route({
    method: 'post',
    path: '/faxes/:faxId/retry',
    summary: 'Send a fax again that was given up or cancelled',
    ...forSenders,
    params,
    response: faxSchema,
    handler: ({ params: { faxId } }) => faxes.retry(faxId),
  }),
  route({
    method: 'post',
    path: '/faxes/:faxId/cancel',
    summary: 'Do not send it, or hang up',
    ...forSenders,
    params,
    response: faxSchema,
    handler: ({ params: { faxId } }) => faxes.cancel(faxId),
  }),
];

function send(faxes: FaxActions, session: Session, target: FaxTarget, document: FaxDocument) {
  const { to, callId, customerId, requestId } = target;
  return faxes.send(to, {
    document,
    requestedBy: session.agentId === null ? session.login : `agent:${session.agentId}`,
    callId,
    customerId,
    // Of this sender alone: nobody learns of another's fax by guessing what he called it.
    requestId: requestId === undefined ? undefined : `${session.userId}/${requestId}`,
  });
}
