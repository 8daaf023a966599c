import {
  approvalRuleChangeSchema,
  approvalRuleParamsSchema,
  approvalRuleViewSchema,
} from '../../contract/approval';
import type { ApprovalRules } from '../../crm/maintenance/approval-rules';
import { route, type Route } from '../route';
import { authorOf } from './crm-routes';

/** Everybody sees what needs approval, administrators settle it; a key never does. */
export const approvalRuleRoutes = (rules: ApprovalRules): Route[] => [
  route({
    method: 'get',
    path: '/approval-rules',
    summary: 'What needs a second pair of eyes',
    access: 'user',
    scope: 'information:read',
    response: approvalRuleViewSchema.array(),
    handler: async ({ session }) => [...(await rules.list(authorOf(session).who))],
  }),
  route({
    method: 'put',
    path: '/approval-rules/:rule',
    summary: 'Switch a rule on or off, with the reason; it counts for what is asked for from now on',
    access: 'user',
    roles: ['admin'],
    params: approvalRuleParamsSchema,
    body: approvalRuleChangeSchema,
    response: approvalRuleViewSchema,
    handler: ({ params, body, session }) => rules.change(params.rule, body, authorOf(session).who),
  }),
];
