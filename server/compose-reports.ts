import type { Ground } from './compose-services';
import type { Route } from './http';
import { reportRoutes } from './http/routes/report-routes';
import { Reports } from './measures/reports';

export function openReportRoutes({
  env,
  database,
  queues,
}: Pick<Ground, 'env' | 'database' | 'queues'>): Route[] {
  const reports = new Reports({
    store: database.measures,
    queueName: (queueId) =>
      queues.live.config.queues.find((queue) => queue.queueId === queueId)?.name ?? null,
    teams: () => queues.live.config.groups,
    timeZone: env.TIME_ZONE,
    now: () => Date.now(),
  });
  return reportRoutes({ reports, rebuild: (after) => database.projector.measureAgain(after) });
}
