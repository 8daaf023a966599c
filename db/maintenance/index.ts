import type { DataSource } from 'typeorm';
import type { ApprovalRules } from '../../server/crm/maintenance/approval-rules';
import type { ChangeHistory } from '../../server/crm/maintenance/history';
import type { Exports, Imports } from '../../server/crm/maintenance/imports';
import type { LineRecords } from '../../server/crm/maintenance/lines';
import type { Proposals } from '../../server/crm/maintenance/proposals';
import type { NumberFormat } from '../../server/crm/number-matching';
import type { RecordingStage, SoundRecords } from '../../server/sounds/sound-records';
import { ApprovalRuleRepository } from './approval-rules.repository';
import { ChangeHistoryRepository } from './change-history.repository';
import { ExportRepository } from './export.repository';
import { ImportRepository } from './import.repository';
import { LineRepository } from './line.repository';
import { ProposalRepository } from './proposal.repository';
import { SoundRecordRepository } from './sound-record.repository';

/** What the data maintenance desk works with. */
export interface Maintenance {
  readonly history: ChangeHistory;
  readonly approvalRules: ApprovalRules;
  readonly imports: Imports;
  readonly exports: Exports;
  readonly lines: LineRecords;
  readonly soundRecords: SoundRecords;
  proposals(recordings: RecordingStage): Proposals;
}

export function createMaintenance(dataSource: DataSource, numberFormat: NumberFormat): Maintenance {
  const deps = { dataSource, numberFormat };
  return {
    approvalRules: new ApprovalRuleRepository(dataSource),
    history: new ChangeHistoryRepository(deps),
    imports: new ImportRepository(deps),
    exports: new ExportRepository(dataSource),
    lines: new LineRepository(deps),
    soundRecords: new SoundRecordRepository(dataSource),
    proposals: (recordings) => new ProposalRepository({ ...deps, recordings }),
  };
}
