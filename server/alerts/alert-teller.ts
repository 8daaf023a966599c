import type { EventType } from '../contract/events';
import { alertMeasures } from '../contract/alert-measures';
import type { AlertView } from '../contract/alerts';
import type { EventStream } from '../events/event-stream';
import type { Logger } from '../logging';
import { describeError, OperationalError } from '../errors';
import type { Mail, Mailer } from '../mail/mailer';
import type { LastingJobs } from '../scheduling/lasting-jobs';
import type { AlertNews, AlertStore, UntoldAlert } from './alert-store';

interface AlertTellerDeps {
  readonly store: Pick<AlertStore, 'untold' | 'told'>;
  readonly events: Pick<EventStream, 'append'>;
  readonly jobs: Pick<LastingJobs, 'plan' | 'handle'>;
  /** null: the house has none. */
  readonly mailer: Mailer | null;
  readonly now: () => number;
  readonly logger: Logger;
}

const MAIL_JOB = 'alert-mail';
const eventTypes: Readonly<Record<AlertNews, EventType>> = {
  raised: 'alert.raised',
  acknowledged: 'alert.acknowledged',
  cleared: 'alert.cleared',
};

/**
 * Tells of alerts: desks and webhooks by an event, people by mail when it is raised and when it is over. What could not be
 * told is told next time; whoever dies in between may tell it twice.
 */
export class AlertTeller {
  readonly #deps: AlertTellerDeps;

  constructor(deps: AlertTellerDeps) {
    this.#deps = deps;
    deps.jobs.handle(MAIL_JOB, async (data) => {
      if (deps.mailer) await deps.mailer.send(mailOf(data));
    });
  }

  /** Never throws for want of Redis: it is tried again. */
  async tell(): Promise<void> {
    const { store, logger } = this.#deps;
    for (const untold of await store.untold()) {
      try {
        for (const news of untold.news) await this.#tellOne(untold, news);
        await store.told(untold.alert.alertId, untold.news);
      } catch (error) {
        if (!(error instanceof OperationalError)) throw error;
        const { alertId } = untold.alert;
        logger.warn({ alertId, reason: describeError(error) }, 'an alert could not be told, trying again');
      }
    }
  }

  async #tellOne({ alert, emails }: UntoldAlert, news: AlertNews): Promise<void> {
    const { events, jobs, mailer, now } = this.#deps;
    const { alertId, ruleId, name, measure, threshold, value, queueId, acknowledgedBy } = alert;
    await events.append({
      type: eventTypes[news],
      ...(queueId === null ? {} : { queueId }),
      data: {
        ...{ alertId, ruleId, name, measure, threshold, value },
        ...(news === 'acknowledged' ? { by: acknowledgedBy } : {}),
      },
    });
    if (mailer === null || news === 'acknowledged') return;
    for (const [nth, to] of emails.entries())
      await jobs.plan({
        kind: MAIL_JOB,
        id: `${alertId}.${news}.${String(nth)}`,
        dueAt: now(),
        data: { to, ...textOf(alert, news) },
      });
  }
}

const mailOf = (data: Readonly<Record<string, unknown>>): Mail => ({
  to: String(data['to']),
  subject: String(data['subject']),
  text: String(data['text']),
});

/** In both languages of the house: nobody has told in which this person reads. */
function textOf(alert: AlertView, news: 'raised' | 'cleared'): Omit<Mail, 'to'> {
  const { name, queueId, measure, value, threshold, raisedAt, clearedAt } = alert;
  const of = queueId === null ? '' : ` (${queueId})`;
  const sign = alertMeasures[measure].breach === 'above' ? '>' : '<';
  const [zh, en] = news === 'raised' ? ['告警', 'Alert'] : ['告警解除', 'Alert over'];
  return {
    subject: `[Kiloline] ${en} ${zh}: ${name}${of}`,
    text: [
      `${en} / ${zh}: ${name}${of}`,
      `${measure}: ${String(Math.round(value * 10) / 10)} (${sign} ${String(threshold)})`,
      `${raisedAt}${clearedAt === null ? '' : ` – ${clearedAt}`}`,
    ].join('\n'),
  };
}
