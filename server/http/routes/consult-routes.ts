import { z } from 'zod';
import { callId } from '../../contract/ids';
import { handOverCallRequestSchema } from '../../contract/hand-over';
import { speakDirectoryRequestSchema, speakRequestSchema } from '../../contract/rest';
import type { DeskActions } from '../desk-actions';
import { route, type Route } from '../route';

const params = z.object({ callId: z.uuid() });

/** What an agent can do for his caller with somebody else, or with the machine. */
export const consultRoutes = (desk: DeskActions): Route[] => [
  route({
    method: 'post',
    path: '/desk/calls/:callId/consult',
    summary: 'Ask a colleague, somebody of a queue or somebody outside while the caller hears music',
    access: 'agent',
    params,
    body: handOverCallRequestSchema,
    handler: ({ session, params: { callId: id }, body }) => desk.consult(session.agentId, callId(id), body),
  }),
  route({
    method: 'post',
    path: '/desk/calls/:callId/consult/complete',
    summary: 'Leave the caller with whom was asked',
    access: 'agent',
    params,
    handler: ({ session, params: { callId: id } }) => desk.completeConsult(session.agentId, callId(id)),
  }),
  route({
    method: 'post',
    path: '/desk/calls/:callId/consult/cancel',
    summary: 'Back to the caller, without whom was asked',
    access: 'agent',
    params,
    handler: ({ session, params: { callId: id } }) => desk.cancelConsult(session.agentId, callId(id)),
  }),
  route({
    method: 'post',
    path: '/desk/calls/:callId/speak',
    summary: 'Let the machine say a number to the caller during the talk',
    access: 'agent',
    params,
    body: speakRequestSchema,
    handler: ({ session, params: { callId: id }, body }) => desk.speak(session.agentId, callId(id), body),
  }),
  route({
    method: 'post',
    path: '/desk/calls/:callId/speak-directory',
    summary: 'Hand the caller to the machine, which speaks a number and offers to dial it',
    access: 'agent',
    params,
    body: speakDirectoryRequestSchema,
    handler: ({ session, params: { callId: id }, body }) =>
      desk.speakDirectory(session.agentId, callId(id), body),
  }),
];
