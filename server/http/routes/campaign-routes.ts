import { z } from 'zod';
import { campaignMonitorSchema } from '../../contract/campaign-monitor';
import {
  campaignCopySchema,
  campaignFlowSchema,
  diallingSchema,
  testCallResultSchema,
  testCallSchema,
} from '../../contract/campaign-acts';
import {
  campaignActionSchema,
  campaignSaveSchema,
  campaignViewSchema,
  contactFileQuerySchema,
  contactListSchema,
  contactQuerySchema,
  contactViewSchema,
  doNotCallSchema,
  doNotCallViewSchema,
  explanationSchema,
  LIST_MAX_LENGTH,
  listReportSchema,
} from '../../contract/campaigns';
import { refreshReportSchema } from '../../contract/campaign-source';
import { campaignId } from '../../contract/ids';
import { slugSchema } from '../../contract/queue-config';
import { pageOf } from '../../contract/rest';
import { UserError } from '../../errors';
import type { Campaigns } from '../../outbound/campaigns.service';
import type { CampaignWatch } from '../../outbound/monitor.service';
import type { TestCalls } from '../../outbound/test-calls';
import { FileAnswer, fileSchema } from '../file-transfer';
import { route, type Route } from '../route';

type CampaignActions = Pick<
  Campaigns,
  | 'list'
  | 'flows'
  | 'get'
  | 'save'
  | 'copy'
  | 'act'
  | 'addContacts'
  | 'refresh'
  | 'contacts'
  | 'contactsFile'
  | 'dialling'
  | 'stopDialling'
  | 'resumeDialling'
  | 'explain'
  | 'doNotCall'
  | 'addDoNotCall'
  | 'removeDoNotCall'
>;

const reading = { access: 'user', roles: ['supervisor', 'admin'], scope: 'campaigns:read' } as const;
const writing = { access: 'user', roles: ['admin'], scope: 'campaigns:write' } as const;
/** Whoever watches may stop it. */
const stopping = { access: 'user', roles: ['supervisor', 'admin'], scope: 'campaigns:write' } as const;
/** A character takes up to four bytes. */
const LIST_MAX_BYTES = 4 * LIST_MAX_LENGTH;
const params = z.object({ campaignId: slugSchema });
const whose = z.strictObject({
  /** null: all campaigns. */
  campaignId: slugSchema.nullable(),
});
const scopeOf = (id: string | null) => (id === null ? null : campaignId(id));

interface Beside {
  readonly watch: Pick<CampaignWatch, 'now'>;
  readonly tests: Pick<TestCalls, 'call'>;
}

/** Campaigns, their lists, and what was decided about whom. */
export const campaignRoutes = (campaigns: CampaignActions, { watch, tests }: Beside): Route[] => [
  ...configRoutes(campaigns),
  route({
    method: 'get',
    path: '/campaigns/:campaignId/monitor',
    summary: 'What a campaign does at this moment, and why it does not dial faster',
    ...reading,
    params,
    response: campaignMonitorSchema,
    handler: ({ params: { campaignId: id } }) => watch.now(campaignId(id)),
  }),
  ...trialRoutes(campaigns, tests),
  ...listRoutes(campaigns),
  ...diallingRoutes(campaigns),
  ...doNotCallRoutes(campaigns),
];

const configRoutes = (campaigns: CampaignActions): Route[] => [
  route({
    method: 'get',
    path: '/campaigns',
    summary: 'Campaigns and how they stand',
    ...reading,
    response: z.array(campaignViewSchema),
    handler: async () => [...(await campaigns.list())],
  }),
  route({
    method: 'get',
    path: '/campaign-flows',
    summary: 'Flows a campaign may begin with, and the variables each needs',
    ...reading,
    response: z.array(campaignFlowSchema),
    handler: () => [...campaigns.flows()],
  }),
  route({
    method: 'get',
    path: '/campaigns/:campaignId',
    summary: 'One campaign and how it stands',
    ...reading,
    params,
    response: campaignViewSchema,
    handler: ({ params: { campaignId: id } }) => campaigns.get(campaignId(id)),
  }),
  route({
    method: 'put',
    path: '/campaigns/:campaignId',
    summary: 'Makes a campaign, or changes it; refused when somebody else changed it since',
    ...writing,
    params,
    body: campaignSaveSchema,
    response: campaignViewSchema,
    handler: ({ session, params: { campaignId: id }, body: { campaign, version } }) => {
      if (campaign.campaignId !== id)
        throw new UserError('validation-failed', 'The address names another campaign.');
      return campaigns.save(campaign, version ?? null, session.login);
    },
  }),
  route({
    method: 'post',
    path: '/campaigns/:campaignId/state',
    summary: 'Starts, pauses or finishes a campaign',
    ...writing,
    params,
    body: campaignActionSchema,
    response: campaignViewSchema,
    handler: ({ session, params: { campaignId: id }, body: { action } }) =>
      campaigns.act(campaignId(id), action, session.login),
  }),
];

const trialRoutes = (campaigns: CampaignActions, tests: Pick<TestCalls, 'call'>): Route[] => [
  route({
    method: 'post',
    path: '/campaigns/:campaignId/copy',
    summary: 'A draft like it, without its list',
    ...writing,
    params,
    body: campaignCopySchema,
    response: campaignViewSchema,
    status: 201,
    handler: ({ session, params: { campaignId: id }, body }) =>
      campaigns.copy(campaignId(id), body, session.login),
  }),
  route({
    method: 'post',
    path: '/campaigns/:campaignId/test-call',
    summary: 'Calls one number now, to hear the flow; it counts nowhere',
    ...writing,
    params,
    body: testCallSchema,
    response: testCallResultSchema,
    handler: ({ session, params: { campaignId: id }, body }) => tests.call(campaignId(id), body, session),
  }),
];

const listRoutes = (campaigns: CampaignActions): Route[] => [
  route({
    method: 'post',
    path: '/campaigns/:campaignId/contacts',
    summary: 'Adds a list: all of it, or nothing and a report of every faulty line',
    ...writing,
    params,
    maxBytes: LIST_MAX_BYTES,
    body: contactListSchema,
    response: listReportSchema,
    handler: ({ params: { campaignId: id }, body }) => campaigns.addContacts(campaignId(id), body),
  }),
  route({
    method: 'post',
    path: '/campaigns/:campaignId/refresh',
    summary: 'Reads the campaign’s source now: adds who is new, closes who has paid',
    ...writing,
    params,
    response: refreshReportSchema,
    handler: ({ params: { campaignId: id } }) => campaigns.refresh(campaignId(id)),
  }),
  route({
    method: 'get',
    path: '/campaigns/:campaignId/contacts',
    summary: 'Whom a campaign calls, and what has come of it',
    ...reading,
    params,
    query: contactQuerySchema,
    response: pageOf(contactViewSchema),
    handler: ({ params: { campaignId: id }, query }) => campaigns.contacts(campaignId(id), query),
  }),
  route({
    method: 'get',
    path: '/campaigns/:campaignId/contacts/file',
    summary: 'The same as CSV, all of them',
    ...reading,
    params,
    query: contactFileQuerySchema,
    response: fileSchema,
    download: ['text/csv'],
    handler: async ({ params: { campaignId: id }, query }) => {
      const stream = await campaigns.contactsFile(campaignId(id), query);
      return new FileAnswer('text/csv; charset=utf-8', { stream }, `${id}.csv`);
    },
  }),
  route({
    method: 'get',
    path: '/dial-decisions',
    summary: 'Why a number was, or was not, called: every decision with the rule that made it',
    ...reading,
    query: z.object({ number: z.string().min(1).max(64) }),
    response: explanationSchema,
    handler: ({ query: { number } }) => campaigns.explain(number),
  }),
];

const diallingRoutes = (campaigns: CampaignActions): Route[] => [
  route({
    method: 'get',
    path: '/dialling',
    summary: 'What an emergency stop holds',
    ...reading,
    response: diallingSchema,
    handler: () => campaigns.dialling(),
  }),
  route({
    method: 'post',
    path: '/dialling/stop',
    summary: 'Emergency stop: nothing is dialled any more, and what rings is ended',
    ...stopping,
    body: whose,
    handler: ({ session, body }) => campaigns.stopDialling(scopeOf(body.campaignId), session.login),
  }),
  route({
    method: 'post',
    path: '/dialling/resume',
    summary: 'Ends an emergency stop',
    ...stopping,
    body: whose,
    handler: ({ session, body }) => campaigns.resumeDialling(scopeOf(body.campaignId), session.login),
  }),
];

const doNotCallRoutes = (campaigns: CampaignActions): Route[] => [
  route({
    method: 'get',
    path: '/do-not-call',
    summary: 'Whom no campaign calls',
    ...reading,
    response: z.array(doNotCallViewSchema),
    handler: async () => [...(await campaigns.doNotCall())],
  }),
  route({
    method: 'post',
    path: '/do-not-call',
    summary: 'From now on no campaign calls this number, numbers that begin so, or this customer',
    ...writing,
    body: doNotCallSchema,
    response: doNotCallViewSchema,
    status: 201,
    handler: ({ session, body }) => campaigns.addDoNotCall(body, session.login),
  }),
  route({
    method: 'delete',
    path: '/do-not-call/:entryId',
    summary: 'Takes an entry off the list',
    ...writing,
    params: z.object({ entryId: z.uuid() }),
    handler: ({ params: { entryId } }) => campaigns.removeDoNotCall(entryId),
  }),
];
