/**
 * The queue configuration as people write it: YAML in a file, JSON over REST, one row per version in the database.
 * One document holds it all, so that it is checked, planned, applied and rolled back as a whole. See docs/queues.md.
 */
import { z } from 'zod';
import { agentNumberSchema } from './agent-number';
import { callScriptSchema } from './call-script';

export const slugSchema = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/, 'lower-case letters, digits and dashes, 1 to 40');
const seconds = (least: number, most: number) => z.number().int().min(least).max(most);
const names = z.strictObject({ 'zh-CN': z.string().min(1).max(80), 'en-US': z.string().min(1).max(80) });

/** How good somebody has to be, 1 to 10, by skill. */
const requirement = z.record(slugSchema, z.number().int().min(1).max(10));
export type Requirement = z.infer<typeof requirement>;

export const strategies = [
  'longest-idle',
  'round-robin',
  'fewest-calls',
  'least-talk-time',
  'top-down',
  'random',
  'ring-all',
  'ring-progressively',
] as const;
export const strategySchema = z.enum(strategies);
export type Strategy = z.infer<typeof strategySchema>;

const timeOfDay = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/, 'hh:mm');
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const span = z
  .strictObject({ from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from < to, 'from must be before to');

export const queueCalendarSchema = z.strictObject({
  /** IANA name. */
  timezone: z.string().min(1).max(64),
  /** Open at these times; a weekday that is left out is closed. */
  week: z.partialRecord(z.enum(weekdays), z.array(span).max(8)),
  /** Days that differ, holidays above all: an empty list is closed all day. */
  days: z.record(z.iso.date(), z.array(span).max(8)).default({}),
});
export type QueueCalendar = z.infer<typeof queueCalendarSchema>;

/**
 * What changes for a call that has waited so long; its place is kept. What a step does not name stays as it was.
 * Steps are in the order of their times.
 */
export const queueStepSchema = z.strictObject({
  /** Seconds since the call entered the queue. */
  afterS: seconds(1, 86_400),
  /** In place of the skills asked until now: lower levels, fewer skills, none. */
  requires: requirement.optional(),
  /** These groups may answer, too. */
  addGroups: z.array(slugSchema).min(1).max(50).optional(),
  /** Whoever may answer that queue's calls at once may answer this one, too. */
  overflowTo: slugSchema.optional(),
  /** The call counts as having waited so much longer, seconds. */
  bonusS: seconds(1, 86_400).optional(),
  /** A prompt of the pack, by number, over the music. */
  announce: z.number().int().min(1).max(9999).optional(),
  /** He is told that he may be called back, by the key in `leaveKeys` that does it. */
  offerCallback: z.boolean().optional(),
});
export type QueueStep = z.infer<typeof queueStepSchema>;

/**
 * What becomes of a caller whom the queue does not keep. Where the flow's queue node names a way for it, he goes that
 * way; otherwise he hears that all lines are busy (prompt 12) and goodbye.
 */
const leaveActions = ['leave', 'callback'] as const;

/** Of a colleague who is busy: refused, or he waits for that colleague alone and is shown on his desk, for so many seconds. */
const callWaiting = z.discriminatedUnion('then', [
  z.strictObject({ then: z.literal('busy') }),
  z.strictObject({ then: z.literal('notify'), forS: seconds(5, 600) }),
]);

/** Whether talks are recorded: never, when their agent says so, or all of them. */
export const recordingRules = ['off', 'on-demand', 'always'] as const;
export type RecordingRule = (typeof recordingRules)[number];

export const queueSchema = z.strictObject({
  queueId: slugSchema,
  name: z.string().min(1).max(80),
  strategy: strategySchema.default('longest-idle'),
  /** Who may answer at once: people in the order of top-down and round-robin, and groups after them. */
  agents: z.array(agentNumberSchema).max(10_000).default([]),
  groups: z.array(slugSchema).max(50).default([]),
  requires: requirement.default({}),
  steps: z.array(queueStepSchema).max(20).default([]),
  /** First of all the agent who had this caller last, or who owns his record, for so many seconds. */
  sticky: z
    .strictObject({ to: z.enum(['last', 'owner']), forS: seconds(1, 600) })
    .nullable()
    .default(null),
  /** Its calls count as having waited so much longer than those of other queues, seconds. */
  weightS: seconds(0, 86_400).default(0),
  /** Key accounts' calls count as having waited so much longer, seconds. */
  keyAccountBonusS: seconds(0, 86_400).default(0),
  /** How many ring at the beginning, and how many more after each so many seconds; ring-progressively only. */
  ringMore: z
    .strictObject({ first: z.number().int().min(1).max(20), everyS: seconds(1, 60) })
    .default({ first: 1, everyS: 5 }),
  /** Seconds an offer rings. */
  offerTimeoutS: seconds(3, 120).default(20),
  /** Its calls do not ring: the agent's phone answers them by itself, and tells him by a tone. */
  autoAnswer: z.boolean().default(false),
  /** An agent's leg is answered while it rings, and a click on *Answer* only connects it: less delay, more legs. */
  standingLeg: z.boolean().default(false),
  /** Seconds of wrap-up after a call. */
  wrapUpS: seconds(0, 3600).default(30),
  /** An agent may prolong a wrap-up so often, by so many seconds. */
  wrapUpProlong: z
    .strictObject({ times: z.number().int().min(0).max(20), byS: seconds(10, 600) })
    .default({ times: 2, byS: 60 }),
  /** A disposition must be chosen before the wrap-up can be finished by hand. */
  dispositionRequired: z.boolean().default(false),
  /** What becomes of a caller whom an agent hands to a colleague who is busy. */
  callWaiting: callWaiting.default({ then: 'busy' }),
  /** Whom nobody picks up for so long after his agent parked him goes back to that agent, or to the head of the queue, seconds. */
  parkS: seconds(5, 3600).default(120),
  /** Whether its talks are recorded; agents may pause a recording in any case. */
  recording: z.enum(recordingRules).default('off'),
  /** Days its recordings are kept; null: until somebody deletes them. */
  recordingDays: z.number().int().min(1).max(36_500).nullable().default(null),
  /** What its agents say; null: in their own words. */
  script: callScriptSchema.nullable().default(null),
  /** Share of its callers who are asked how satisfied they are. */
  surveyShare: z.number().min(0).max(1).default(1),
  /** Open hours by calendar; null: always open. */
  hours: slugSchema.nullable().default(null),
  /** More callers than this do not wait at once; null: no limit. */
  maxWaiting: z.number().int().min(0).max(100_000).nullable().default(null),
  /** Nobody waits longer; null: no limit. */
  maxWaitS: seconds(10, 86_400).nullable().default(null),
  /** When nobody who may answer is logged in: wait on, or leave after so many seconds. */
  nobodyThere: z
    .discriminatedUnion('then', [
      z.strictObject({ then: z.literal('wait') }),
      z.strictObject({ then: z.literal('leave'), afterS: seconds(0, 3600) }),
    ])
    .default({ then: 'wait' }),
  /** What a waiting caller's key does. */
  leaveKeys: z.partialRecord(z.string().regex(/^[0-9*#]$/), z.enum(leaveActions)).default({}),
  /** Seconds between two announcements of position and wait; 0: none. */
  comfortS: seconds(0, 3600).default(30),
  /** A call should be answered within so many seconds: its service level. */
  answerWithinS: seconds(1, 3600).default(20),
  /** Share of its callers who should be; below it the wall board stands out. */
  serviceLevelGoal: z.number().min(0).max(1).default(0.8),
  /** A promised callback should be tried within so many seconds, else supervisors are told. */
  callbackWithinS: seconds(60, 604_800).default(3600),
});
export type QueueConfigQueue = z.infer<typeof queueSchema>;

export const breakReasonSchema = z.strictObject({
  names,
  /** Counts as work in reports. */
  productive: z.boolean().default(false),
  /** Longer than this is shown as overdue; null: no limit. */
  maxMinutes: z.number().int().min(1).max(1440).nullable().default(null),
  /** At most so many agents at once; null: no limit. */
  atMost: z.number().int().min(1).max(10_000).nullable().default(null),
});

export const queueConfigSchema = z.strictObject({
  /** What skills there are, with a word on each. */
  skills: z.record(slugSchema, z.string().max(200)).default({}),
  /** Groups of agents by name. */
  groups: z.record(slugSchema, z.array(agentNumberSchema).max(10_000)).default({}),
  /** What agents are good at, 1 to 10. */
  agents: z.record(agentNumberSchema, z.strictObject({ skills: requirement.default({}) })).default({}),
  calendars: z.record(slugSchema, queueCalendarSchema).default({}),
  breakReasons: z.record(slugSchema, breakReasonSchema).default({}),
  queues: z.array(queueSchema).max(5000),
});
export type QueueConfig = z.infer<typeof queueConfigSchema>;
