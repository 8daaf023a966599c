/** API keys and webhooks: how other systems use the centre. */
import { z } from 'zod';
import { eventTypes } from './events';
import { pageQuerySchema } from './rest';
import { apiScopeSchema } from './scopes';

const nameSchema = z.string().trim().min(1).max(80);

export const apiKeySchema = z.object({
  keyId: z.uuid(),
  name: z.string(),
  scopes: z.array(apiScopeSchema),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type ApiKeyView = z.infer<typeof apiKeySchema>;

export const newApiKeySchema = z.object({
  name: nameSchema,
  scopes: z.array(apiScopeSchema).min(1),
  expiresAt: z.iso.datetime().nullable().default(null),
});
export type NewApiKey = z.infer<typeof newApiKeySchema>;

/** `secret` is shown this once; only its digest is kept. */
export const createdApiKeySchema = apiKeySchema.extend({ secret: z.string() });
export type CreatedApiKey = z.infer<typeof createdApiKeySchema>;

/** An event type, or a group of them: 'call.*'. '*' is every event. */
const eventPatternSchema = z.string().refine((pattern) => matchesSomeEvent(pattern), {
  error: 'is no event: use a type such as call.ended, a group such as call.*, or *',
});

export const matchesEvent = (pattern: string, type: string): boolean =>
  pattern === '*' || pattern === type || (pattern.endsWith('.*') && type.startsWith(pattern.slice(0, -1)));

const matchesSomeEvent = (pattern: string): boolean => eventTypes.some((type) => matchesEvent(pattern, type));

export const webhookRequestSchema = z.object({
  name: nameSchema,
  /** Where events are sent by POST. */
  url: z.url({ protocol: /^https?$/ }).max(500),
  events: z.array(eventPatternSchema).min(1).max(50),
  active: z.boolean().default(true),
});
export type WebhookRequest = z.infer<typeof webhookRequestSchema>;

export const webhookSchema = z.object({
  webhookId: z.uuid(),
  name: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  active: z.boolean(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
});
export type WebhookView = z.infer<typeof webhookSchema>;

/** `secret` is shown when it is made and never again: receivers check signatures with it. */
export const createdWebhookSchema = webhookSchema.extend({ secret: z.string() });
export type CreatedWebhook = z.infer<typeof createdWebhookSchema>;

export const deliveryStates = ['pending', 'delivered', 'failed'] as const;

export const deliverySchema = z.object({
  deliveryId: z.uuid(),
  webhookId: z.uuid(),
  eventId: z.string(),
  eventType: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.number().int(),
  /** HTTP status of the latest attempt; null when nobody answered. */
  lastStatus: z.number().int().nullable(),
  lastError: z.string().nullable(),
  lastAttemptAt: z.iso.datetime().nullable(),
  nextAttemptAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type DeliveryView = z.infer<typeof deliverySchema>;

export const deliveryQuerySchema = pageQuerySchema.extend({ state: z.enum(deliveryStates).optional() });
export type DeliveryQuery = z.infer<typeof deliveryQuerySchema>;
