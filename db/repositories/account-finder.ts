import type { DataSource } from 'typeorm';
import { candidates, type NumberFormat } from '../../server/crm/number-matching';
import { cleanText } from '../projection/stored-event';
import { NUMBER_KEY } from './number-lookup';

/** Lines and contracts whose bills and orders are meant. */
export interface AccountIds {
  readonly lineIds: readonly string[];
  readonly contractIds: readonly string[];
}

/** $1 = keys of the number · $2 = the number as it is written on the contract, in small letters. */
const LINES_OF_NUMBER = `
  SELECT line_id, contract_id FROM lines
  WHERE ${NUMBER_KEY} = ANY($1) OR lower(number) = $2
  ORDER BY status = 'closed', array_position($1::text[], ${NUMBER_KEY}), since DESC NULLS LAST, line_id
  LIMIT 10`;

const CONTRACT = `SELECT contract_id FROM contracts WHERE contract_number = upper($1) OR contract_number = $1`;
/** What a caller can type. Two contracts with the same digits are neither. */
const CONTRACT_BY_DIGITS = `SELECT contract_id FROM contracts WHERE digits = $1 LIMIT 2`;

/** Finds what a telephone number, a broadband account or a contract number stands for. */
export class AccountFinder {
  readonly #dataSource: DataSource;
  readonly #format: NumberFormat;

  constructor(dataSource: DataSource, format: NumberFormat) {
    this.#dataSource = dataSource;
    this.#format = format;
  }

  /** Present lines first; at most ten. */
  async lines(number: string): Promise<readonly { lineId: string; contractId: string | null }[]> {
    const written = cleanText(number).trim();
    if (written === '') return [];
    const rows = await this.#dataSource.query<{ line_id: string; contract_id: string | null }[]>(
      LINES_OF_NUMBER,
      [candidates(written, this.#format), written.toLowerCase()],
    );
    return rows.map((row) => ({ lineId: row.line_id, contractId: row.contract_id }));
  }

  /** null when there is none, or when digits alone do not tell which. */
  async contract(contractNumber: string): Promise<string | null> {
    const written = cleanText(contractNumber).trim();
    const [exact] = await this.#ids(CONTRACT, written);
    if (exact !== undefined) return exact;
    if (!/^\d{4,}$/.test(written)) return null;
    const [only, ...others] = await this.#ids(CONTRACT_BY_DIGITS, written);
    return only === undefined || others.length > 0 ? null : only;
  }

  async #ids(statement: string, parameter: string): Promise<string[]> {
    const rows = await this.#dataSource.query<{ contract_id: string }[]>(statement, [parameter]);
    return rows.map((row) => row.contract_id);
  }
}
