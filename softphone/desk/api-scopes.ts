import type { ApiScope } from '../../server/contract/scopes';

/** All of them, or this does not compile: the contract's own list would bring its schemas to the browser. */
const scopes: Readonly<Record<ApiScope, true>> = {
  'calls:read': true,
  'customers:read': true,
  'customers:write': true,
  'work-orders:read': true,
  'work-orders:write': true,
  'directory:read': true,
  'directory:write': true,
  'information:read': true,
  'information:write': true,
  'billing:read': true,
  'billing:write': true,
  'data:import': true,
  'data:export': true,
  'fax:send': true,
  'texts:read': true,
  'texts:report': true,
  'packs:read': true,
  'packs:write': true,
  'queues:read': true,
  'queues:write': true,
  'campaigns:read': true,
  'campaigns:write': true,
  'reports:read': true,
  'sounds:read': true,
  'sounds:write': true,
  'webhooks:manage': true,
};

export const scopesShown = Object.keys(scopes) as ApiScope[];
