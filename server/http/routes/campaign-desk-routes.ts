import { z } from 'zod';
import {
  leaveOrderSchema,
  markRequestSchema,
  nextOrderSchema,
  ownCampaignsSchema,
  pickableContactSchema,
} from '../../contract/campaign-order';
import { callId, contactId } from '../../contract/ids';
import { slugSchema } from '../../contract/queue-config';
import { pageOf, pageQuerySchema } from '../../contract/rest';
import type { AgentCampaigns } from '../../outbound/agent-campaigns.service';
import type { Marking } from '../../outbound/marking.service';
import { route, type Route } from '../route';

interface CampaignDesk {
  readonly marking: Pick<Marking, 'mark'>;
  readonly own: Pick<AgentCampaigns, 'own' | 'next' | 'pick' | 'pickable' | 'call' | 'leave'>;
}

const contactParams = z.object({ contactId: z.uuid() });

/** What agents do for campaigns. */
export const campaignDeskRoutes = ({ marking, own }: CampaignDesk): Route[] => [
  ...choosing(own),
  ...deciding(own),
  route({
    method: 'post',
    path: '/calls/:callId/mark',
    summary: 'Say what has come of a campaign’s call, in the talk or while it is wrapped up',
    access: 'agent',
    params: z.object({ callId: z.uuid() }),
    body: markRequestSchema,
    handler: ({ session, params, body }) => marking.mark(session.agentId, callId(params.callId), body),
  }),
];

const choosing = (own: CampaignDesk['own']): Route[] => [
  route({
    method: 'get',
    path: '/me/campaigns',
    summary: 'Campaigns whose contacts the agent calls himself, and the contact kept for him',
    access: 'agent',
    response: ownCampaignsSchema,
    handler: ({ session }) => own.own(session.agentId),
  }),
  route({
    method: 'post',
    path: '/campaigns/next',
    summary: 'Keeps the next contact for the agent; the same one until he calls or leaves him',
    access: 'agent',
    response: nextOrderSchema,
    handler: async ({ session }) => ({ order: await own.next(session.agentId) }),
  }),
  route({
    method: 'get',
    path: '/me/campaigns/:campaignId/contacts',
    summary: 'Contacts an agent can pick',
    access: 'agent',
    params: z.object({ campaignId: slugSchema }),
    query: pageQuerySchema.extend({ search: z.string().trim().max(60).default('') }),
    response: pageOf(pickableContactSchema),
    handler: ({ session, params, query }) => own.pickable(session.agentId, params.campaignId, query),
  }),
  route({
    method: 'post',
    path: '/contacts/:contactId/pick',
    summary: 'Keeps the contact the agent chose for him',
    access: 'agent',
    params: contactParams,
    response: nextOrderSchema,
    handler: async ({ session, params }) => ({
      order: await own.pick(session.agentId, contactId(params.contactId)),
    }),
  }),
];

const deciding = (own: CampaignDesk['own']): Route[] => [
  route({
    method: 'post',
    path: '/contacts/:contactId/call',
    summary: 'Calls the contact that is kept for the agent: his phone first, then the contact',
    access: 'agent',
    params: contactParams,
    response: z.object({ callId: z.uuid() }),
    status: 201,
    handler: async ({ session, params }) => ({
      callId: await own.call(session.agentId, contactId(params.contactId)),
    }),
  }),
  route({
    method: 'post',
    path: '/contacts/:contactId/leave',
    summary: 'The contact kept for the agent is called later, by somebody else, or never',
    access: 'agent',
    params: contactParams,
    body: leaveOrderSchema,
    handler: ({ session, params, body }) => own.leave(session.agentId, contactId(params.contactId), body),
  }),
];
