/** Alerts: what supervisors are told when a figure of the centre is over a limit for too long. */
import { z } from 'zod';
import { pageQuerySchema } from './rest';

/** `above`, `below`: on which side of its limit a figure is bad. */
export const alertMeasures = {
  /** Seconds the first caller waits. */
  'longest-wait': { scope: 'queue', breach: 'above' },
  /** Callers who wait. */
  waiting: { scope: 'queue', breach: 'above' },
  /** Minutes who comes now will probably wait. */
  'estimated-wait': { scope: 'queue', breach: 'above' },
  /** Percent, in this quarter of an hour and the one before. */
  'service-level': { scope: 'queue', breach: 'below' },
  /** Members who are ready. */
  'ready-agents': { scope: 'queue', breach: 'below' },
  /** Members who are logged in. */
  'present-agents': { scope: 'queue', breach: 'below' },
  /** Agents who do not respond, or are ready without a phone. */
  'missing-agents': { scope: 'centre', breach: 'above' },
  /** Agents whose break or wrap-up is too long. */
  'overdue-agents': { scope: 'centre', breach: 'above' },
  /** Callers in flows. */
  'ivr-callers': { scope: 'centre', breach: 'above' },
  'switches-down': { scope: 'centre', breach: 'above' },
  /** Work orders past their promise. */
  'orders-overdue': { scope: 'centre', breach: 'above' },
} as const satisfies Readonly<Record<string, { scope: 'queue' | 'centre'; breach: 'above' | 'below' }>>;

export type AlertMeasure = keyof typeof alertMeasures;
export const alertMeasureNames = Object.keys(alertMeasures) as [AlertMeasure, ...AlertMeasure[]];
export const alertMeasureSchema = z.enum(alertMeasureNames);

/** Desks that are told. Webhooks subscribe to the events `alert.*` by themselves. */
const toldRoleSchema = z.enum(['supervisor', 'admin']);

export const alertRuleRequestSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    measure: alertMeasureSchema,
    threshold: z.number().min(0).max(1_000_000),
    /** Over the limit for so long before it is raised, and within it for so long before it is over. */
    forS: z.number().int().min(0).max(3600),
    /** null: each queue by itself; of the whole centre it is always null. */
    queueId: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/)
      .nullable(),
    roles: z.array(toldRoleSchema).max(2),
    emails: z.array(z.email().max(200)).max(20),
    active: z.boolean(),
  })
  .refine(({ measure, queueId }) => queueId === null || alertMeasures[measure].scope === 'queue', {
    path: ['queueId'],
    error: 'this measure is of the whole centre',
  })
  .refine(({ measure, threshold }) => measure !== 'service-level' || threshold <= 100, {
    path: ['threshold'],
    error: 'is a share, at most 100 percent',
  });
export type AlertRuleRequest = z.infer<typeof alertRuleRequestSchema>;

export const alertRuleSchema = z.object({
  ruleId: z.uuid(),
  name: z.string(),
  measure: alertMeasureSchema,
  threshold: z.number(),
  forS: z.number().int(),
  queueId: z.string().nullable(),
  roles: z.array(toldRoleSchema),
  emails: z.array(z.string()),
  active: z.boolean(),
  createdBy: z.string(),
});
export type AlertRuleView = z.infer<typeof alertRuleSchema>;

export const alertSchema = z.object({
  alertId: z.uuid(),
  ruleId: z.uuid(),
  /** As the rule was when it was raised. */
  name: z.string(),
  measure: alertMeasureSchema,
  threshold: z.number(),
  /** null: the whole centre. */
  queueId: z.string().nullable(),
  /** The figure when it was raised. */
  value: z.number(),
  /** Since when it was over its limit. */
  since: z.iso.datetime(),
  raisedAt: z.iso.datetime(),
  acknowledgedAt: z.iso.datetime().nullable(),
  acknowledgedBy: z.string().nullable(),
  /** null: it is still over its limit. */
  clearedAt: z.iso.datetime().nullable(),
});
export type AlertView = z.infer<typeof alertSchema>;

/** The wish of who may see alerts: those that concern his role, open ones only or all, newest first. */
export const alertQuerySchema = pageQuerySchema.extend({
  open: z.stringbool().default(false),
});
export type AlertQuery = z.output<typeof alertQuerySchema>;
