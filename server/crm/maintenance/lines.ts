import type {
  ContractChange,
  ContractDetail,
  LineChange,
  LineDetail,
  NewContract,
  NewLine,
} from '../../contract/maintenance';
import type { Author } from '../change-log';

/**
 * Lines and contracts as people keep them; each change is recorded. All throw UserError: 'not-found', 'conflict' when
 * somebody else changed it meanwhile or the number is in use, 'validation-failed' for what is no number.
 */
export interface LineRecords {
  line(lineId: string): Promise<LineDetail | null>;
  addLine(customerId: string, line: NewLine, author: Author): Promise<LineDetail>;
  changeLine(lineId: string, change: LineChange, author: Author): Promise<LineDetail>;
  contract(contractId: string): Promise<ContractDetail | null>;
  addContract(customerId: string, contract: NewContract, author: Author): Promise<ContractDetail>;
  changeContract(contractId: string, change: ContractChange, author: Author): Promise<ContractDetail>;
}
