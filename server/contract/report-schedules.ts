/** Reports that are sent by e-mail, each day, week or month. */
import { z } from 'zod';
import { reportFormatSchema, timeZoneSchema } from './reports';
import { languageSchema, pageQuerySchema } from './rest';

/** Tables of one mail. A course is by day, or by hour of one day. */
export const deliveredTables = [
  'course',
  'queues',
  'numbers',
  'agents',
  'teams',
  'promises',
  'availability',
] as const;
export type DeliveredTable = (typeof deliveredTables)[number];
export const cadences = ['daily', 'weekly', 'monthly'] as const;

const timeOfDay = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'hh:mm');
const subject = z.string().min(1).max(64);

const scheduleFields = {
  name: z.string().trim().min(1).max(80),
  tables: z.array(z.enum(deliveredTables)).min(1).max(deliveredTables.length),
  /** Of this queue alone: course and numbers. */
  queueId: subject.nullable().default(null),
  /** Of this team alone: agents and teams. */
  teamId: subject.nullable().default(null),
  /** daily: of the day before. weekly: of the seven days before. monthly: of the calendar month before. */
  cadence: z.enum(cadences),
  /** Of weekly ones: 1 is Monday, 7 Sunday. */
  weekday: z.number().int().min(1).max(7).default(1),
  /** Of monthly ones. */
  monthday: z.number().int().min(1).max(28).default(1),
  /** When it is sent, by the clocks of its time zone; days begin there, too. */
  at: timeOfDay,
  timeZone: timeZoneSchema,
  language: languageSchema,
  format: reportFormatSchema,
  emails: z.array(z.email().max(200)).min(1).max(50),
  active: z.boolean().default(true),
};

export const reportScheduleRequestSchema = z
  .strictObject(scheduleFields)
  .refine(({ tables }) => new Set(tables).size === tables.length, {
    path: ['tables'],
    error: 'a table is named once',
  });
export type ReportScheduleRequest = z.infer<typeof reportScheduleRequestSchema>;

export const reportScheduleSchema = z.object({
  ...scheduleFields,
  scheduleId: z.uuid(),
  /** Logins: who made it, and who changed it last. */
  createdBy: z.string(),
  changedBy: z.string(),
  /** null: it is not active. */
  nextAt: z.iso.datetime().nullable(),
});
export type ReportScheduleView = z.infer<typeof reportScheduleSchema>;

const plainWish = z.object(scheduleFields);
/** What was asked for, without what became of it. */
export const wishOf = (schedule: ReportScheduleView): ReportScheduleRequest => plainWish.parse(schedule);

/** planned: to be sent, perhaps once more. unsure: whether it was taken is not known, so it is not sent again by itself. */
export const deliveryStates = ['planned', 'sending', 'sent', 'failed', 'unsure'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const reportDeliverySchema = z.object({
  deliveryId: z.uuid(),
  scheduleId: z.uuid(),
  /** As the schedule was called then. */
  name: z.string(),
  /** Days it is about. */
  from: z.iso.date(),
  to: z.iso.date(),
  emails: z.array(z.string()),
  /** Who asked for it; null: it was due. */
  askedBy: z.string().nullable(),
  dueAt: z.iso.datetime(),
  state: z.enum(deliveryStates),
  tries: z.number().int(),
  /** What went wrong last; also of one that is sent: addresses that were refused. */
  fault: z.string().nullable(),
  endedAt: z.iso.datetime().nullable(),
});
export type ReportDeliveryView = z.infer<typeof reportDeliverySchema>;

export const reportSchedulesSchema = z.object({
  /** The house has a mail server. */
  hasMail: z.boolean(),
  schedules: z.array(reportScheduleSchema),
});
export type ReportSchedules = z.infer<typeof reportSchedulesSchema>;

export const deliveryQuerySchema = pageQuerySchema.extend({ scheduleId: z.uuid().optional() });
export type DeliveryQuery = z.output<typeof deliveryQuerySchema>;
/** To whom a trial goes; left out: to everybody of the schedule. */
export const trialRequestSchema = z.strictObject({ emails: scheduleFields.emails.optional() });
