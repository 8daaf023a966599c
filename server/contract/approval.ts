/** What needs a second pair of eyes. Which fields a rule is about is ours; whether it is on is the installation's. */
import { z } from 'zod';

/** Rule → the fields of an information item it is about. */
export const ruledFields = {
  price: ['class', 'price'],
  /** What callers hear: the words, and the recordings named in their place. */
  texts: ['titles', 'texts', 'titleSounds', 'sounds'],
  validity: ['validFrom', 'validUntil'],
  offer: ['category', 'topic', 'faxDocument'],
  /** No field of an item: replacing what callers hear of any sound. */
  recordings: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export const approvalRuleSchema = z.enum(
  Object.keys(ruledFields) as [keyof typeof ruledFields, ...(keyof typeof ruledFields)[]],
);
export type ApprovalRuleId = z.infer<typeof approvalRuleSchema>;

/** The rules that are about any of these fields. */
export const rulesAbout = (fields: Iterable<string>): ApprovalRuleId[] => {
  const given = new Set<string>(fields);
  return approvalRuleSchema.options.filter((rule) =>
    ruledFields[rule].some((field: string) => given.has(field)),
  );
};

export const approvalRuleViewSchema = z.object({
  rule: approvalRuleSchema,
  isOn: z.boolean(),
  /** It is on for whoever asks: who switched a rule off stays under it himself. */
  bindsMe: z.boolean(),
  fields: z.array(z.string()),
  version: z.number().int().min(1),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
  why: z.string(),
});
export type ApprovalRuleView = z.infer<typeof approvalRuleViewSchema>;

export const approvalRuleParamsSchema = z.object({ rule: approvalRuleSchema });
export const approvalRuleChangeSchema = z.strictObject({
  isOn: z.boolean(),
  /** The one that was seen. */
  version: z.number().int().min(1),
  why: z.string().trim().min(1).max(300),
});
export type ApprovalRuleChange = z.infer<typeof approvalRuleChangeSchema>;
