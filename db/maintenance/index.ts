import type { DataSource } from 'typeorm';
import type { SoundPath } from '../../server/contract/sounds';
import type { Author } from '../../server/crm/change-log';
import type { ApprovalRules } from '../../server/crm/maintenance/approval-rules';
import type { ChangeHistory } from '../../server/crm/maintenance/history';
import type { Exports, Imports } from '../../server/crm/maintenance/imports';
import type { LineRecords } from '../../server/crm/maintenance/lines';
import type { Proposals, ReplaceSound } from '../../server/crm/maintenance/proposals';
import type { NumberFormat } from '../../server/crm/number-matching';
import { withDatabaseErrors } from '../database-error';
import { ChangeRecorder } from '../repositories/change-recorder';
import { ApprovalRuleRepository } from './approval-rules.repository';
import { ChangeHistoryRepository } from './change-history.repository';
import { ExportRepository } from './export.repository';
import { ImportRepository } from './import.repository';
import { LineRepository } from './line.repository';
import { ProposalRepository } from './proposal.repository';

/** What the data maintenance desk works with. */
export interface Maintenance {
  readonly history: ChangeHistory;
  readonly approvalRules: ApprovalRules;
  readonly imports: Imports;
  readonly exports: Exports;
  readonly lines: LineRecords;
  proposals(replaceSound: ReplaceSound): Proposals;
  /** Keeps that what callers hear was changed. */
  recordSound(sound: SoundPath, action: string, author: Author): Promise<void>;
}

export function createMaintenance(dataSource: DataSource, numberFormat: NumberFormat): Maintenance {
  const deps = { dataSource, numberFormat };
  return {
    approvalRules: new ApprovalRuleRepository(dataSource),
    history: new ChangeHistoryRepository(deps),
    imports: new ImportRepository(deps),
    exports: new ExportRepository(dataSource),
    lines: new LineRepository(deps),
    proposals: (replaceSound) => new ProposalRepository({ ...deps, replaceSound }),
    recordSound: ({ language, group, name }, action, author) =>
      withDatabaseErrors(() =>
        new ChangeRecorder(dataSource.manager).record({
          entity: 'sound',
          id: [language, group, name].join('/'),
          before: {},
          after: { action },
          ...author,
        }),
      ),
  };
}
