import type { Maintenance } from '../db/maintenance';
import { approvalRuleRoutes } from './http/routes/approval-rule-routes';
import { lineRoutes } from './http/routes/line-routes';
import { maintenanceRoutes } from './http/routes/maintenance-routes';
import type { Route } from './http';
import type { SoundAudit } from './sounds/audit';
import type { SoundLibrary } from './sounds/sound-library';

export interface MaintenanceInput {
  readonly maintenance: Maintenance;
  readonly library: () => Pick<SoundLibrary, 'replace'>;
}

/** The data maintenance desk: history, undo, approval, tables in and out. */
export const composeMaintenance = ({ maintenance, library }: MaintenanceInput): readonly Route[] => [
  ...lineRoutes(maintenance.lines),
  ...approvalRuleRoutes(maintenance.approvalRules),
  ...maintenanceRoutes({
    ...maintenance,
    proposals: maintenance.proposals(async (sound, recording, { who, why }) => {
      await library().replace(sound, recording, { by: who, reason: why });
    }),
  }),
];

/** What callers hear is part of the same history. */
export const soundAudit =
  (maintenance: Maintenance): SoundAudit =>
  ({ action, by, reason, language, group, name }) =>
    maintenance.recordSound({ language, group, name }, action, { who: by, why: reason });
