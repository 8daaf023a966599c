import type { Maintenance } from '../db/maintenance';
import { approvalRuleRoutes } from './http/routes/approval-rule-routes';
import { lineRoutes } from './http/routes/line-routes';
import { maintenanceRoutes } from './http/routes/maintenance-routes';
import type { Route } from './http';
import { ImportPurge } from './crm/maintenance/import-purge';
import type { Logger } from './logging';
import { every } from './periodic';
import type { LastingJobs } from './scheduling/lasting-jobs';
import type { RecordingStage } from './sounds/sound-records';

const PURGE_MS = 3_600_000;

export interface MaintenanceInput {
  readonly maintenance: Maintenance;
  readonly library: () => RecordingStage;
  readonly jobs: LastingJobs;
  readonly logger: Logger;
}

/** The data maintenance desk: history, undo, approval, tables in and out. */
export function composeMaintenance({ jobs, logger, ...input }: MaintenanceInput) {
  const purge = new ImportPurge({ imports: input.maintenance.imports, jobs, now: Date.now, logger });
  purge.declare();
  return {
    routes: maintenanceDesk(input),
    start: () => {
      // Redis may be away for a moment: then the first beat plans it.
      void purge.plan().catch(() => undefined);
      return every(PURGE_MS, 'imports purged', () => purge.plan(), logger);
    },
  };
}

const maintenanceDesk = ({
  maintenance,
  library,
}: Pick<MaintenanceInput, 'maintenance' | 'library'>): readonly Route[] => [
  ...lineRoutes(maintenance.lines),
  ...approvalRuleRoutes(maintenance.approvalRules),
  ...maintenanceRoutes({
    ...maintenance,
    proposals: maintenance.proposals({
      stage: (...recording) => library().stage(...recording),
      place: (sound) => library().place(sound),
    }),
  }),
];
