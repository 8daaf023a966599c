/** What a campaign does at this moment, and why it does not dial faster; docs/campaigns.md, "Watching". */
import { z } from 'zod';
import { campaignModeSchema } from './campaign-words';
import { slugSchema } from './queue-config';

/** What decides how many calls it starts now. */
export const paceReasons = [
  /** It does not dial: not running, or stopped. */
  'not-dialling',
  /** The flow speaks by itself: only the limits count. */
  'automatic',
  /** Progressive, because it is set so. */
  'set',
  /** Predictive, and not enough calls yet to foresee anything: as progressive until then. */
  'few-attempts',
  /** Predictive, and nothing to spare below the cap: as progressive until there is. */
  'cap',
  /** Predictive, by its forecast. */
  'forecast',
  /** Trunks, limits or what a sudden surge could do allow no more. */
  'limit',
] as const;

const count = z.number().int().min(0);

export const campaignMonitorSchema = z.object({
  campaignId: slugSchema,
  at: z.iso.datetime(),
  mode: campaignModeSchema,
  /** How a paced campaign dials now: a predictive one is progressive at times. null: it has no pace, or does not dial. */
  pacedAs: z.enum(['progressive', 'predictive']).nullable(),
  reason: z.enum(paceReasons),
  /** The numbers behind a pace; docs/pacing.md. null: it has none. */
  why: z
    .object({
      /** Of all calls placed: answered by a person. */
      answerRate: z.number(),
      /** How long persons let it ring, and how long agents are busy with one, on average. */
      ringMs: z.number(),
      handlingMs: z.number(),
      /** Free agents nobody who waits has a right to. */
      cover: z.number(),
      /** Calls that ring, or are listened to. */
      onTheWay: z.number(),
      /** So many could be abandoned one after the other, and the cap holds. */
      spare: z.number(),
      /** That the last call to be started finds no agent, and how likely that may be. */
      risk: z.number(),
      acceptedRisk: z.number(),
    })
    .nullable(),
  /** Of its queue, and counted for this campaign. All zero in the mode automatic. */
  agents: z.object({ free: count, talking: count, wrappingUp: count }),
  calls: z.object({
    ringing: count,
    /** Answered, and whether by a person is not known yet. */
    listening: count,
    /** Persons who wait for an agent. */
    waiting: count,
    /** With an agent. */
    talking: count,
    /** With the flow: it speaks, or says that nobody is free. */
    inFlow: count,
  }),
  /** Of the newest persons reached, as many as its window holds. */
  reached: count,
  abandoned: count,
  /** abandoned per reached; 0 while nobody was reached. */
  abandonRate: z.number().min(0).max(1),
  cap: z.number(),
  /** Calls begun in a minute, over the last three. */
  callsPerMinute: z.number().min(0),
  /** When its list is done at the speed of the last quarter of an hour; null: it is not done at all at this speed. */
  forecastEndAt: z.iso.datetime().nullable(),
});
export type CampaignMonitor = z.infer<typeof campaignMonitorSchema>;
