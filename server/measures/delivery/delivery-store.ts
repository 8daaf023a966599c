import type {
  DeliveryQuery,
  ReportDeliveryView,
  ReportScheduleRequest,
  ReportScheduleView,
} from '../../contract/report-schedules';
import type { Page } from '../../contract/rest';
import type { Sent } from '../../mail/mailer';
import type { Outbox, OutboxItem } from '../../scheduling/outbox-delivery';

export interface ClaimedDelivery extends OutboxItem {
  /** What is sent, as it was wanted when this was due. */
  readonly wish: ReportScheduleRequest;
  readonly from: string;
  readonly to: string;
  readonly emails: readonly string[];
  /** Unix ms. */
  readonly dueAt: number;
}

export interface NewDelivery {
  readonly deliveryId: string;
  readonly schedule: ReportScheduleView;
  readonly from: string;
  readonly to: string;
  readonly emails: readonly string[];
  readonly askedBy: string | null;
  readonly dueAt: number;
}

/** Schedules of reports and what was sent by them. */
export interface DeliveryStore extends Outbox<ClaimedDelivery, Sent> {
  schedules(): Promise<readonly ReportScheduleView[]>;
  schedule(scheduleId: string): Promise<ReportScheduleView | null>;
  /** @param nextAt null: it is not active */
  addSchedule(
    scheduleId: string,
    wish: ReportScheduleRequest,
    how: { readonly by: string; readonly nextAt: number | null },
  ): Promise<ReportScheduleView>;
  changeSchedule(
    scheduleId: string,
    wish: ReportScheduleRequest,
    how: { readonly by: string; readonly nextAt: number | null },
  ): Promise<ReportScheduleView | null>;
  /** What was sent by it stays in the history; what is planned is not sent any more. */
  removeSchedule(scheduleId: string): Promise<boolean>;
  /** Active ones whose time has come. */
  due(now: number): Promise<readonly ReportScheduleView[]>;
  /** Plans what is due and moves its schedule on, in one; nothing when another server did. */
  begin(delivery: NewDelivery, nextAt: number): Promise<void>;
  /** One that was asked for. */
  add(delivery: NewDelivery): Promise<ReportDeliveryView>;
  /** From now on it may have been sent: refused then, it is unsure. false: it is not ours any more. */
  sending(claimed: ClaimedDelivery): Promise<boolean>;
  /** It is known after all that it was not. */
  notSent(claimed: ClaimedDelivery): Promise<void>;
  /** Whoever claimed them did not come back: nobody knows whether they were sent. Answers with how many. */
  giveUpClaims(now: number, fault: string): Promise<number>;
  /** Failed or unsure ones only. */
  sendAgain(deliveryId: string, by: string, now: number): Promise<ReportDeliveryView | null>;
  history(query: DeliveryQuery): Promise<Page<ReportDeliveryView>>;
}
