/** Bodies of the REST interface. The same schemas validate at the edge, type the desk and make the OpenAPI page. */
import { z } from 'zod';
import { waitingCallSchema } from './call-waiting';
import { callOrderSchema } from './campaign-order';
import { colleagueNameSchema, consultViewSchema } from './consult';
import {
  billSchema,
  contractSchema,
  customerNoteSchema,
  customerPhoneSchema,
  lineSchema,
  serviceOrderSchema,
} from './customer-data';
import { noticeSchema } from './notices';
import { callQualitySchema } from './quality';
import { supervisedBySchema, supervisionSchema } from './supervision';
import { deskRecordingSchema, recordingViewSchema } from './recordings';

export const roleSchema = z.enum(['agent', 'supervisor', 'admin']);
export type Role = z.infer<typeof roleSchema>;

export const languageSchema = z.enum(['zh-CN', 'en-US']);

/** What a person may type into a dial box; cleaned and checked by the server. */
export const dialStringSchema = z.string().trim().min(2).max(32);

export const loginRequestSchema = z.object({
  login: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(256),
  /** Ends the agent's other login, which the person has agreed to. */
  takeOver: z.boolean().default(false),
});
export type LoginRequest = z.infer<typeof loginRequestSchema>;

export const userSchema = z.object({
  login: z.string(),
  displayName: z.string(),
  role: roleSchema,
  /** The agent number (工号); null for people who take no calls. */
  agentId: z.string().nullable(),
  /** Where the centre is, IANA: 'today' on its screens, whatever zone a computer is set to. */
  timeZone: z.string(),
});
export type UserView = z.infer<typeof userSchema>;

export const errorBodySchema = z.object({
  code: z.string(),
  message: z.string(),
  errorId: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;

/** Everything a softphone needs to register: an account as short-lived as the login. */
export const phoneAccountSchema = z.object({
  uri: z.string(),
  user: z.string(),
  password: z.string(),
  domain: z.string(),
  webSocketUrl: z.string(),
});
export type PhoneAccount = z.infer<typeof phoneAccountSchema>;

export const guestCallRequestSchema = z.object({
  /** The secret of the call page's link. */
  key: z.string().max(256),
  /** What the agent is told; what is no part of a name is left out. */
  name: z.string().max(200).default(''),
});
export type GuestCallRequest = z.input<typeof guestCallRequestSchema>;

/** An account for one call to `number`, to be begun within five minutes. */
export const guestCallSchema = z.object({
  user: z.string(),
  password: z.string(),
  domain: z.string(),
  webSocketUrl: z.string(),
  number: z.string(),
  name: z.string(),
});
export type GuestCallAccount = z.infer<typeof guestCallSchema>;

/** Of a busy agent it is noted, and is what he will be when he is done. */
export const presenceRequestSchema = z.discriminatedUnion('presence', [
  z.object({ presence: z.literal('ready') }),
  z.object({ presence: z.literal('break'), reason: z.string().trim().max(64).nullable().default(null) }),
  /** Only while he is busy: he is logged out when he is done. */
  z.object({ presence: z.literal('logged-out') }),
]);
export type PresenceRequest = z.infer<typeof presenceRequestSchema>;

export const offeredReasonSchema = z.object({
  reason: z.string(),
  names: z.record(languageSchema, z.string()),
  productive: z.boolean(),
  /** Longer is overdue. */
  maxMinutes: z.number().int().nullable(),
  /** So many agents at once. */
  atMost: z.number().int().nullable(),
  /** Agents who are on such a break, or go on it next. */
  taken: z.number().int(),
});
export type OfferedReasonView = z.infer<typeof offeredReasonSchema>;

export const prolongRequestSchema = z.object({
  callId: z.uuid(),
  /** Which prolongation of this wrap-up it is, from 1: a request repeated prolongs once. */
  nth: z.number().int().min(1).max(20),
});
export type ProlongRequest = z.infer<typeof prolongRequestSchema>;

export const dialRequestSchema = z.object({
  number: dialStringSchema,
  customerId: z.uuid().nullable().default(null),
});
export type DialRequest = z.infer<typeof dialRequestSchema>;

/** Spoken to the caller over the talk: "your serial number is …". */
export const speakRequestSchema = z.object({
  kind: z.enum(['serial', 'digits']),
  value: z
    .string()
    .trim()
    .regex(/^[0-9][0-9 -]{0,39}$/),
});
export type SpeakRequest = z.infer<typeof speakRequestSchema>;

/** The number a directory search found, to be spoken by the machine. */
export const speakDirectoryRequestSchema = z.object({ number: dialStringSchema });
export type SpeakDirectoryRequest = z.infer<typeof speakDirectoryRequestSchema>;

export const dispositionRequestSchema = z.object({
  dispositionCode: z.string().regex(/^[a-z0-9-]{1,40}$/),
  note: z.string().trim().max(4000).default(''),
});
export type DispositionRequest = z.infer<typeof dispositionRequestSchema>;

export const dispositionSchema = z.object({
  code: z.string(),
  names: z.record(languageSchema, z.string()),
});
export type DispositionView = z.infer<typeof dispositionSchema>;

export const customerKindSchema = z.enum(['person', 'company', 'key-account']);

export const customerSummarySchema = z.object({
  customerId: z.uuid(),
  name: z.string(),
  kind: customerKindSchema,
  numbers: z.array(z.string()),
});
export type CustomerSummary = z.infer<typeof customerSummarySchema>;

/** internal: an agent called a colleague, without a caller; the numbers are agent numbers. */
export const callDirectionSchema = z.enum(['inbound', 'outbound', 'internal']);
export type CallDirection = z.infer<typeof callDirectionSchema>;

export const callSummarySchema = z.object({
  callId: z.uuid(),
  direction: callDirectionSchema,
  callerNumber: z.string(),
  dialedNumber: z.string(),
  customerId: z.uuid().nullable(),
  customerName: z.string().nullable(),
  agentId: z.string().nullable(),
  queueId: z.string().nullable(),
  topic: z.string().nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** How it ended for the caller. */
  outcome: z.enum(['in-progress', 'answered', 'abandoned', 'self-served', 'not-reached', 'lost']),
  waitMs: z.number().int().nullable(),
  talkMs: z.number().int().nullable(),
  /** Time caller and far party talked by themselves, after an agent or the flow connected them. */
  connectedMs: z.number().int().nullable().optional(),
  dispositionCode: z.string().nullable(),
  note: z.string(),
});
export type CallSummary = z.infer<typeof callSummarySchema>;

export const legViewSchema = z.object({
  legId: z.uuid(),
  role: z.enum(['customer', 'agent', 'far-party']),
  agentId: z.string().nullable(),
  number: z.string().nullable(),
  startedAt: z.iso.datetime(),
  answeredAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  hangupCause: z.string().nullable(),
  sipStatus: z.number().int().nullable(),
});

export const timelineEntrySchema = z.object({
  eventId: z.string(),
  at: z.iso.datetime(),
  type: z.string(),
  agentId: z.string().nullable(),
  queueId: z.string().nullable(),
  legId: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

export const callDetailSchema = callSummarySchema.extend({
  /** null when no softphone told. */
  quality: callQualitySchema.nullable(),
  /** Of its talks, in their order. */
  recordings: z.array(recordingViewSchema),
  legs: z.array(legViewSchema),
  timeline: z.array(timelineEntrySchema),
});
export type CallDetail = z.infer<typeof callDetailSchema>;

export const customerCardSchema = customerSummarySchema.extend({
  address: z.string().nullable(),
  contractNumber: z.string().nullable(),
  notes: z.string(),
  /** The agent who looks after the customer; queues may offer him the customer's calls first. */
  ownerId: z.string().nullable(),
  /** Send it back with a change: a card that somebody else changed meanwhile is refused. */
  version: z.number().int(),
  createdAt: z.iso.datetime(),
  phones: z.array(customerPhoneSchema),
  contracts: z.array(contractSchema),
  lines: z.array(lineSchema),
  /** The newest twelve. */
  latestBills: z.array(billSchema),
  /** What is unpaid of all bills, in fen. */
  balanceDue: z.number().int(),
  /** The newest ten that are not finished. */
  openOrders: z.array(serviceOrderSchema),
  /** Pinned ones first, then the newest; at most ten. */
  latestNotes: z.array(customerNoteSchema),
  recentCalls: z.array(callSummarySchema),
});
export type CustomerCard = z.infer<typeof customerCardSchema>;

export const pageQuerySchema = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    total: z.number().int(),
    /** There are more than `total`: counting stops there. */
    isTotalCapped: z.boolean().optional(),
    page: z.number().int(),
    pageSize: z.number().int(),
  });
export interface Page<Item> {
  readonly items: Item[];
  readonly total: number;
  readonly isTotalCapped?: boolean | undefined;
  readonly page: number;
  readonly pageSize: number;
}

export const callQuerySchema = pageQuerySchema.extend({
  customerId: z.uuid().optional(),
  agentId: z.string().max(8).optional(),
  number: z.string().max(32).optional(),
});
export type CallQuery = z.infer<typeof callQuerySchema>;

export const customerQuerySchema = pageQuerySchema.extend({
  /** Part of a number, words of a name (Chinese, pinyin or its initials), or the beginning of a contract number. */
  search: z.string().trim().max(100).default(''),
  kind: customerKindSchema.optional(),
  /** Without one the best match comes first, then by name. */
  sort: z.enum(['name', '-createdAt']).optional(),
});
export type CustomerQuery = z.infer<typeof customerQuerySchema>;

export const queueFiguresSchema = z.object({
  queueId: z.string(),
  name: z.string(),
  waiting: z.number().int(),
  longestSince: z.number().int().nullable(),
  agentsReady: z.number().int(),
});
export type QueueFiguresView = z.infer<typeof queueFiguresSchema>;

/** The agent's whole working state; pushed whenever it changes, so a desk only ever renders the newest one. */
export const deskSchema = z.object({
  /** Stream position this picture was made at. */
  eventId: z.string(),
  agent: z.object({
    agentId: z.string(),
    displayName: z.string(),
    presence: z.enum(['logged-out', 'break', 'ready', 'not-responding']),
    reason: z.string().nullable(),
    presenceSince: z.number().int(),
    /** When the break becomes overdue. */
    breakUntil: z.number().int().nullable(),
    /** What he chose to be when he is done. */
    next: z
      .object({ presence: z.enum(['ready', 'break', 'logged-out']), reason: z.string().nullable() })
      .nullable(),
    /** Offers he let ring out since he last took one. */
    missedInARow: z.number().int(),
    state: z.enum(['idle', 'offered', 'on-call', 'wrap-up', 'supervising']),
    stateSince: z.number().int(),
    reachable: z.boolean(),
    wrapUpUntil: z.number().int().nullable(),
    /** How often he has prolonged it. */
    prolonged: z.number().int(),
  }),
  /** At whose ear he is, as a supervisor, and who is at his. */
  supervision: supervisionSchema.nullable(),
  supervisedBy: z.array(supervisedBySchema),
  /** What supervisors have told him and he has not read, oldest first. */
  notices: z.array(noticeSchema),
  /** The call offered, in progress or being wrapped up. */
  call: z
    .object({
      callId: z.uuid(),
      direction: callDirectionSchema,
      state: z.enum([
        'in-ivr',
        'queued',
        'offered',
        'dialing',
        'talking',
        'held',
        'consulting',
        'connecting',
        'connected',
        'parked',
        'ended',
      ]),
      offerId: z.uuid().nullable(),
      /** Why his phone answers it by itself: he has asked for it (a parked caller he picks up), or its queue has it so. */
      answersItself: z.enum(['asked', 'rule']).nullable(),
      /** The agent's own leg: the softphone finds its SIP call by it. */
      agentLegId: z.uuid().nullable(),
      callerNumber: z.string(),
      callerName: z.string(),
      dialedNumber: z.string(),
      language: languageSchema,
      queueId: z.string().nullable(),
      queueName: z.string().nullable(),
      /** What holds for its wrap-up. */
      wrapUp: z.object({
        prolongTimes: z.number().int(),
        prolongByS: z.number().int(),
        dispositionRequired: z.boolean(),
      }),
      topic: z.string().nullable(),
      /** What the flow learnt before it handed the caller over; null for calls that were in none. */
      learnt: z
        .object({
          /** Menu keys he pressed, for example 'main/1'. */
          menuPath: z.array(z.string()),
          /** Accounts he proved by password, for example 'line:862163330001'. */
          verified: z.array(z.string()),
          /** What he entered and what was found, by the pack's names. */
          variables: z.record(z.string(), z.string()),
        })
        .nullable()
        .optional(),
      startedAt: z.number().int(),
      queuedAt: z.number().int().nullable(),
      talkingAt: z.number().int().nullable(),
      /** It calls somebody back who waits since then, Unix ms; null once he was reached, and for every other call. */
      callbackSince: z.number().int().nullable().optional(),
      offerDeadlineAt: z.number().int().nullable(),
      /** Since when his audio is gone and he is called back into the call; null: it is not. */
      awaySince: z.number().int().nullable(),
      /** Of an internal call: since when the other one's audio is gone, who is called back into it. */
      otherAwaySince: z.number().int().nullable().optional(),
      /** Why an outbound call did not connect: FreeSWITCH cause name. */
      failure: z.string().nullable(),
      /** The far party he rang for this caller, the latest one; `failure`: FreeSWITCH cause name. */
      consult: consultViewSchema.nullable().optional(),
      /** The colleague who asks about this caller: the call is his, and this agent is its far party. */
      askedBy: colleagueNameSchema.nullable().optional(),
      recording: deskRecordingSchema,
      /** What its queue has its agents say, with what is known of the call filled in, in the caller's language. */
      script: z.string().nullable().optional(),
      /** What the campaign wants that called him, or has him called; null: none did. */
      order: callOrderSchema.nullable().optional(),
    })
    .nullable(),
  /** Callers who wait for him alone while he is busy, the first one first. */
  waiting: z.array(waitingCallSchema),
  /** Customers whose number matches; the first is on the call's record. */
  customers: z.array(customerCardSchema),
  /** The server's clock when this was made, Unix ms: desks count from it, not from their own clock. */
  serverTime: z.number().int(),
});
export type Desk = z.infer<typeof deskSchema>;
