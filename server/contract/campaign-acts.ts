/** What is done with campaigns besides writing and starting them: copies, test calls, the emergency stop. */
import { z } from 'zod';
import { slugSchema } from './queue-config';
import { languageSchema } from './rest';

/** A flow that can speak to people who are called, and what it wants to know of each. */
export const campaignFlowSchema = z.object({
  pack: z.string(),
  name: z.partialRecord(languageSchema, z.string()),
  entries: z.array(z.object({ entry: z.string(), variables: z.array(z.string()) })),
});
export type CampaignFlow = z.infer<typeof campaignFlowSchema>;

/** What an emergency stop holds. */
export const diallingSchema = z.object({
  /** No campaign dials. */
  allStopped: z.boolean(),
  /** These do not, whatever becomes of the others. */
  campaigns: z.array(z.string()),
});
export type Dialling = z.infer<typeof diallingSchema>;

/** A draft with everything of another campaign, but its list. */
export const campaignCopySchema = z.strictObject({ campaignId: slugSchema, name: z.string().min(1).max(80) });

/** Calls this number now, to hear the flow. */
export const testCallSchema = z.strictObject({
  number: z.string().min(1).max(64),
  /** Those the flow speaks of. */
  variables: z.record(z.string(), z.string().max(200)).default({}),
});
export type TestCallRequest = z.output<typeof testCallSchema>;

export const testCallResultSchema = z.object({
  callId: z.uuid().nullable(),
  /** Why it was not placed; null: it was. */
  refused: z.enum(['do-not-call', 'destination', 'stopped', 'limit', 'no-switch']).nullable(),
});
export type TestCallResult = z.infer<typeof testCallResultSchema>;
