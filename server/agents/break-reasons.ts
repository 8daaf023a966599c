import type { QueueConfig } from '../contract/queue-config';

export type BreakReason = QueueConfig['breakReasons'][string];

/** The reasons for a break that there are now, by their id; asked anew each time, for they may change while we run. */
export type BreakReasons = () => Readonly<Record<string, BreakReason>>;

/** Where nobody has configured any. */
export const defaultBreakReasons: Readonly<Record<string, BreakReason>> = {
  lunch: reason({ 'zh-CN': '用餐', 'en-US': 'Lunch' }, { maxMinutes: 60 }),
  meeting: reason({ 'zh-CN': '会议', 'en-US': 'Meeting' }, { productive: true }),
  training: reason({ 'zh-CN': '培训', 'en-US': 'Training' }, { productive: true }),
  other: reason({ 'zh-CN': '其他', 'en-US': 'Other' }, { maxMinutes: 15 }),
};

function reason(names: BreakReason['names'], rest: Partial<BreakReason>): BreakReason {
  return { names, productive: false, maxMinutes: null, atMost: null, ...rest };
}
