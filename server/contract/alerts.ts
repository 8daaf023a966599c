/** Alerts: what supervisors are told when a figure of the centre is over a limit for too long. */
import { z } from 'zod';
import { alertMeasures, type AlertMeasure } from './alert-measures';
import { slugSchema } from './queue-config';
import { pageQuerySchema } from './rest';

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
    queueId: slugSchema.nullable(),
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
