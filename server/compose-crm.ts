import { crmRoutes, type CrmSources } from './http/routes/crm-routes';
import { offeredRoutes, type OfferedSources } from './http/routes/offered-routes';
import type { Route } from './http/route';

/** Customer data at the REST interface; the stores come from the database. */
export const composeCrm = (stores: CrmSources & OfferedSources): readonly Route[] => [
  ...crmRoutes(stores),
  ...offeredRoutes(stores),
];
