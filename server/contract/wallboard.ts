/** The picture of the centre: how it stands now, as supervisors' boards show it. Times are Unix ms of the server's clock. */
import { z } from 'zod';
import { teamMemberSchema } from './supervision';
import { deskFiguresSchema } from './tickets';
import { nodeNameSchema } from './timeline';

const share = z.number().min(0).max(1).nullable();

/** Since midnight in the centre's time zone; up to some seconds old. */
export const queueDaySchema = z.object({
  offered: z.number().int(),
  answered: z.number().int(),
  abandoned: z.number().int(),
  serviceLevel: share,
  /** Of callers who were answered or gone. */
  longestWaitMs: z.number(),
  /** Callers who were asked how satisfied they were, who gave a mark, and the marks' mean, 1 to 5. */
  asked: z.number().int(),
  marked: z.number().int(),
  averageMark: z.number().nullable(),
});

/** A queue, with its members by what they do: a member is whoever may answer its calls at once and is logged in. */
export const centreQueueSchema = z.object({
  queueId: z.string(),
  name: z.string(),
  waiting: z.number().int(),
  /** Since when the first of them waits; null: nobody does. */
  longestSince: z.number().nullable(),
  /** Until somebody who comes now is answered; null: too little is known to say. */
  estimateMinutes: z.number().int().nullable(),
  ready: z.number().int(),
  /** In a call, or rung for one. */
  talking: z.number().int(),
  wrapUp: z.number().int(),
  /** On a break, not responding, without a phone, or supervising. */
  away: z.number().int(),
  /** A call should be answered within so many seconds. */
  answerWithinS: z.number().int(),
  /** Share of its callers who should be. */
  serviceLevelGoal: z.number(),
  /** In this quarter of an hour and the one before; null: nobody was to be answered. */
  serviceLevelNow: share,
  /** null: nobody has come today. */
  today: queueDaySchema.nullable(),
});
export type CentreQueue = z.infer<typeof centreQueueSchema>;

export const centreAgentSchema = teamMemberSchema.extend({
  /** Whose calls he may answer at once, and the groups he is in. */
  queueIds: z.array(z.string()),
  groups: z.array(z.string()),
  /** How his last call sounded, by its estimated mean opinion score; null: not known. */
  quality: z.object({ mos: z.number(), at: z.number() }).nullable(),
});
export type CentreAgent = z.infer<typeof centreAgentSchema>;

/** Callers who are at one place of a flow. */
export const ivrPlaceSchema = z.object({
  packId: z.string(),
  node: z.string(),
  /** What the pack calls it; null: nothing. */
  title: nodeNameSchema.nullable(),
  calls: z.number().int(),
});
export type IvrPlace = z.infer<typeof ivrPlaceSchema>;

/** in-use: its events are read here; standby: another server's business; down: it cannot be commanded. */
export const centreSwitchSchema = z.object({
  switchId: z.string(),
  state: z.enum(['in-use', 'standby', 'down']),
  calls: z.number().int(),
  /** Of its calls: by trunk from outside, and to outside. */
  inbound: z.number().int(),
  outbound: z.number().int(),
  /** Calls dialled over its trunk that ended in the last quarter of an hour, and those of them the network did not bring about. */
  tried: z.number().int(),
  failed: z.number().int(),
});
export type CentreSwitch = z.infer<typeof centreSwitchSchema>;

export const centreOrdersSchema = deskFiguresSchema.pick({
  desk: true,
  names: true,
  live: true,
  dueSoon: true,
  overdue: true,
});
export type CentreOrders = z.infer<typeof centreOrdersSchema>;

export const centrePictureSchema = z.object({
  at: z.number(),
  queues: z.array(centreQueueSchema),
  /** Who is logged in. */
  agents: z.array(centreAgentSchema),
  ivr: z.array(ivrPlaceSchema),
  switches: z.array(centreSwitchSchema),
  /** Work orders by desk. */
  orders: z.array(centreOrdersSchema),
});
export type CentrePicture = z.infer<typeof centrePictureSchema>;

/** What is other than in the picture before: whole rows; a list that is null is as it was. */
export const centreChangesSchema = z.object({
  at: z.number(),
  /** Begins anew: there was no picture before. */
  whole: z.boolean(),
  queues: z.array(centreQueueSchema),
  agents: z.array(centreAgentSchema),
  gone: z.object({ queues: z.array(z.string()), agents: z.array(z.string()) }),
  ivr: z.array(ivrPlaceSchema).nullable(),
  switches: z.array(centreSwitchSchema).nullable(),
  orders: z.array(centreOrdersSchema).nullable(),
});
export type CentreChanges = z.infer<typeof centreChangesSchema>;
