/** The shape of a pack's work-orders.yaml. What it means: docs/work-orders.md. */
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { fieldKinds, orderPrioritySchema } from '../contract/tickets';
import { readPromisedTime } from './promised-time';
import { templateFault } from './text-template';

const id = z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be a short name: a-z, 0-9 and dashes');
const fieldName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must begin with a-z and hold letters and digits');
const names = z.strictObject({ 'zh-CN': z.string().min(1), 'en-US': z.string().min(1) });
const day = z.iso.date();
const MINUTES_PER_DAY = 1440;

const span = z
  .string()
  .regex(/^\d{2}:\d{2}-\d{2}:\d{2}$/, 'must be written 08:30-12:00')
  .transform((text, context) => {
    const [from = 0, to = 0] = text.split('-').map((time) => {
      const [hours = 0, minutes = 0] = time.split(':').map(Number);
      return minutes > 59 ? NaN : hours * 60 + minutes;
    });
    if (from < to && to <= MINUTES_PER_DAY) return { from, to };
    context.addIssue({ code: 'custom', message: 'must end after it begins, 24:00 at the latest' });
    return z.NEVER;
  });
const hours = z
  .array(span)
  .refine(
    (spans) => spans.every((each, index) => index === 0 || (spans[index - 1]?.to ?? 0) <= each.from),
    'the spans of a day must follow one another',
  );

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const calendarSchema = z.strictObject({
  /** A weekday left out is closed. */
  hours: z
    .partialRecord(z.enum(weekdays), hours)
    .refine(
      (week) => Object.values(week).some((spans) => spans.length > 0),
      'must be open at some time of the week',
    ),
  holidays: z.array(day).default([]),
  specialDays: z.record(day, hours).default({}),
});

const deskSchema = z.strictObject({
  names,
  /** Whose orders only supervisors and administrators may work on. */
  supervisorsOnly: z.boolean().default(false),
});

const fieldSchema = z
  .strictObject({
    kind: z.enum(fieldKinds),
    names,
    required: z.boolean().default(false),
    choices: z.record(id, names).optional(),
  })
  .refine((field) => (field.kind === 'choice') === (field.choices !== undefined), {
    error: 'a choice names its choices, and nothing else does',
    path: ['choices'],
  });

const share = z.number().positive().max(3);

const escalationSchema = z.strictObject({
  /** Share of the promised time that is used up; 1 is the promise itself. */
  at: share,
  priority: orderPrioritySchema.optional(),
  desk: id.optional(),
});

const typeSchema = z.strictObject({
  names,
  enabled: z.boolean().default(true),
  fields: z.record(fieldName, fieldSchema).default({}),
  requiredDocuments: z.record(id, names).default({}),
  stages: z
    .array(z.strictObject({ id, desk: id, names }))
    .min(1, 'needs at least one stage')
    .refine(
      (stages) => new Set(stages.map((stage) => stage.id)).size === stages.length,
      'names a stage twice',
    ),
  promisedTime: z.string().transform((text, context) => {
    const promised = readPromisedTime(text);
    if (promised) return { text, promised };
    context.addIssue({
      code: 'custom',
      message: "must be '30m', '4h', '2 working days' or '7d', seven days at most",
    });
    return z.NEVER;
  }),
  calendar: id,
  returnCall: z.boolean().default(false),
  inPerson: z.boolean().default(false),
  survey: z.boolean().default(false),
  priority: orderPrioritySchema.default('normal'),
  reminders: z.array(share.max(1)).default([]),
  escalation: z.array(escalationSchema).default([]),
  /** A broken promise makes a task to call the customer back. */
  breachReturnCall: z.boolean().default(false),
});

const textTemplate = z.string().superRefine((template, context) => {
  const fault = templateFault(template);
  if (fault !== null) context.addIssue({ code: 'custom', message: fault });
});
const textsSchema = z.strictObject({
  /** How a serial number is sent to a mobile. */
  serial: z.strictObject({ 'zh-CN': textTemplate, 'en-US': textTemplate }),
});

export const orderConfigSchema = z.strictObject({
  timeZone: z.string().refine((name) => IANAZone.isValidZone(name), 'is no time zone such as Asia/Shanghai'),
  /** Days after its closing in which an order may be opened again. */
  reopenDays: z.int().min(0).max(90).default(7),
  /** The type of the task a broken promise makes. */
  returnCallType: id.optional(),
  /** Words of text messages; without them none are offered. */
  texts: textsSchema.optional(),
  desks: z.record(id, deskSchema),
  calendars: z.record(id, calendarSchema),
  types: z.record(id, typeSchema),
});

export type OrderConfig = z.output<typeof orderConfigSchema>;
export type OrderTexts = NonNullable<OrderConfig['texts']>;
export type OrderTypeConfig = OrderConfig['types'][string];
export type FieldConfig = OrderTypeConfig['fields'][string];
