/** Reports: measures (docs/measures.md) of whole days in a time zone, by interval, queue, number called or agent. */
import { z } from 'zod';
import { agentCountNames, agentRateNames } from '../measures/agent-counts';
import { campaignCallKinds, campaignCountNames, campaignRateNames } from '../measures/campaign-counts';
import { queueCountNames, queueRateNames } from '../measures/queue-counts';
import { dialResultSchema, markSchema } from './campaign-words';
import { languageSchema, pageQuerySchema } from './rest';

export const reportSteps = ['quarter', 'hour', 'day', 'week', 'month'] as const;
export const reportStepSchema = z.enum(reportSteps);
export type ReportStep = z.infer<typeof reportStepSchema>;

export const REPORT_MOST_DAYS = 366;
/** Quarters and hours of more days are more than anybody reads. */
export const REPORT_MOST_FINE_DAYS = 31;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const timeZoneSchema = z
  .string()
  .max(64)
  .refine(isTimeZone, 'must be a time zone, for example Asia/Shanghai');

const subject = z.string().min(1).max(64);
const rangeFields = {
  /** First and last day. */
  from: z.iso.date(),
  to: z.iso.date(),
  /** IANA name: where these days begin and end; the centre's when it is left out. */
  timeZone: timeZoneSchema.optional(),
  step: reportStepSchema.default('day'),
};
interface Range {
  readonly from: string;
  readonly to: string;
  readonly step: ReportStep;
  readonly by: string;
}
const daysOf = ({ from, to }: Range): number => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
const isFine = ({ by, step }: Range): boolean => by === 'interval' && (step === 'quarter' || step === 'hour');

const inRange = <Schema extends z.ZodType<Range>>(schema: Schema) =>
  schema
    .refine((range) => daysOf(range) >= 1, { message: 'from must not be after to', path: ['to'] })
    .refine((range) => daysOf(range) <= REPORT_MOST_DAYS, {
      message: `${REPORT_MOST_DAYS} days at most`,
      path: ['to'],
    })
    .refine((range) => !isFine(range) || daysOf(range) <= REPORT_MOST_FINE_DAYS, {
      message: `${REPORT_MOST_FINE_DAYS} days at most by hour or quarter of an hour`,
      path: ['to'],
    });

const queueReportFields = z.object({
  ...rangeFields,
  by: z.enum(['interval', 'queue', 'number']),
  /** Of this queue alone. */
  queueId: subject.optional(),
});
export const queueReportQuerySchema = inRange(queueReportFields);
export type QueueReportQuery = z.infer<typeof queueReportQuerySchema>;

const agentReportFields = z.object({
  ...rangeFields,
  by: z.enum(['agent', 'team', 'interval']),
  /** Of this agent alone. */
  agentId: subject.optional(),
  /** Of this team alone: a group of the queue configuration, as it is made up now. */
  teamId: subject.optional(),
});
export const agentReportQuerySchema = inRange(agentReportFields);
export type AgentReportQuery = z.infer<typeof agentReportQuerySchema>;

export const reportFormats = ['csv', 'xlsx'] as const;
export const reportFormatSchema = z.enum(reportFormats);
export type ReportFormat = z.infer<typeof reportFormatSchema>;

/** As a file: headings in this language. */
const fileFields = { language: languageSchema.default('zh-CN'), format: reportFormatSchema.default('csv') };
export const queueReportFileQuerySchema = inRange(queueReportFields.extend(fileFields));
export const agentReportFileQuerySchema = inRange(agentReportFields.extend(fileFields));

const numbers = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, z.number()])) as Record<Name, z.ZodNumber>;
const numbersOrNull = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, z.number().nullable()])) as Record<
    Name,
    z.ZodNullable<z.ZodNumber>
  >;

export const queueFiguresOfReportSchema = z.object({
  ...numbers(queueCountNames),
  longestWaitMs: z.number(),
  ...numbersOrNull(queueRateNames),
});
export type QueueReportFigures = z.infer<typeof queueFiguresOfReportSchema>;

export const agentFiguresOfReportSchema = z.object({
  ...numbers(agentCountNames),
  loggedInMs: z.number(),
  ...numbersOrNull(agentRateNames),
});
export type AgentReportFigures = z.infer<typeof agentFiguresOfReportSchema>;

const rowFields = {
  /** The row's time: of an interval, or of the whole report. */
  from: z.iso.datetime({ offset: true }),
  until: z.iso.datetime({ offset: true }),
};
const reportOf = <Row extends z.ZodType, Figures extends z.ZodType>(row: Row, total: Figures) =>
  z.object({
    timeZone: z.string(),
    from: z.iso.datetime({ offset: true }),
    until: z.iso.datetime({ offset: true }),
    rows: z.array(row),
    total,
  });

export const queueReportSchema = reportOf(
  z.object({
    ...rowFields,
    queueId: z.string().nullable(),
    /** As the queue is called now; null when there is none of that name any more. */
    name: z.string().nullable(),
    dialedNumber: z.string().nullable(),
    figures: queueFiguresOfReportSchema,
  }),
  queueFiguresOfReportSchema,
);
export type QueueReport = z.infer<typeof queueReportSchema>;

export const agentReportSchema = reportOf(
  z.object({
    ...rowFields,
    agentId: z.string().nullable(),
    teamId: z.string().nullable(),
    /** Of the agent. */
    name: z.string().nullable(),
    figures: agentFiguresOfReportSchema,
  }),
  agentFiguresOfReportSchema,
);
export type AgentReport = z.infer<typeof agentReportSchema>;

/** The calls behind a figure. */
export const reportedCallKinds = [
  'offered',
  'answered',
  'answered-late',
  'abandoned',
  'short-abandoned',
  'left',
  'lost',
  'repeated',
] as const;
export const agentCallKinds = ['answered', 'dialled', 'missed', 'declined', 'handed-on'] as const;
const instants = { from: z.iso.datetime({ offset: true }), until: z.iso.datetime({ offset: true }) };
export const queueCallsQuerySchema = pageQuerySchema.extend({
  ...instants,
  kind: z.enum(reportedCallKinds),
  queueId: subject.optional(),
  dialedNumber: z.string().max(64).optional(),
});
export type QueueCallsQuery = z.infer<typeof queueCallsQuerySchema>;
export const agentCallsQuerySchema = pageQuerySchema.extend({
  ...instants,
  kind: z.enum(agentCallKinds),
  agentId: subject.optional(),
  teamId: subject.optional(),
});
export type AgentCallsQuery = z.infer<typeof agentCallsQuerySchema>;

const promiseReportFields = z.object({ ...rangeFields, by: z.literal('type').default('type') });
export const promiseQuerySchema = inRange(promiseReportFields);
export const promiseReportFileQuerySchema = inRange(promiseReportFields.extend(fileFields));
/** Work orders that were closed in the time. */
export const promiseReportSchema = z.array(
  z.object({ type: z.string(), closed: z.number(), kept: z.number(), keptRate: z.number().nullable() }),
);
export type PromiseReport = z.infer<typeof promiseReportSchema>;

const surveyReportFields = z.object({
  ...rangeFields,
  by: z.enum(['question', 'campaign', 'queue']).default('question'),
});
export const surveyQuerySchema = inRange(surveyReportFields);
export type SurveyQuery = z.infer<typeof surveyQuerySchema>;
export const surveyReportFileQuerySchema = inRange(surveyReportFields.extend(fileFields));
/** What callers, and people who were called, answered to a flow's questions. */
export const surveyReportSchema = z.array(
  z.object({
    question: z.string(),
    /** The campaign or queue; null: of no campaign, or before any queue. */
    subject: z.string().nullable(),
    /** Calls with an answer: the last one counts. */
    answered: z.number().int(),
    /** Where all answers are digits. */
    average: z.number().nullable(),
    answers: z.array(z.object({ value: z.string(), count: z.number().int(), share: z.number() })),
  }),
);
export type SurveyReport = z.infer<typeof surveyReportSchema>;

const campaignReportFields = z.object({
  ...rangeFields,
  by: z.enum(['campaign', 'interval']).default('campaign'),
  /** Of this campaign alone. */
  campaignId: subject.optional(),
});
export const campaignQuerySchema = inRange(campaignReportFields);
export type CampaignQuery = z.infer<typeof campaignQuerySchema>;
export const campaignReportFileQuerySchema = inRange(campaignReportFields.extend(fileFields));

const campaignFiguresSchema = z.object({
  ...numbers(campaignCountNames),
  ...numbersOrNull(campaignRateNames),
  /** How many calls came to which mark. */
  marks: z.record(z.string(), z.number().int()),
});
export type CampaignReportFigures = z.infer<typeof campaignFiguresSchema>;
/** What came of the calls of campaigns begun in the time, by campaign or by interval. */
export const campaignReportSchema = reportOf(
  z.object({
    ...rowFields,
    campaignId: z.string().nullable(),
    /** null: of an interval, or the campaign is gone. */
    name: z.string().nullable(),
    figures: campaignFiguresSchema,
  }),
  campaignFiguresSchema,
);
export type CampaignReport = z.infer<typeof campaignReportSchema>;

export const campaignCallsQuerySchema = pageQuerySchema.extend({
  ...instants,
  kind: z.enum(campaignCallKinds),
  campaignId: subject.optional(),
  /** Only those that came to this. */
  mark: markSchema.optional(),
});
export type CampaignCallsQuery = z.infer<typeof campaignCallsQuerySchema>;
/** A call behind a figure of campaigns. */
export const campaignCallSchema = z.object({
  attemptId: z.uuid(),
  /** null: nothing is stored of it but this. */
  callId: z.uuid().nullable(),
  campaignId: z.string(),
  at: z.iso.datetime(),
  number: z.string(),
  /** As the list has it. */
  name: z.string(),
  /** null: it goes on. */
  result: dialResultSchema.nullable(),
  mark: z.string().nullable(),
  /** From when it was picked up until its end; null: it was not, or it goes on. */
  connectedMs: z.number().nullable(),
});
export type CampaignCall = z.infer<typeof campaignCallSchema>;

const availabilityReportFields = z.object({
  ...rangeFields,
  by: z.enum(['interval', 'switch']).default('interval'),
});
export const availabilityQuerySchema = inRange(availabilityReportFields);
export type AvailabilityQuery = z.infer<typeof availabilityQuerySchema>;
export const availabilityReportFileQuerySchema = inRange(availabilityReportFields.extend(fileFields));

const availabilityFields = {
  ...rowFields,
  /** Of all switches. */
  watchedMs: z.number(),
  downMs: z.number(),
  outages: z.number().int(),
  availability: z.number().nullable(),
};
export const availabilityReportSchema = z.object({
  timeZone: z.string(),
  ...rowFields,
  rows: z.array(z.object({ ...availabilityFields, switchId: z.string().nullable() })),
  total: z.object(availabilityFields),
  /** Those in the time, the newest first; 500 at most. */
  outages: z.array(
    z.object({
      switchId: z.string(),
      from: z.iso.datetime({ offset: true }),
      /** null: it goes on. */
      until: z.iso.datetime({ offset: true }).nullable(),
    }),
  ),
});
export type AvailabilityReport = z.infer<typeof availabilityReportSchema>;

export const rebuildRequestSchema = z.object({ after: z.string().min(1).max(200).nullable().default(null) });
/** One step: `after` is where the next one goes on; null: all is done. */
export const rebuildStepSchema = z.object({ after: z.string().nullable(), calls: z.number().int() });
export type RebuildStep = z.infer<typeof rebuildStepSchema>;
