import { z } from 'zod';
import {
  alertQuerySchema,
  alertRuleRequestSchema,
  alertRuleSchema,
  alertSchema,
  type AlertQuery,
  type AlertRuleRequest,
  type AlertRuleView,
  type AlertView,
} from '../../contract/alerts';
import { pageOf, type Page, type Role } from '../../contract/rest';
import { route, type Route } from '../route';

interface AlertsDesk {
  page(query: AlertQuery, role: Role): Promise<Page<AlertView>>;
  acknowledge(alertId: string, by: string): Promise<AlertView>;
  rules(): Promise<readonly AlertRuleView[]>;
  addRule(rule: AlertRuleRequest, by: string): Promise<AlertRuleView>;
  changeRule(ruleId: string, rule: AlertRuleRequest): Promise<AlertRuleView>;
  removeRule(ruleId: string): Promise<void>;
}

const readers = { access: 'user', roles: ['supervisor', 'admin'] } as const;
const keepers = { access: 'user', roles: ['admin'] } as const;
const ruleParams = z.object({ ruleId: z.uuid() });

/** Alerts and the rules that raise them. */
export const alertRoutes = (alerts: AlertsDesk): Route[] => [
  route({
    method: 'get',
    path: '/alerts',
    summary: 'Alerts that concern your role, the newest first: all, or those that are not over',
    ...readers,
    query: alertQuerySchema,
    response: pageOf(alertSchema),
    handler: ({ session, query }) => alerts.page(query, session.role),
  }),
  route({
    method: 'post',
    path: '/alerts/:alertId/acknowledge',
    summary: 'Say that you see to an alert',
    ...readers,
    params: z.object({ alertId: z.uuid() }),
    response: alertSchema,
    handler: ({ session, params }) => alerts.acknowledge(params.alertId, session.login),
  }),
  route({
    method: 'get',
    path: '/alert-rules',
    summary: 'When alerts are raised, and who is told',
    ...readers,
    response: z.array(alertRuleSchema),
    handler: async () => [...(await alerts.rules())],
  }),
  route({
    method: 'post',
    path: '/alert-rules',
    summary: 'Add a rule',
    ...keepers,
    body: alertRuleRequestSchema,
    response: alertRuleSchema,
    handler: ({ session, body }) => alerts.addRule(body, session.login),
  }),
  route({
    method: 'put',
    path: '/alert-rules/:ruleId',
    summary: 'Change a rule',
    ...keepers,
    params: ruleParams,
    body: alertRuleRequestSchema,
    response: alertRuleSchema,
    handler: ({ params, body }) => alerts.changeRule(params.ruleId, body),
  }),
  route({
    method: 'delete',
    path: '/alert-rules/:ruleId',
    summary: 'Remove a rule; its open alerts are over',
    ...keepers,
    params: ruleParams,
    handler: ({ params }) => alerts.removeRule(params.ruleId),
  }),
];
