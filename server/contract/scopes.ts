import { z } from 'zod';

/** What an API key may be used for; a route names the one it needs. People log in and need none. */
export const apiScopes = [
  'calls:read',
  'customers:read',
  'customers:write',
  'work-orders:read',
  'work-orders:write',
  'directory:read',
  'directory:write',
  'information:read',
  'information:write',
  'billing:read',
  'billing:write',
  /** Whole tables, bills and unlisted numbers among them; and the history of all changes. */
  'data:import',
  'data:export',
  'fax:send',
  'texts:read',
  /** A gateway's own word on what became of a text. */
  'texts:report',
  'packs:read',
  'packs:write',
  'queues:read',
  'queues:write',
  /** Measures of queues and agents, and the calls behind them. */
  /** Campaigns, whom they call, and what came of it. */
  'campaigns:read',
  'campaigns:write',
  'reports:read',
  'sounds:read',
  'sounds:write',
  'webhooks:manage',
] as const;

export const apiScopeSchema = z.enum(apiScopes);
export type ApiScope = z.infer<typeof apiScopeSchema>;
