import type { AlertQuery, AlertRuleRequest, AlertRuleView, AlertView } from '../contract/alerts';
import type { Page, Role } from '../contract/rest';
import type { AlertMove, Standing } from './alert.machine';

/** An alert that is not over. */
export interface OpenAlert extends Standing {
  readonly alertId: string;
  readonly ruleId: string;
  readonly queueId: string | null;
}

export interface NewAlert {
  readonly alertId: string;
  readonly rule: AlertRuleView;
  readonly queueId: string | null;
  readonly value: number;
  /** Raised at once, without waiting. */
  readonly isRaised: boolean;
  /** Unix ms. */
  readonly at: number;
}

export interface AlertChange {
  readonly alertId: string;
  readonly move: Exclude<AlertMove, 'pend'>;
  /** The figure that made it so; of a rule that is gone there is none. */
  readonly value: number | null;
  readonly at: number;
}

export const alertNews = ['raised', 'acknowledged', 'cleared'] as const;
export type AlertNews = (typeof alertNews)[number];

/** What of an alert has not been told yet. */
export interface UntoldAlert {
  readonly alert: AlertView;
  readonly news: readonly AlertNews[];
  readonly emails: readonly string[];
}

/**
 * Rules, and alerts with their history. A move is made only from the state it may follow, so of two servers one makes it;
 * what is to be told of it is remembered in the same row.
 */
export interface AlertStore {
  rules(): Promise<readonly AlertRuleView[]>;
  addRule(ruleId: string, rule: AlertRuleRequest, by: string): Promise<AlertRuleView>;
  changeRule(ruleId: string, rule: AlertRuleRequest): Promise<AlertRuleView | null>;
  removeRule(ruleId: string): Promise<boolean>;
  open(): Promise<readonly OpenAlert[]>;
  /** Nothing happens when this rule has one there already. */
  begin(alert: NewAlert): Promise<void>;
  change(change: AlertChange): Promise<void>;
  /** null: there is no such alert. Who was first stays. */
  acknowledge(alertId: string, by: string, at: number): Promise<AlertView | null>;
  page(query: AlertQuery, role: Role): Promise<Page<AlertView>>;
  untold(): Promise<readonly UntoldAlert[]>;
  told(alertId: string, news: readonly AlertNews[]): Promise<void>;
}
