/** The outbound order: what a campaign wants of a contact, as the agent who speaks with him sees it. */
import { z } from 'zod';
import { campaignModeSchema, dialResultSchema, markSchema } from './campaign-words';

export const orderMarkSchema = z.object({
  mark: markSchema,
  /** How the desk calls it; without one in its language, the mark itself is shown. */
  label: z.partialRecord(z.enum(['zh-CN', 'en-US']), z.string()),
  asksDate: z.boolean(),
});
export type OrderMark = z.infer<typeof orderMarkSchema>;

/** What was said to have come of a call. */
export const saidMarkSchema = z.object({ mark: z.string(), date: z.iso.date().nullable() });
export type SaidMark = z.infer<typeof saidMarkSchema>;

/** One call of this campaign to this contact. */
export const orderAttemptSchema = z.object({
  at: z.iso.datetime(),
  /** null: none spoke with him, or the flow alone did. */
  agentId: z.string().nullable(),
  /** null: it is not over. */
  result: dialResultSchema.nullable(),
  marked: saidMarkSchema.nullable(),
});
export type OrderAttempt = z.infer<typeof orderAttemptSchema>;

export const campaignOrderSchema = z.object({
  campaignId: z.string(),
  campaignName: z.string(),
  mode: campaignModeSchema,
  contactId: z.uuid(),
  name: z.string(),
  number: z.string(),
  customerId: z.uuid().nullable(),
  /** The list's own columns. */
  variables: z.record(z.string(), z.string()),
  /** In the language of the call, filled in; null: the campaign has none. */
  script: z.string().nullable(),
  /** What an agent can say has come of it. */
  marks: z.array(orderMarkSchema),
  /** The newest first; the present call is not among them. */
  attempts: z.array(orderAttemptSchema),
});
export type CampaignOrder = z.infer<typeof campaignOrderSchema>;

/** The order of a call in progress, or that is being wrapped up. */
export const callOrderSchema = campaignOrderSchema.extend({
  /** What the agent has said has come of this call. */
  marked: saidMarkSchema.nullable(),
});
export type CallOrder = z.infer<typeof callOrderSchema>;

export const markRequestSchema = z.strictObject({
  mark: markSchema,
  /** Of marks that ask for one. */
  date: z.iso.date().optional(),
});
export type MarkRequest = z.infer<typeof markRequestSchema>;

/** A contact who is kept for an agent. */
export const keptOrderSchema = campaignOrderSchema.extend({
  /** Nobody else is given him until then, Unix ms. */
  keptUntil: z.number().int(),
  /** Then he is dialled by itself; null: when the agent says so. */
  dialsAt: z.number().int().nullable(),
});
export type KeptOrder = z.infer<typeof keptOrderSchema>;

/** What an agent can do for campaigns now. */
export const ownCampaignsSchema = z.object({
  campaigns: z.array(
    z.object({ campaignId: z.string(), name: z.string(), mode: z.enum(['preview', 'manual']) }),
  ),
  order: keptOrderSchema.nullable(),
});
export type OwnCampaigns = z.infer<typeof ownCampaignsSchema>;

export const nextOrderSchema = z.object({ order: keptOrderSchema.nullable() });

/** Whom an agent can pick. */
export const pickableContactSchema = z.object({
  contactId: z.uuid(),
  name: z.string(),
  number: z.string(),
  attempts: z.number().int(),
  lastResult: dialResultSchema.nullable(),
});
export type PickableContact = z.infer<typeof pickableContactSchema>;

/** An agent does not call him now. */
export const leaveOrderSchema = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('later'), until: z.iso.datetime() }),
  z.strictObject({ how: z.literal('skip') }),
  z.strictObject({ how: z.literal('do-not-call') }),
]);
export type LeaveOrder = z.infer<typeof leaveOrderSchema>;
