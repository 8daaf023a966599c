import { randomUUID } from 'node:crypto';
import type { Ground } from './compose-services';
import { createSmtpMailer } from './connectors/smtp-mail';
import type { Route } from './http';
import { reportScheduleRoutes } from './http/routes/report-schedule-routes';
import { reportRoutes } from './http/routes/report-routes';
import type { Logger } from './logging';
import { ReportDeliveries } from './measures/delivery/report-deliveries';
import { Reports } from './measures/reports';
import { every } from './periodic';
import type { LastingJobs } from './scheduling/lasting-jobs';

export interface ReportsRoom {
  readonly routes: readonly Route[];
  start(): () => Promise<void>;
}

/** Due reports are looked for this often. */
const ROUND_MS = 10_000;
/** Calls of campaigns are added up this often, a day after they began: by then nothing of them changes. */
const SUM_MS = 600_000;
const SETTLED_AFTER_MS = 86_400_000;

export function composeReports(
  {
    env,
    resources,
    database,
    stores,
    queues,
  }: Pick<Ground, 'env' | 'resources' | 'database' | 'stores' | 'queues'>,
  jobs: LastingJobs,
  logger: Logger,
): ReportsRoom {
  const reports = new Reports({
    store: database.measures,
    queueName: (queueId) =>
      queues.live.config.queues.find((queue) => queue.queueId === queueId)?.name ?? null,
    service: async () => ({
      now: Date.now(),
      switchIds: resources.switches.map((each) => each.id),
      marks: await stores.servedMarks.last(),
    }),
    teams: () => queues.live.config.groups,
    timeZone: env.TIME_ZONE,
    now: () => Date.now(),
  });
  const deliveries = new ReportDeliveries({
    ...{ store: database.reportDeliveries, reports, jobs, now: Date.now, newId: randomUUID, logger },
    mailer: env.SMTP_URL === undefined ? null : createSmtpMailer({ url: env.SMTP_URL, from: env.SMTP_FROM }),
  });
  return {
    routes: [
      ...reportRoutes({ reports, rebuild: (after) => database.projector.measureAgain(after) }),
      ...reportScheduleRoutes(deliveries),
    ],
    start: () => {
      const sum = () => database.measures.sumCampaigns(Date.now() - SETTLED_AFTER_MS);
      const stops = [
        every(ROUND_MS, 'reports sent', () => deliveries.beat(), logger),
        every(SUM_MS, 'campaigns summed', sum, logger),
      ];
      return async () => {
        for (const stop of stops) await stop();
      };
    },
  };
}
