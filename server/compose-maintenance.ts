import type { Maintenance } from '../db/maintenance';
import { approvalRuleRoutes } from './http/routes/approval-rule-routes';
import { lineRoutes } from './http/routes/line-routes';
import { maintenanceRoutes } from './http/routes/maintenance-routes';
import type { Route } from './http';
import type { RecordingStage } from './sounds/sound-records';

export interface MaintenanceInput {
  readonly maintenance: Maintenance;
  readonly library: () => RecordingStage;
}

/** The data maintenance desk: history, undo, approval, tables in and out. */
export const composeMaintenance = ({ maintenance, library }: MaintenanceInput): readonly Route[] => [
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
