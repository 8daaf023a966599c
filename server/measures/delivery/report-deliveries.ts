import type {
  DeliveryQuery,
  ReportDeliveryView,
  ReportScheduleRequest,
  ReportSchedules,
  ReportScheduleView,
} from '../../contract/report-schedules';
import type { Page } from '../../contract/rest';
import { OperationalError, UserError } from '../../errors';
import type { Logger } from '../../logging';
import type { Mailer, Sent } from '../../mail/mailer';
import type { LastingJobs } from '../../scheduling/lasting-jobs';
import { OutboxDelivery, type DeliverySettings } from '../../scheduling/outbox-delivery';
import type { Reports } from '../reports';
import { deliveredFiles } from './delivered-files';
import { mailTexts } from './mail-texts';
import type { ClaimedDelivery, DeliveryStore } from './delivery-store';
import { daysBefore, nextTime } from './schedule-times';

interface ReportDeliveriesDeps {
  readonly store: DeliveryStore;
  readonly reports: Pick<Reports, 'queues' | 'agents' | 'availability' | 'promises'>;
  /** null: the house has none. */
  readonly mailer: Mailer | null;
  readonly jobs: LastingJobs;
  readonly newId: () => string;
  readonly now: () => number;
  readonly logger: Logger;
}

/** A mail server that is away is asked again with growing pauses, for a day. */
const SETTINGS: DeliverySettings = {
  firstPauseMs: 60_000,
  longestPauseMs: 3_600_000,
  // Longer than a mail takes; after it nobody knows whether it was sent.
  claimMs: 600_000,
  atOnce: 1,
};
const GIVE_UP_MS = 24 * 3_600_000;
/** What was missed while everything stood still is sent, but no more than that of a schedule. */
const MOST_MISSED = 31;

/**
 * Sends reports by mail. What is due stands in rows, and so does what was begun: a restart loses none, and what may
 * have been sent is not sent a second time.
 */
export class ReportDeliveries {
  readonly #deps: ReportDeliveriesDeps;
  readonly #outbox: OutboxDelivery<ClaimedDelivery, Sent>;

  constructor(deps: ReportDeliveriesDeps) {
    this.#deps = deps;
    const { store, jobs, now, logger } = deps;
    this.#outbox = new OutboxDelivery({
      ...{ name: 'report', outbox: store, settings: SETTINGS, jobs, now, logger },
      tell: (claimed) => this.#send(claimed),
      isAway: () => false,
    });
  }

  /** At every beat of every server: begins what is due and sends it. Safe to repeat, and for two servers at once. */
  async beat(): Promise<void> {
    const { store, now, logger } = this.#deps;
    for (const schedule of await store.due(now())) await this.#begin(schedule);
    const lost = await store.giveUpClaims(now(), 'interrupted');
    if (lost > 0) logger.error({ lost }, 'reports were being sent when their server died');
    await this.#outbox.deliverDue();
  }

  async all(): Promise<ReportSchedules> {
    const { store, mailer } = this.#deps;
    return { hasMail: mailer !== null, schedules: [...(await store.schedules())] };
  }

  add(wish: ReportScheduleRequest, by: string): Promise<ReportScheduleView> {
    const { store, newId } = this.#deps;
    return store.addSchedule(newId(), wish, { by, nextAt: this.#nextAt(wish) });
  }

  async change(scheduleId: string, wish: ReportScheduleRequest, by: string): Promise<ReportScheduleView> {
    const { store } = this.#deps;
    return known(await store.changeSchedule(scheduleId, wish, { by, nextAt: this.#nextAt(wish) }));
  }

  async remove(scheduleId: string): Promise<void> {
    if (!(await this.#deps.store.removeSchedule(scheduleId))) throw unknownSchedule();
  }

  /** Sends at once what it would send if it were due now. @throws UserError no-mail-server */
  async sendTrial(
    scheduleId: string,
    { emails }: { readonly emails?: readonly string[] | undefined },
    by: string,
  ): Promise<ReportDeliveryView> {
    const { store, newId, now } = this.#deps;
    this.#needsMail();
    const schedule = known(await store.schedule(scheduleId));
    const delivery = await store.add({
      ...{ deliveryId: newId(), schedule, ...daysBefore(schedule, now()) },
      ...{ emails: emails ?? schedule.emails, askedBy: by, dueAt: now() },
    });
    this.#outbox.wake();
    return delivery;
  }

  /** Of what failed, or may not have been sent. */
  async sendAgain(deliveryId: string, by: string): Promise<ReportDeliveryView> {
    const { store, now } = this.#deps;
    this.#needsMail();
    const delivery = await store.sendAgain(deliveryId, by, now());
    if (delivery === null) throw new UserError('not-found', 'There is no such report that was not sent.');
    this.#outbox.wake();
    return delivery;
  }

  readonly history = (query: DeliveryQuery): Promise<Page<ReportDeliveryView>> =>
    this.#deps.store.history(query);

  #needsMail(): void {
    if (this.#deps.mailer === null)
      throw new UserError(
        'no-mail-server',
        'No mail server is configured. Whoever runs Kiloline sets SMTP_URL.',
      );
  }

  #nextAt(wish: ReportScheduleRequest): number | null {
    return wish.active ? nextTime(wish, this.#deps.now()) : null;
  }

  /** All that was missed, the oldest first. */
  async #begin(schedule: ReportScheduleView): Promise<void> {
    const { store, newId, now } = this.#deps;
    let dueAt = Date.parse(schedule.nextAt ?? '');
    for (let times = 0; dueAt <= now() && times < MOST_MISSED; times += 1) {
      const nextAt = nextTime(schedule, dueAt);
      const { emails } = schedule;
      const days = daysBefore(schedule, dueAt);
      await store.begin({ deliveryId: newId(), schedule, ...days, emails, askedBy: null, dueAt }, nextAt);
      dueAt = nextAt;
    }
  }

  /** @throws OperationalError: retryable while it was certainly not sent, and for a day */
  async #send(claimed: ClaimedDelivery): Promise<Sent> {
    const { store, reports, mailer, now } = this.#deps;
    const { wish, emails, from, to, dueAt } = claimed;
    if (mailer === null)
      throw new OperationalError('mail-away', 'No mail server is configured', { retryable: false });
    const attachments = await deliveredFiles(reports, claimed);
    if (!(await store.sending(claimed)))
      throw new OperationalError('part-failed', 'Another server has taken it over');
    try {
      return await mailer.send({ to: emails, ...mailTexts(wish, from, to), attachments });
    } catch (error) {
      if (!(error instanceof OperationalError) || error.code !== 'mail-away') throw error;
      await store.notSent(claimed);
      const retryable = now() - dueAt < GIVE_UP_MS;
      throw new OperationalError('mail-away', error.message, { cause: error.cause, retryable });
    }
  }
}

const unknownSchedule = () => new UserError('not-found', 'There is no such schedule of reports.');

function known(schedule: ReportScheduleView | null): ReportScheduleView {
  if (schedule === null) throw unknownSchedule();
  return schedule;
}
