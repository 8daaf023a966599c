import type {
  AgentCallsQuery,
  AgentReportFigures,
  CampaignCallsQuery,
  CampaignReportFigures,
  QueueCallsQuery,
  QueueReportFigures,
  ReportStep,
} from '../../server/contract/reports';
import { formatDuration } from './duration';

export const reportKinds = [
  'interval',
  'queue',
  'number',
  'agent',
  'team',
  'promises',
  'availability',
  'surveys',
  'campaigns',
] as const;
export type ReportKind = (typeof reportKinds)[number];

export const steps: readonly ReportStep[] = ['quarter', 'hour', 'day', 'week', 'month'];
/** Finer steps are for as many days at most; more would be refused. */
const MOST_FINE_DAYS = 31;

export const presets = ['today', 'yesterday', 'week', 'month', 'last-month'] as const;
export type Preset = (typeof presets)[number];

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const toDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
const dayOf = (text: string): number => Date.parse(`${text}T00:00:00Z`);

/** The date there now, YYYY-MM-DD. */
export const dateIn = (now: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);

/** First and last day of a preset, when it is this day. */
export function daysOf(preset: Preset, today: string): { readonly from: string; readonly to: string } {
  const now = dayOf(today);
  const [year = 0, month = 0] = today.split('-').map(Number);
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: toDay(now - DAY_MS), to: toDay(now - DAY_MS) };
    case 'week':
      return { from: toDay(now - 6 * DAY_MS), to: today };
    case 'month':
      return { from: toDay(Date.UTC(year, month - 1, 1)), to: today };
    case 'last-month':
      return { from: toDay(Date.UTC(year, month - 2, 1)), to: toDay(Date.UTC(year, month - 1, 0)) };
  }
}

export const countDays = (from: string, to: string): number => (dayOf(to) - dayOf(from)) / DAY_MS + 1;

/** The step that was chosen, or the finest that is shown for so many days. */
export const stepFor = (chosen: ReportStep, days: number): ReportStep =>
  days > MOST_FINE_DAYS && (chosen === 'quarter' || chosen === 'hour') ? 'day' : chosen;

/** An interval's name on its time zone's clocks; an hour that comes twice has its offset with it. */
export function intervalName(
  from: string,
  step: ReportStep,
  { timeZone, language, hasManyDays }: NameOptions,
): string {
  const isFine = step === 'quarter' || step === 'hour';
  const parts: Intl.DateTimeFormatOptions =
    step === 'month'
      ? { year: 'numeric', month: 'short' }
      : {
          ...(!isFine || hasManyDays ? { month: 'short', day: 'numeric' } : {}),
          ...(step === 'day' ? { weekday: 'short' } : {}),
          ...(isFine ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : {}),
        };
  const name = new Intl.DateTimeFormat(language, { ...parts, timeZone }).format(new Date(from));
  return isFine && comesTwice(Date.parse(from), timeZone)
    ? `${name} ${offsetAt(Date.parse(from), timeZone)}`
    : name;
}

/** "GMT+2" */
const offsetAt = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** Clocks that are set back show the same time an hour before or after. */
const comesTwice = (at: number, timeZone: string): boolean => {
  const clock = (when: number) =>
    new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(when);
  return [at - HOUR_MS, at + HOUR_MS].some((other) => clock(other) === clock(at));
};

interface NameOptions {
  readonly timeZone: string;
  readonly language: string;
  readonly hasManyDays: boolean;
}

const NOTHING = '–';
export const percent = (share: number | null): string =>
  share === null ? NOTHING : `${(share * 100).toFixed(1)}%`;
/** Minutes of a month show in the thousandths. */
export const precisePercent = (share: number | null): string =>
  share === null ? NOTHING : `${(share * 100).toFixed(3)}%`;
const time = (ms: number | null): string => (ms === null ? NOTHING : formatDuration(ms));
const count = (value: number): string => String(value);
const decimal = (value: number | null): string => (value === null ? NOTHING : value.toFixed(1));

export interface ReportColumn<Figures, Kind> {
  readonly name: string;
  readonly text: (figures: Figures) => string;
  /** The calls behind it can be listed. */
  readonly calls?: Kind;
  readonly many?: (figures: Figures) => number;
  /** Shown only to whoever wants it. */
  readonly isExtra?: boolean;
}

/** A table's columns in its own order. @param chosen null: those everybody has */
export const shownColumns = <Column extends { readonly name: string; readonly isExtra?: boolean }>(
  columns: readonly Column[],
  chosen: readonly string[] | null,
): readonly Column[] =>
  columns.filter(({ name, isExtra }) => (chosen === null ? isExtra !== true : chosen.includes(name)));

type QueueColumn = ReportColumn<QueueReportFigures, QueueCallsQuery['kind']>;
type AgentColumn = ReportColumn<AgentReportFigures, AgentCallsQuery['kind']>;

const counted = <Figures, Name extends keyof Figures & string, Kind>(
  name: Name & (Figures[Name] extends number ? Name : never),
  calls: Kind,
) => ({
  name,
  calls,
  text: (figures: Figures) => count(figures[name] as number),
  many: (figures: Figures) => figures[name] as number,
});

export const queueColumns = [
  counted<QueueReportFigures, 'offered', QueueCallsQuery['kind']>('offered', 'offered'),
  counted<QueueReportFigures, 'answered', QueueCallsQuery['kind']>('answered', 'answered'),
  { name: 'connectionRate', text: (figures) => percent(figures.connectionRate) },
  { name: 'serviceLevel', text: (figures) => percent(figures.serviceLevel) },
  { name: 'averageAnswer', text: (figures) => time(figures.averageAnswerMs) },
  { name: 'longestWait', text: (figures) => (figures.offered === 0 ? NOTHING : time(figures.longestWaitMs)) },
  counted<QueueReportFigures, 'abandoned', QueueCallsQuery['kind']>('abandoned', 'abandoned'),
  counted<QueueReportFigures, 'shortAbandoned', QueueCallsQuery['kind']>('shortAbandoned', 'short-abandoned'),
  counted<QueueReportFigures, 'leftQueue', QueueCallsQuery['kind']>('leftQueue', 'left'),
  counted<QueueReportFigures, 'lost', QueueCallsQuery['kind']>('lost', 'lost'),
  { name: 'averageHandling', text: (figures) => time(figures.averageHandlingMs) },
  { name: 'asked', isExtra: true, text: (figures) => count(figures.asked) },
  { name: 'marked', isExtra: true, text: (figures) => count(figures.marked) },
  { name: 'answeredShare', isExtra: true, text: (figures) => percent(figures.answeredShare) },
  { name: 'averageMark', isExtra: true, text: (figures) => decimal(figures.averageMark) },
  { name: 'satisfaction', text: (figures) => percent(figures.satisfactionRate) },
  { name: 'firstCall', text: (figures) => percent(figures.firstCallResolution) },
] as const satisfies readonly QueueColumn[];

export const agentColumns = [
  counted<AgentReportFigures, 'answered', AgentCallsQuery['kind']>('answered', 'answered'),
  counted<AgentReportFigures, 'dialled', AgentCallsQuery['kind']>('dialled', 'dialled'),
  counted<AgentReportFigures, 'missed', AgentCallsQuery['kind']>('missed', 'missed'),
  counted<AgentReportFigures, 'declined', AgentCallsQuery['kind']>('declined', 'declined'),
  {
    ...counted<AgentReportFigures, 'handedOn', AgentCallsQuery['kind']>('handedOn', 'handed-on'),
    isExtra: true,
  },
  { name: 'loggedIn', text: (figures) => time(figures.loggedInMs) },
  { name: 'onCall', text: (figures) => time(figures.onCallMs) },
  { name: 'wrapUp', text: (figures) => time(figures.wrapUpMs) },
  { name: 'ready', text: (figures) => time(figures.readyMs) },
  { name: 'breaks', text: (figures) => time(figures.breakMs + figures.productiveBreakMs) },
  { name: 'occupancy', text: (figures) => percent(figures.occupancy) },
  { name: 'averageHandling', text: (figures) => time(figures.averageHandlingMs) },
  { name: 'asked', isExtra: true, text: (figures) => count(figures.asked) },
  { name: 'marked', isExtra: true, text: (figures) => count(figures.marked) },
  { name: 'answeredShare', isExtra: true, text: (figures) => percent(figures.answeredShare) },
  { name: 'averageMark', isExtra: true, text: (figures) => decimal(figures.averageMark) },
  { name: 'satisfaction', text: (figures) => percent(figures.satisfactionRate) },
  { name: 'reviewed', isExtra: true, text: (figures) => count(figures.reviewed) },
  { name: 'averageQuality', text: (figures) => decimal(figures.averageQuality) },
] as const satisfies readonly AgentColumn[];

export const campaignColumns = [
  counted<CampaignReportFigures, 'calls', CampaignCallsQuery['kind']>('calls', 'calls'),
  counted<CampaignReportFigures, 'reached', CampaignCallsQuery['kind']>('reached', 'reached'),
  { name: 'reachRate', text: ({ reachRate }) => percent(reachRate) },
  counted<CampaignReportFigures, 'abandoned', CampaignCallsQuery['kind']>('abandoned', 'abandoned'),
  { name: 'abandonment', text: ({ abandonmentRate }) => percent(abandonmentRate) },
  counted<CampaignReportFigures, 'machine', CampaignCallsQuery['kind']>('machine', 'machine'),
  counted<CampaignReportFigures, 'busy', CampaignCallsQuery['kind']>('busy', 'busy'),
  counted<CampaignReportFigures, 'noAnswer', CampaignCallsQuery['kind']>('noAnswer', 'no-answer'),
  counted<CampaignReportFigures, 'refused', CampaignCallsQuery['kind']>('refused', 'refused'),
  counted<CampaignReportFigures, 'wrongNumber', CampaignCallsQuery['kind']>('wrongNumber', 'wrong-number'),
  {
    ...counted<CampaignReportFigures, 'network', CampaignCallsQuery['kind']>('network', 'network'),
    isExtra: true,
  },
  {
    ...counted<CampaignReportFigures, 'broken', CampaignCallsQuery['kind']>('broken', 'broken'),
    isExtra: true,
  },
  counted<CampaignReportFigures, 'withdrawn', CampaignCallsQuery['kind']>('withdrawn', 'withdrawn'),
  { name: 'connected', text: ({ averageConnectedMs }) => time(averageConnectedMs) },
] as const satisfies readonly ReportColumn<CampaignReportFigures, CampaignCallsQuery['kind']>[];

/** A bar of a chart: what it is made of, and the share drawn over it. */
export interface Bar {
  readonly name: string;
  readonly parts: readonly number[];
  readonly share: number | null;
}

export const queueBar = (name: string, figures: QueueReportFigures): Bar => ({
  name,
  parts: [figures.answered, figures.abandoned, figures.leftQueue + figures.lost],
  share: figures.connectionRate,
});

export const campaignBar = (name: string, figures: CampaignReportFigures): Bar => ({
  name,
  parts: [figures.reached, figures.abandoned, figures.calls - figures.reached - figures.abandoned],
  share: figures.reachRate,
});

export const agentBar = (name: string, figures: AgentReportFigures): Bar => ({
  name,
  parts: [figures.answered, figures.missed + figures.declined, figures.dialled],
  share: figures.occupancy,
});

/** The top of a scale that people read easily: 1, 2 or 5 times a power of ten, and never 0. */
export function roundTop(most: number): number {
  if (most <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return ([1, 2, 5, 10].find((times) => times * power >= most) ?? 10) * power;
}
