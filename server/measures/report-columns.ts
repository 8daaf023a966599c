/** What reports are called in a file: headings in both languages, and how a figure is written there. */
import { DateTime } from 'luxon';
import type { Cell } from '../crm/maintenance/csv-cells';
import type { Column } from '../crm/maintenance/csv-tables';

/** What stands in a cell of a workbook, where figures stay figures; null: nothing. */
export type SheetCell = { readonly value: number | Date | string; readonly format?: string } | null;

/** How one kind of figure is written into a file. */
interface FileCell<Value> extends Cell<Value> {
  /** @param timeZone whose clocks show its times */
  sheet(value: Value, timeZone: string): SheetCell;
}

export interface ReportColumn<Value = unknown> extends Column<Value> {
  readonly cell: FileCell<Value>;
}
export type ReportColumns = Readonly<Record<string, ReportColumn>>;

const written = <Value>(
  write: (value: Value) => string,
  sheet: FileCell<Value>['sheet'],
): FileCell<Value> => ({
  // Reports are only taken out.
  read: () => {
    throw new RangeError('a report is not brought in');
  },
  write,
  sheet,
});
const number =
  (format: string) =>
  (value: number | null): SheetCell =>
    value === null ? null : { value, format };
const count = written<number>((value) => String(value), number('0'));
/** Seconds, so that a spreadsheet calculates with them. */
const seconds = written<number | null>(
  (ms) => (ms === null ? '' : (ms / 1000).toFixed(1)),
  (ms) => number('0.0')(ms === null ? null : ms / 1000),
);
const percent = written<number | null>(
  (share) => (share === null ? '' : (share * 100).toFixed(2)),
  number('0.00%'),
);
const decimal = written<number | null>((value) => (value === null ? '' : value.toFixed(2)), number('0.00'));
/** A workbook is XML, which has no place for control characters. */
const word = written<string | null>(
  (value) => value ?? '',
  (value) => (value === null || value === '' ? null : { value: value.replaceAll(/\p{Cc}/gu, ' ') }),
);
/** An instant as the clocks there show it: a workbook knows no time zones. */
const clock = written<string>(
  (value) => value,
  (value, timeZone) => ({
    value: DateTime.fromISO(value, { zone: timeZone }).setZone('utc', { keepLocalTime: true }).toJSDate(),
    format: 'yyyy-mm-dd hh:mm',
  }),
);

const column = <Value>(zh: string, en: string, cell: FileCell<Value>): ReportColumn<Value> => ({
  headings: { 'zh-CN': zh, 'en-US': en },
  isNeeded: false,
  cell,
});

const time = {
  from: column('开始', 'From', clock),
  until: column('结束', 'Until', clock),
};

export const queueReportColumns = {
  ...time,
  queueId: column('队列', 'Queue', word),
  name: column('队列名称', 'Queue name', word),
  dialedNumber: column('被叫号码', 'Number called', word),
  offered: column('来电数', 'Offered', count),
  answered: column('接通数', 'Answered', count),
  connectionRate: column('接通率(%)', 'Connection rate (%)', percent),
  answeredWithin: column('及时接通数', 'Answered in time', count),
  serviceLevel: column('服务水平(%)', 'Service level (%)', percent),
  serviceLevelOfAnswered: column('接通服务水平(%)', 'Service level of answered (%)', percent),
  averageAnswerMs: column('平均应答时长(秒)', 'Average speed of answer (s)', seconds),
  longestWaitMs: column('最长等待(秒)', 'Longest wait (s)', seconds),
  abandoned: column('放弃数', 'Abandoned', count),
  shortAbandoned: column('短时放弃数', 'Abandoned soon', count),
  abandonmentRate: column('放弃率(%)', 'Abandonment (%)', percent),
  leftQueue: column('离开队列数', 'Left the queue', count),
  leftForCallback: column('选择回拨数', 'Left for a callback', count),
  lost: column('系统丢失数', 'Lost', count),
  callbacks: column('回拨次数', 'Callbacks', count),
  callbacksReached: column('回拨接通数', 'Callbacks reached', count),
  talkMs: column('通话时长(秒)', 'Talk (s)', seconds),
  heldMs: column('保持时长(秒)', 'Hold (s)', seconds),
  wrapUpMs: column('话后时长(秒)', 'Wrap-up (s)', seconds),
  averageHandlingMs: column('平均处理时长(秒)', 'Average handling time (s)', seconds),
  asked: column('满意度邀请数', 'Asked', count),
  marked: column('满意度评价数', 'Marks', count),
  answeredShare: column('满意度参评率(%)', 'Survey answered (%)', percent),
  satisfactionRate: column('满意率(%)', 'Satisfaction (%)', percent),
  averageMark: column('平均分', 'Average mark', decimal),
  firstCallResolution: column('一次解决率(%)', 'First-call resolution (%)', percent),
} as const;

export const agentReportColumns = {
  ...time,
  agentId: column('工号', 'Agent number', word),
  name: column('姓名', 'Name', word),
  teamId: column('班组', 'Team', word),
  answered: column('接听数', 'Answered', count),
  dialled: column('呼出数', 'Dialled', count),
  reached: column('呼出接通数', 'Reached', count),
  missed: column('未接数', 'Missed', count),
  declined: column('拒接数', 'Declined', count),
  handedOn: column('转出数', 'Handed on', count),
  loggedInMs: column('登录时长(秒)', 'Logged in (s)', seconds),
  readyMs: column('就绪时长(秒)', 'Ready (s)', seconds),
  onCallMs: column('占线时长(秒)', 'On calls (s)', seconds),
  talkMs: column('通话时长(秒)', 'Talk (s)', seconds),
  heldMs: column('保持时长(秒)', 'Hold (s)', seconds),
  wrapUpMs: column('话后时长(秒)', 'Wrap-up (s)', seconds),
  breakMs: column('休息时长(秒)', 'Break (s)', seconds),
  productiveBreakMs: column('工作性小休(秒)', 'Productive break (s)', seconds),
  notRespondingMs: column('无应答时长(秒)', 'Not responding (s)', seconds),
  supervisingMs: column('监听时长(秒)', 'Supervising (s)', seconds),
  occupancy: column('占用率(%)', 'Occupancy (%)', percent),
  averageTalkMs: column('平均通话时长(秒)', 'Average talk (s)', seconds),
  averageWrapUpMs: column('平均话后时长(秒)', 'Average wrap-up (s)', seconds),
  averageHandlingMs: column('平均处理时长(秒)', 'Average handling time (s)', seconds),
  asked: column('满意度邀请数', 'Asked', count),
  marked: column('满意度评价数', 'Marks', count),
  answeredShare: column('满意度参评率(%)', 'Survey answered (%)', percent),
  satisfactionRate: column('满意率(%)', 'Satisfaction (%)', percent),
  averageMark: column('平均分', 'Average mark', decimal),
  reviewed: column('质检数', 'Calls reviewed', count),
  averageQuality: column('质检平均分', 'Average quality mark', decimal),
} as const;

export const availabilityReportColumns = {
  ...time,
  switchId: column('交换机', 'Switch', word),
  watchedMs: column('观测时长(秒)', 'Watched (s)', seconds),
  downMs: column('不可用时长(秒)', 'Not served (s)', seconds),
  outages: column('中断次数', 'Outages', count),
  availability: column('系统可用率(%)', 'Availability (%)', percent),
} as const;

export const promiseReportColumns = {
  type: column('工单类型', 'Type of order', word),
  closed: column('办结数', 'Closed', count),
  kept: column('按时办结数', 'Promise kept', count),
  keptRate: column('按时率(%)', 'Promise kept (%)', percent),
} as const;

export const campaignReportColumns = {
  ...time,
  campaignId: column('活动', 'Campaign', word),
  name: column('活动名称', 'Campaign name', word),
  calls: column('呼叫数', 'Calls', count),
  reached: column('接通数', 'Reached', count),
  reachRate: column('接通率(%)', 'Reached (%)', percent),
  abandoned: column('放弃数', 'Abandoned', count),
  abandonmentRate: column('放弃率(%)', 'Abandonment (%)', percent),
  machine: column('应答机', 'Machine', count),
  busy: column('忙', 'Busy', count),
  noAnswer: column('无人接听', 'No answer', count),
  refused: column('拒绝', 'Refused', count),
  wrongNumber: column('空号', 'Wrong number', count),
  network: column('网络故障', 'Network', count),
  broken: column('中止', 'Broken off', count),
  withdrawn: column('撤回', 'Withdrawn', count),
  connectedMs: column('通话时长(秒)', 'Connected (s)', seconds),
  averageConnectedMs: column('平均通话时长(秒)', 'Average connected (s)', seconds),
  marks: column('结果', 'Marks', word),
} as const;

export const surveyReportColumns = {
  question: column('问题', 'Question', word),
  subject: column('活动或队列', 'Campaign or queue', word),
  value: column('回答', 'Answer', word),
  count: column('次数', 'Calls', count),
  share: column('占比(%)', 'Share (%)', percent),
  answered: column('已回答', 'Answered', count),
  average: column('平均', 'Average', decimal),
} as const;
