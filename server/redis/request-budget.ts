import type { RequestBudget } from '../integration/request-budget';
import type { Scripts } from './scripts';
import { takeRequest } from './scripts/take-request';

export const createRequestBudget = (scripts: Scripts): RequestBudget => ({
  take: (whose, { limit, windowMs }) => takeRequest(scripts, { whose, limit, windowMs }),
});
