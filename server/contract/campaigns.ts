/**
 * Campaigns: who is called, when, how often, and what the flow says to them. One campaign is one document: YAML in a file,
 * JSON over REST. See docs/campaigns.md.
 */
import { z } from 'zod';
import {
  campaignModes,
  campaignModeSchema,
  dialResultSchema,
  DO_NOT_CALL_MARK,
  markSchema,
} from './campaign-words';
import { answererVerdictSchema } from './answerer';
import { campaignSourceSchema } from './campaign-source';
import { queueCalendarSchema, slugSchema } from './queue-config';
import { languageSchema, pageQuerySchema } from './rest';

export { campaignModes, dialResultSchema, DO_NOT_CALL_MARK, markSchema };
export type { DialResult } from './campaign-words';

const number = z.string().regex(/^\+?[0-9]{2,20}$/, 'digits, with an optional leading +');
const seconds = (least: number, most: number) => z.number().int().min(least).max(most);

/** Results after which somebody may be called again. */
export const retriedResults = [
  'machine',
  'abandoned',
  'busy',
  'no-answer',
  'refused',
  'network',
  'stopped',
  'withdrawn',
  'lost',
] as const;
const retrySchema = z.union([
  z.literal('never'),
  z.strictObject({
    /** Minutes until the next attempt, at the earliest. */
    afterMinutes: z.number().int().min(1).max(43_200),
    /** So many calls may end like this; then there is no other. */
    atMost: z.number().int().min(1).max(20).default(20),
  }),
]);
export type RetryRule = z.infer<typeof retrySchema>;

const afterMinutes = (minutes: number): RetryRule => ({ afterMinutes: minutes, atMost: 20 });
/** Where a campaign does not say otherwise. */
export const usualRetry: Readonly<Record<(typeof retriedResults)[number], RetryRule>> = {
  machine: afterMinutes(120),
  abandoned: 'never',
  busy: afterMinutes(15),
  'no-answer': afterMinutes(120),
  refused: 'never',
  network: afterMinutes(10),
  stopped: afterMinutes(10),
  withdrawn: afterMinutes(5),
  lost: afterMinutes(30),
};

/** What a SIP status can say. */
export const statusResults = ['busy', 'no-answer', 'refused', 'wrong-number', 'network'] as const;

/** Why a contact was called, or was not. */
export const dialRules = [
  'allowed',
  /** The number is on the do-not-call list: itself, its prefix, or its customer. */
  'do-not-call',
  /** The campaign asks for consent, and the list does not say that it was given. */
  'consent',
  /** Not a number that may be dialled from here. */
  'destination',
  /** Outside the hours in which people of his time zone may be called, or on a holiday. */
  'hours',
  /** Called as often as may be in the last days, by whatever campaign. */
  'cap',
  /** The campaign's attempts are used up. */
  'attempts',
  /** The last result says not again. */
  'result',
  /** The agent who was to call him has said: later, not now, or never. */
  'agent',
  /** There is nothing to call about any more: it is paid, it is done. */
  'settled',
  /** The campaign is over. */
  'campaign-over',
] as const;
export const dialRuleSchema = z.enum(dialRules);
export type DialRule = z.infer<typeof dialRuleSchema>;

/** Of the modes with a pace. */
const pacingSchema = z.strictObject({
  /** Most persons abandoned per person reached, over the newest `window` of them. */
  abandonCap: z.number().min(0).max(0.2).default(0.03),
  window: z.number().int().min(100).max(100_000).default(2000),
  /** Seconds a person waits for an agent; then he is abandoned. */
  agentWithinS: seconds(1, 30).default(2),
  /** Seconds it rings before a call may be withdrawn, where law asks for some. */
  leastRingS: seconds(0, 60).default(0),
  /** What part of the agents' free time is planned with, when they serve inbound, too. */
  weight: z.number().min(0.1).max(1).default(1),
});

/** One thing an agent can say has come of a contact. */
const agentMarkSchema = z.strictObject({
  mark: markSchema,
  label: z.partialRecord(languageSchema, z.string().min(1).max(60)).default({}),
  /** A date belongs to it: of a promise. */
  asksDate: z.boolean().default(false),
  /** The contact is done; false: he is called again, by the plan for calls nobody answered. */
  closes: z.boolean().default(true),
  /** A work order of this type is made for him. */
  workOrder: z.string().min(1).max(40).nullable().default(null),
});
export type AgentMark = z.infer<typeof agentMarkSchema>;

export const campaignSchema = z.strictObject({
  campaignId: slugSchema,
  name: z.string().min(1).max(80),
  /** How its calls begin. */
  mode: campaignModeSchema.default('automatic'),
  /** Whose agents speak with those who are reached: of every mode but automatic, whose flow names queues itself. */
  queue: slugSchema.nullable().default(null),
  pacing: pacingSchema.prefault({}),
  /** Is it a person who answered? docs/amd.md */
  answerer: z
    .strictObject({
      /** Whoever answers is listened to for a few seconds before the flow speaks. */
      detect: z.boolean().default(false),
      /** After its beep a machine hears the entry of the flow named here; null: it is hung up on. */
      machineHears: z.string().min(1).max(40).nullable().default(null),
    })
    .prefault({}),
  /** Preview: it is dialled by itself after so many seconds; null: when the agent says so. */
  previewS: seconds(5, 600).nullable().default(null),
  /** What its agents say; {name} and the list's columns are filled in. */
  script: z.partialRecord(languageSchema, z.string().min(1).max(4000)).default({}),
  /** What its agents can say has come of a contact; besides them always do-not-call. */
  marks: z.array(agentMarkSchema).max(20).default([]),
  /** The pack whose flow speaks, and its entry. */
  flow: z.strictObject({ pack: slugSchema, entry: z.string().min(1).max(40).default('outbound') }),
  language: languageSchema.default('zh-CN'),
  /** Shown to those who are called; null: the centre's own. */
  callerNumber: number.nullable().default(null),
  /** When people may be called, by the clock where they are. */
  hours: queueCalendarSchema.omit({ timezone: true }),
  /** IANA name: where people are whose list and number do not say otherwise. */
  timeZone: z.string().min(1).max(64).default('Asia/Shanghai'),
  /** Where people are by how their number begins: '+852': Asia/Hong_Kong. The longest beginning counts. */
  timeZones: z.record(z.string().regex(/^\+[0-9]{1,15}$/), z.string().min(1).max(64)).default({}),
  /** Seconds it rings. */
  ringS: seconds(5, 120).default(30),
  /** Calls to one contact, all in all. */
  attempts: z.number().int().min(1).max(20).default(3),
  /** One number is called at most so often in so many days, by all campaigns together. */
  cap: z
    .strictObject({ calls: z.number().int().min(1).max(100), days: z.number().int().min(1).max(90) })
    .default({ calls: 3, days: 7 }),
  retry: z.partialRecord(z.enum(retriedResults), retrySchema).default({}),
  /** What a SIP status says, where it differs from the usual: { 480: refused }. */
  results: z
    .partialRecord(z.string().regex(/^[456][0-9]{2}$/, 'a SIP status from 400'), z.enum(statusResults))
    .default({}),
  /** Only those are called whose line in the list says that they agreed to it. */
  needsConsent: z.boolean().default(false),
  /** Calls begun in a second, and calls at once. */
  limits: z
    .strictObject({
      perSecond: z.number().int().min(1).max(200).default(2),
      atOnce: z.number().int().min(1).max(5000).default(10),
    })
    .prefault({}),
  /** Whom it finds by itself, besides its lists; null: nobody. */
  source: campaignSourceSchema.nullable().default(null),
  /** How often its source is read. */
  refreshMinutes: z.number().int().min(1).max(1440).default(15),
  /** Of a source of unpaid bills: whoever promised to pay and has not is called once more so long after that day; null: never. */
  promise: z
    .strictObject({ againAfterDays: z.number().int().min(0).max(90) })
    .nullable()
    .default(null),
  /** Done as soon as so many were reached; null: when its list is; one with a source goes on. */
  goal: z.number().int().min(1).max(10_000_000).nullable().default(null),
});
export type Campaign = z.infer<typeof campaignSchema>;

export const campaignStates = ['draft', 'running', 'paused', 'done'] as const;
export const campaignStateSchema = z.enum(campaignStates);
export type CampaignState = z.infer<typeof campaignStateSchema>;

/** How its list stands. */
export const campaignProgressSchema = z.object({
  contacts: z.number().int(),
  /** To be called still. */
  open: z.number().int(),
  /** On the telephone now. */
  dialing: z.number().int(),
  done: z.number().int(),
  /** Of those that are done: somebody answered. */
  reached: z.number().int(),
  /** Calls placed so far. */
  attempts: z.number().int(),
  /** Contacts that are done, by mark. */
  marks: z.record(z.string(), z.number().int()),
  /** Contacts who promised: in all, those who kept it, and those whose day has passed. */
  promises: z.object({ made: z.number().int(), kept: z.number().int(), broken: z.number().int() }),
});
export type CampaignProgress = z.infer<typeof campaignProgressSchema>;

export const campaignViewSchema = z.object({
  campaign: campaignSchema,
  state: campaignStateSchema,
  /** Counts its changes: who changes it says which he has seen. */
  version: z.number().int(),
  /** Dialling was stopped in an emergency: this campaign's, or all. */
  stopped: z.boolean(),
  progress: campaignProgressSchema,
  /** What is allowed and will not work well. */
  warnings: z.array(z.string()),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
});
export type CampaignView = z.infer<typeof campaignViewSchema>;

/** version: the one seen before; left out for a new campaign. */
export const campaignSaveSchema = z.strictObject({
  campaign: campaignSchema,
  version: z.number().int().min(1).optional(),
});

export const campaignActionSchema = z.strictObject({ action: z.enum(['start', 'pause', 'finish']) });

/** One line of a list, as it is imported. */
export const contactRowSchema = z.strictObject({
  number: z.string().min(1).max(64),
  name: z.string().max(120).default(''),
  /** The list's own name for this line: a second import of it changes nothing. Without it, the number is. */
  externalId: z.string().min(1).max(80).optional(),
  customerId: z.uuid().optional(),
  timeZone: z.string().max(64).optional(),
  consent: z.boolean().default(false),
  /** Higher is called first. */
  priority: z.number().int().min(0).max(1000).default(0),
  /** What the flow says to him: the variables of its entry. */
  variables: z.record(z.string(), z.string().max(200)).default({}),
});
export type ContactRow = z.infer<typeof contactRowSchema>;

/** Longest list in one piece, characters. */
export const LIST_MAX_LENGTH = 8_000_000;

/** Lines as they are, or a table whose first row names the columns; columns it does not know are variables. */
export const contactListSchema = z
  .strictObject({
    contacts: z.array(z.unknown()).min(1).max(10_000).optional(),
    csv: z.string().min(1).max(LIST_MAX_LENGTH).optional(),
    /** Say what would be done. */
    dryRun: z.boolean().default(false),
  })
  .refine(({ contacts, csv }) => (contacts === undefined) !== (csv === undefined), {
    error: 'give either contacts or csv',
  });
export type ContactList = z.output<typeof contactListSchema>;

export const listFaultSchema = z.object({
  /** From 1: the line of the file, or the place in the list. */
  line: z.number().int(),
  field: z.string(),
  kind: z.enum(['no-number', 'missing', 'no-time-zone', 'not-accepted']),
  message: z.string(),
});
export type ListFault = z.infer<typeof listFaultSchema>;

export const listReportSchema = z.object({
  added: z.number().int(),
  /** In the campaign already. */
  repeated: z.number().int(),
  /** None is added when there are any. */
  faults: z.array(listFaultSchema),
});
export type ListReport = z.infer<typeof listReportSchema>;

export const contactViewSchema = z.object({
  contactId: z.uuid(),
  number: z.string(),
  name: z.string(),
  customerId: z.uuid().nullable(),
  state: z.enum(['open', 'dialing', 'done']),
  attempts: z.number().int(),
  /** Not before; null: as soon as may be. */
  nextAt: z.iso.datetime().nullable(),
  mark: z.string().nullable(),
  /** A date that goes with the mark: of a promise. */
  markDate: z.iso.date().nullable(),
  lastResult: dialResultSchema.nullable(),
});
export type ContactView = z.infer<typeof contactViewSchema>;

export const contactQuerySchema = pageQuerySchema.extend({
  state: z.enum(['open', 'dialing', 'done']).optional(),
  mark: markSchema.optional(),
});
export type ContactQuery = z.output<typeof contactQuerySchema>;

export const contactFileQuerySchema = contactQuerySchema
  .omit({ page: true, pageSize: true })
  .extend({ language: languageSchema.default('zh-CN') });

/** One decision about a number: a call that was placed, or why it was not. */
export const dialDecisionSchema = z.object({
  at: z.iso.datetime(),
  campaignId: z.string(),
  contactId: z.uuid(),
  number: z.string(),
  decision: z.enum(['dialled', 'not-dialled']),
  rule: dialRuleSchema,
  /** What was looked at: each rule with what it saw. */
  evidence: z.record(z.string(), z.unknown()),
  /** Of a call that was not placed: when it is decided anew; null: never. */
  until: z.iso.datetime().nullable(),
  callId: z.uuid().nullable(),
  result: dialResultSchema.nullable(),
  sipStatus: z.number().int().nullable(),
  cause: z.string().nullable(),
  answeredAt: z.iso.datetime().nullable(),
  /** Who answered, as far as could be heard, with the figures that rests on. null: nobody listened. */
  answerer: answererVerdictSchema.nullable(),
  endedAt: z.iso.datetime().nullable(),
});
export type DialDecision = z.infer<typeof dialDecisionSchema>;

export const doNotCallSchema = z.strictObject({
  kind: z.enum(['number', 'prefix', 'customer']),
  /** A number as people write it, the beginning of one in international form ('+8610'), or a customer's id. */
  value: z.string().min(1).max(64),
  reason: z.string().min(1).max(200),
  /** null: for ever. */
  until: z.iso.datetime().nullable().default(null),
});
export type DoNotCallRequest = z.infer<typeof doNotCallSchema>;

export const doNotCallViewSchema = doNotCallSchema.extend({
  entryId: z.uuid(),
  by: z.string(),
  at: z.iso.datetime(),
});
export type DoNotCallView = z.infer<typeof doNotCallViewSchema>;

export const explanationSchema = z.object({
  /** As it is stored. */
  number: z.string(),
  doNotCall: z.array(doNotCallViewSchema),
  /** The newest first. */
  decisions: z.array(dialDecisionSchema),
});
export type NumberExplanation = z.infer<typeof explanationSchema>;
