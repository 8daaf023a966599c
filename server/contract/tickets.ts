/** Work orders (工单) over REST: what a desk, a flow and an API key may ask and are told. */
import { z } from 'zod';
import { agentNumberSchema } from './agent-number';
import { dialStringSchema, languageSchema, pageQuerySchema } from './rest';

const word = z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be a short name: a-z, 0-9 and dashes');
const namesSchema = z.record(languageSchema, z.string());
const sentence = z.string().trim().min(1).max(2000);
const remark = z.string().trim().max(2000).default('');

export const orderStates = [
  /** At a desk, nobody has taken it. */
  'open',
  /** Somebody's, not begun. */
  'assigned',
  'in-progress',
  /** The customer must do something first; the promise clock stands. */
  'waiting-for-customer',
  /** There is a result and the customer must be called back before it is closed. */
  'return-call',
  /** There is a result; only the closing is left. */
  'resolved',
  'closed',
  'cancelled',
] as const;
export const orderStateSchema = z.enum(orderStates);
export type OrderState = (typeof orderStates)[number];

/** From the least to the most pressing. */
export const orderPriorities = ['low', 'normal', 'high', 'urgent'] as const;
export const orderPrioritySchema = z.enum(orderPriorities);
export type OrderPriority = (typeof orderPriorities)[number];

export const fieldKinds = ['text', 'number', 'date', 'phone', 'choice'] as const;

export const orderTypeSchema = z.object({
  /** The pack whose configuration it stands in. */
  pack: z.string(),
  id: word,
  names: namesSchema,
  /** Switched off: kept for orders there are, no new ones. */
  enabled: z.boolean(),
  fields: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(fieldKinds),
      required: z.boolean(),
      names: namesSchema,
      choices: z.array(z.object({ value: z.string(), names: namesSchema })),
    }),
  ),
  requiredDocuments: z.array(z.object({ id: word, names: namesSchema })),
  stages: z.array(z.object({ id: word, desk: word, names: namesSchema })),
  /** As written in the configuration: '4h', '2 working days', '7d'. */
  promisedTime: z.string(),
  returnCall: z.boolean(),
  inPerson: z.boolean(),
  survey: z.boolean(),
  priority: orderPrioritySchema,
});
export type OrderTypeView = z.infer<typeof orderTypeSchema>;

export const orderTypesSchema = z.object({
  types: z.array(orderTypeSchema),
  desks: z.array(z.object({ id: word, names: namesSchema })),
});
export type OrderTypesView = z.infer<typeof orderTypesSchema>;

export const fieldValuesSchema = z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/), z.string().max(2000));

/**
 * A new order. What is left out is filled in from the call, when `callId` names one: customer, numbers, language.
 */
export const newOrderSchema = z.object({
  type: word,
  /** Default: the first pack served. */
  pack: word.optional(),
  /** The same request again answers with the same order; another content under it is refused. */
  requestId: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,80}$/)
    .optional(),
  callId: z.uuid().optional(),
  customerId: z.uuid().optional(),
  /** Who to call back and where. */
  contactName: z.string().trim().max(100).optional(),
  contactNumber: dialStringSchema.optional(),
  /** The line or contract it is about. */
  lineNumber: z.string().trim().max(40).optional(),
  contractNumber: z.string().trim().max(40).optional(),
  subject: z.string().trim().max(200).optional(),
  text: z.string().trim().max(8000).default(''),
  fields: fieldValuesSchema.default({}),
  /** Ids of the required documents that were shown. */
  documents: z.array(word).max(20).default([]),
  priority: orderPrioritySchema.optional(),
  language: languageSchema.optional(),
});
export type NewOrderRequest = z.output<typeof newOrderSchema>;

export const orderSummarySchema = z.object({
  orderId: z.uuid(),
  /** Spoken digit by digit; never given twice. */
  serial: z.string(),
  type: z.string(),
  state: orderStateSchema,
  desk: z.string(),
  stage: z.string(),
  priority: orderPrioritySchema,
  subject: z.string(),
  customerId: z.uuid().nullable(),
  customerName: z.string().nullable(),
  contactNumber: z.string().nullable(),
  lineNumber: z.string().nullable(),
  assigneeId: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** null while the clock stands, and when it has ended. */
  dueAt: z.iso.datetime().nullable(),
  overdue: z.boolean(),
  breachedAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  /** How often it was reopened. */
  reopened: z.number().int(),
});
export type OrderSummary = z.infer<typeof orderSummarySchema>;

export const orderActorSchema = z.object({
  kind: z.enum(['agent', 'supervisor', 'flow', 'api', 'system']),
  id: z.string(),
});
export type OrderActorView = z.infer<typeof orderActorSchema>;

export const orderEventSchema = z.object({
  seq: z.number().int(),
  at: z.iso.datetime(),
  actor: orderActorSchema,
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type OrderEventView = z.infer<typeof orderEventSchema>;

export const orderCallSchema = z.object({
  callId: z.uuid(),
  /** 'origin': the call it was made in. */
  purpose: z.enum(['origin', 'return-call', 'other']),
  at: z.iso.datetime(),
  agentId: z.string().nullable(),
  recordingId: z.string().nullable(),
});
export type OrderCallView = z.infer<typeof orderCallSchema>;

export const attachmentSchema = z.object({
  attachmentId: z.uuid(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  addedAt: z.iso.datetime(),
  addedBy: orderActorSchema,
});
export type AttachmentView = z.infer<typeof attachmentSchema>;

export const orderDetailSchema = orderSummarySchema.extend({
  contactName: z.string().nullable(),
  contractNumber: z.string().nullable(),
  text: z.string(),
  fields: fieldValuesSchema,
  documents: z.array(z.string()),
  language: languageSchema,
  createdBy: orderActorSchema,
  /** What the promise clock has left, in ms of the calendar, while it stands; null otherwise. */
  remainingMs: z.number().int().nullable(),
  result: z.string().nullable(),
  survey: z.boolean(),
  returnCallNeeded: z.boolean(),
  returnCallDone: z.boolean(),
  /** The order this one follows from: a return-call task of a broken promise. */
  parentOrderId: z.uuid().nullable(),
  calls: z.array(orderCallSchema),
  attachments: z.array(attachmentSchema),
  events: z.array(orderEventSchema),
  /** What the one who asks may do now: names of the paths below /work-orders/:orderId/. */
  moves: z.array(z.string()),
});
export type OrderDetail = z.infer<typeof orderDetailSchema>;

export const orderSorts = ['due', 'created', 'priority', 'updated'] as const;
const csv = <Item extends string>(item: z.ZodType<Item, string>) =>
  z
    .string()
    .max(200)
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(item));

export const orderQuerySchema = pageQuerySchema.extend({
  desk: word.optional(),
  /** Several with commas. 'live': all but closed and cancelled. */
  state: z.union([z.literal('live'), csv(orderStateSchema)]).optional(),
  type: csv(word).optional(),
  /** An agent's number, 'me' or 'none'. */
  assignee: z
    .string()
    .regex(/^([0-9]{1,8}|me|none)$/)
    .optional(),
  priority: orderPrioritySchema.optional(),
  /** 'soon': within 4 hours; 'overdue': past it. */
  due: z.enum(['soon', 'overdue']).optional(),
  customerId: z.uuid().optional(),
  callId: z.uuid().optional(),
  /** The whole serial. */
  serial: z
    .string()
    .regex(/^[0-9]{1,12}$/)
    .optional(),
  /** A number it is about or to call back, in any form. */
  number: z.string().max(32).optional(),
  /** In subject, text, result, customer's and contact's name. */
  search: z.string().trim().max(100).optional(),
  sort: z.enum(orderSorts).default('due'),
  direction: z.enum(['asc', 'desc']).default('asc'),
});
export type OrderQuery = z.output<typeof orderQuerySchema>;

export const deskFiguresSchema = z.object({
  desk: z.string(),
  names: namesSchema,
  open: z.number().int(),
  mine: z.number().int(),
  live: z.number().int(),
  dueSoon: z.number().int(),
  overdue: z.number().int(),
});
export type DeskFigures = z.infer<typeof deskFiguresSchema>;

/** Whether the order's events are as they were written; `faults` names what is not. */
export const auditSchema = z.object({
  intact: z.boolean(),
  events: z.number().int(),
  head: z.string().nullable(),
  faults: z.array(
    z.object({
      /** The event, or null when the order's own row differs from its last event. */
      seq: z.number().int().nullable(),
      kind: z.enum(['changed', 'missing', 'order-changed']),
      what: z.string(),
    }),
  ),
});
export type AuditResult = z.infer<typeof auditSchema>;

/** Bodies of POST /work-orders/:orderId/<move>. */
export const moveBodies = {
  take: z.object({ comment: remark }),
  assign: z.object({ agentId: agentNumberSchema, comment: remark }),
  release: z.object({ comment: remark }),
  start: z.object({ comment: remark }),
  wait: z.object({ comment: sentence }),
  resume: z.object({ comment: remark }),
  'hand-over': z.object({ desk: word, comment: sentence }),
  'next-stage': z.object({ comment: remark }),
  resolve: z.object({ result: sentence, comment: remark }),
  'report-return-call': z.object({
    outcome: z.enum(['reached', 'not-reached']),
    callId: z.uuid().optional(),
    comment: remark,
  }),
  close: z.object({
    comment: remark,
    /** Ask the customer for a satisfaction mark; default: what the type says. */
    survey: z.boolean().optional(),
  }),
  reopen: z.object({ comment: sentence }),
  cancel: z.object({ comment: sentence }),
  escalate: z.object({ comment: sentence, priority: orderPrioritySchema.optional() }),
} as const;
export type MoveName = keyof typeof moveBodies;
export type MoveBody<Name extends MoveName> = z.output<(typeof moveBodies)[Name]>;

export const commentSchema = z.object({ text: z.string().trim().min(1).max(8000) });

/** Corrections while it is worked on; each is an event with the values before and after. */
export const orderChangeSchema = z.object({
  subject: z.string().trim().max(200).optional(),
  text: z.string().trim().max(8000).optional(),
  fields: fieldValuesSchema.optional(),
  documents: z.array(word).max(20).optional(),
  contactName: z.string().trim().max(100).optional(),
  contactNumber: dialStringSchema.optional(),
  priority: orderPrioritySchema.optional(),
});
export type OrderChange = z.output<typeof orderChangeSchema>;

/** Default number: the order's contact number. */
export const returnCallSchema = z.object({ number: dialStringSchema.optional() });

/** What a caller who knows the serial number is told. */
export const orderProgressSchema = z.object({
  serial: z.string(),
  type: z.string(),
  typeNames: namesSchema,
  state: orderStateSchema,
  stage: z.string(),
  stageNames: namesSchema,
  /** 'YYYY-MM-DD' in the time zone of the work-order calendar. */
  promisedDate: z.string().nullable(),
  lineNumber: z.string().nullable(),
});
export type OrderProgressView = z.infer<typeof orderProgressSchema>;
