import { z } from 'zod';
import { callId, offerId } from '../../contract/ids';
import { callQualitySchema } from '../../contract/quality';
import {
  deskSchema,
  dialRequestSchema,
  dispositionRequestSchema,
  offeredReasonSchema,
  presenceRequestSchema,
  prolongRequestSchema,
} from '../../contract/rest';
import type { DeskActions } from '../desk-actions';
import { route, type Route } from '../route';
import { consultRoutes } from './consult-routes';
import { handOverRoutes } from './hand-over-routes';
import { recordingRoutes } from './recording-routes';

const callParams = z.object({ callId: z.uuid() });
const offerParams = z.object({ offerId: z.uuid() });

export function deskRoutes(desk: DeskActions): Route[] {
  return [
    ...ownRoutes(desk),
    dial(desk),
    ...callRoutes(desk),
    ...consultRoutes(desk),
    ...handOverRoutes(desk),
    ...recordingRoutes(desk),
  ];
}

const ownRoutes = (desk: DeskActions): Route[] => [
  route({
    method: 'get',
    path: '/me/desk',
    summary: "The agent's working state",
    access: 'agent',
    response: deskSchema,
    handler: ({ session }) => desk.desk(session.agentId),
  }),
  route({
    method: 'put',
    path: '/me/presence',
    summary: 'Ready, or on break with a reason; while busy: what to be afterwards, also logged out',
    access: 'agent',
    body: presenceRequestSchema,
    handler: ({ session, body }) => desk.setPresence(session.agentId, body),
  }),
  route({
    method: 'post',
    path: '/me/wrap-up/finish',
    summary: 'End the wrap-up before its time is over',
    access: 'agent',
    handler: ({ session }) => desk.finishWrapUp(session.agentId),
  }),
  route({
    method: 'post',
    path: '/me/wrap-up/prolong',
    summary: 'Give the wrap-up more time, as often as its queue allows',
    access: 'agent',
    body: prolongRequestSchema,
    handler: ({ session, body }) => desk.prolongWrapUp(session.agentId, body),
  }),
  route({
    method: 'get',
    path: '/me/break-reasons',
    summary: 'Reasons for a break, and how many agents are on each',
    access: 'agent',
    response: z.array(offeredReasonSchema),
    handler: async () => [...(await desk.breakReasons())],
  }),
];

const dial = (desk: DeskActions): Route =>
  route({
    method: 'post',
    path: '/calls',
    summary: 'Dial a number',
    access: 'agent',
    body: dialRequestSchema,
    response: z.object({ callId: z.uuid() }),
    status: 201,
    handler: async ({ session, body }) => ({ ...(await desk.dial(session.agentId, body)) }),
  });

const callRoutes = (desk: DeskActions): Route[] => [
  callAction('hang-up', 'Hang up', (agent, id) => desk.hangUp(agent, id)),
  callAction('hold', 'Put the caller on hold', (agent, id) => desk.hold(agent, id)),
  callAction('resume', 'Talk again after a hold', (agent, id) => desk.resume(agent, id)),
  callAction('come-back', 'Have the agent’s audio, which was lost, built anew', (agent, id) =>
    desk.comeBack(agent, id),
  ),
  route({
    method: 'post',
    path: '/offers/:offerId/accept',
    summary: 'Take an offered call for which the softphone’s leg stands',
    access: 'agent',
    params: offerParams,
    handler: ({ session, params }) => desk.acceptOffer(session.agentId, offerId(params.offerId)),
  }),
  route({
    method: 'post',
    path: '/offers/:offerId/decline',
    summary: 'Refuse an offered call',
    access: 'agent',
    params: offerParams,
    handler: ({ session, params }) => desk.declineOffer(session.agentId, offerId(params.offerId)),
  }),
  route({
    method: 'post',
    path: '/calls/:callId/quality',
    summary: 'Tell how the softphone’s leg of a call sounded',
    access: 'agent',
    params: callParams,
    body: callQualitySchema,
    handler: ({ session, params, body }) => desk.reportQuality(session.agentId, callId(params.callId), body),
  }),
  route({
    method: 'put',
    path: '/calls/:callId/disposition',
    summary: 'Say how a call went',
    access: 'agent',
    params: callParams,
    body: dispositionRequestSchema,
    handler: ({ session, params, body }) => desk.setDisposition(session.agentId, callId(params.callId), body),
  }),
];

function callAction(name: string, summary: string, act: DeskActions['hangUp']): Route {
  return route({
    method: 'post',
    path: `/calls/:callId/${name}`,
    summary,
    access: 'agent',
    params: callParams,
    handler: ({ session, params }) => act(session.agentId, callId(params.callId)),
  });
}
