import { z } from 'zod';
import {
  deliveryQuerySchema,
  reportDeliverySchema,
  reportScheduleRequestSchema,
  reportSchedulesSchema,
  reportScheduleSchema,
  trialRequestSchema,
} from '../../contract/report-schedules';
import { pageOf } from '../../contract/rest';
import type { ReportDeliveries } from '../../measures/delivery/report-deliveries';
import { route, type Route } from '../route';

const keepers = { access: 'user', roles: ['supervisor', 'admin'] } as const;
const scheduleParams = z.object({ scheduleId: z.uuid() });

type Deliveries = Pick<
  ReportDeliveries,
  'all' | 'add' | 'change' | 'remove' | 'sendTrial' | 'sendAgain' | 'history'
>;

/** Reports that are sent by e-mail at their times. */
export const reportScheduleRoutes = (deliveries: Deliveries): Route[] => [
  ...scheduleRoutes(deliveries),
  ...deliveryRoutes(deliveries),
];

const scheduleRoutes = (deliveries: Deliveries): Route[] => [
  route({
    method: 'get',
    path: '/report-schedules',
    summary: 'Reports that are sent by e-mail, when and to whom',
    ...keepers,
    response: reportSchedulesSchema,
    handler: () => deliveries.all(),
  }),
  route({
    method: 'post',
    path: '/report-schedules',
    summary: 'Have a report sent each day, week or month',
    ...keepers,
    body: reportScheduleRequestSchema,
    response: reportScheduleSchema,
    handler: ({ session, body }) => deliveries.add(body, session.login),
  }),
  route({
    method: 'put',
    path: '/report-schedules/:scheduleId',
    summary: 'Change what is sent, when or to whom',
    ...keepers,
    params: scheduleParams,
    body: reportScheduleRequestSchema,
    response: reportScheduleSchema,
    handler: ({ session, params, body }) => deliveries.change(params.scheduleId, body, session.login),
  }),
  route({
    method: 'delete',
    path: '/report-schedules/:scheduleId',
    summary: 'Send it no more; what was sent stays in the history',
    ...keepers,
    params: scheduleParams,
    handler: ({ params }) => deliveries.remove(params.scheduleId),
  }),
];

const deliveryRoutes = (deliveries: Deliveries): Route[] => [
  route({
    method: 'post',
    path: '/report-schedules/:scheduleId/trial',
    summary: 'Send at once what would be sent if it were due now',
    ...keepers,
    params: scheduleParams,
    body: trialRequestSchema,
    response: reportDeliverySchema,
    handler: ({ session, params, body }) => deliveries.sendTrial(params.scheduleId, body, session.login),
  }),
  route({
    method: 'get',
    path: '/report-deliveries',
    summary: 'What was sent and what was not, the newest first',
    ...keepers,
    query: deliveryQuerySchema,
    response: pageOf(reportDeliverySchema),
    handler: ({ query }) => deliveries.history(query),
  }),
  route({
    method: 'post',
    path: '/report-deliveries/:deliveryId/again',
    summary: 'Send a report again that failed, or of which nobody knows',
    ...keepers,
    params: z.object({ deliveryId: z.uuid() }),
    response: reportDeliverySchema,
    handler: ({ session, params }) => deliveries.sendAgain(params.deliveryId, session.login),
  }),
];
