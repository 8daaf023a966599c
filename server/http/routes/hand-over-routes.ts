import { z } from 'zod';
import {
  handOverSearchSchema,
  handOverTargetsSchema,
  swapRequestSchema,
  handOverCallRequestSchema,
} from '../../contract/hand-over';
import { callId } from '../../contract/ids';
import type { DeskActions } from '../desk-actions';
import { route, type Route } from '../route';

const params = z.object({ callId: z.uuid() });

/** An agent hands his caller to somebody else. */
export const handOverRoutes = (desk: DeskActions): Route[] => [
  route({
    method: 'get',
    path: '/desk/hand-over-targets',
    summary: 'Colleagues and queues a caller may be handed to, as they are now',
    access: 'agent',
    query: handOverSearchSchema,
    response: handOverTargetsSchema,
    handler: ({ session, query: { search } }) => desk.handOverTargets(session.agentId, search),
  }),
  route({
    method: 'post',
    path: '/desk/calls/:callId/transfer',
    summary: 'Hand the caller to a queue, a colleague or a number, without a word, and leave',
    access: 'agent',
    params,
    body: handOverCallRequestSchema,
    handler: ({ session, params: { callId: id }, body }) => desk.transfer(session.agentId, callId(id), body),
  }),
  route({
    method: 'post',
    path: '/desk/calls/:callId/consult/swap',
    summary: 'Talk with the caller while whom was called hears music, or the other way round',
    access: 'agent',
    params,
    body: swapRequestSchema,
    handler: ({ session, params: { callId: id }, body }) =>
      desk.swapConsult(session.agentId, callId(id), body),
  }),
  route({
    method: 'post',
    path: '/desk/calls/:callId/consult/merge',
    summary: 'Talk with the caller and whom was called together',
    access: 'agent',
    params,
    handler: ({ session, params: { callId: id } }) => desk.mergeConsult(session.agentId, callId(id)),
  }),
];
