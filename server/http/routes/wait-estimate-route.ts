import {
  waitEstimatesQuerySchema,
  waitEstimatesSchema,
  type WaitEstimate,
} from '../../contract/wait-estimates';
import { route, type Route } from '../route';

export const waitEstimateRoute = (
  estimates: (from: number, until: number) => Promise<WaitEstimate[]>,
): Route =>
  route({
    method: 'get',
    path: '/wait-estimates',
    summary: 'What waiting callers were told of their wait, beside how long it took',
    access: 'user',
    roles: ['supervisor', 'admin'],
    scope: 'queues:read',
    query: waitEstimatesQuerySchema,
    response: waitEstimatesSchema,
    handler: ({ query }) => estimates(Date.parse(query.from), Date.parse(query.until)),
  });
