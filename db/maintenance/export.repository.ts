import type { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import type { ExportQuery, TableName } from '../../server/contract/maintenance';
import { csvTables, type Columns, type RowOf } from '../../server/crm/maintenance/csv-tables';
import type { Exports } from '../../server/crm/maintenance/imports';
import { writeTable } from '../../server/crm/maintenance/write-table';
import { withDatabaseErrors } from '../database-error';

const BATCH = 1000;
const NO_ID = '00000000-0000-0000-0000-000000000000';
const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t' } as const;

/** What stands between the numbers of a cell must not stand in one. */
const cellOf = (column: string): string => `regexp_replace(${column}, '[;；\\n]+', ' ', 'g')`;

/** Each answers with `id` and the columns of its table. $1 = the last id seen. */
const queries: Readonly<Record<TableName, string>> = {
  customers: `
    SELECT c.customer_id AS id, c.customer_id AS "customerId", c.contract_number AS "contractNumber", c.name, c.kind,
        c.address, c.notes,
        ARRAY(SELECT ${cellOf('as_written')} FROM customer_phones AS p WHERE p.customer_id = c.customer_id
          ORDER BY position, phone_id) AS phones,
        ARRAY(SELECT contract_number FROM contracts AS k WHERE k.customer_id = c.customer_id
          AND k.contract_number IS DISTINCT FROM c.contract_number ORDER BY contract_number) AS contracts,
        ARRAY(SELECT ${cellOf('number')} FROM lines AS l WHERE l.customer_id = c.customer_id
          AND l.kind <> 'broadband' AND l.status <> 'closed' ORDER BY position, line_id) AS lines
      FROM customers AS c WHERE c.customer_id > $1::uuid ORDER BY c.customer_id LIMIT ${BATCH}`,
  // A line is found by its contract again: those without one are left out.
  lines: `
    SELECT line_id AS id, line_id AS "lineId", number, contract_number AS "contractNumber", kind, l.status, address,
        features, area_code AS "areaCode", l.since::text
      FROM lines AS l JOIN contracts USING (contract_id)
      WHERE line_id > $1::uuid ORDER BY line_id LIMIT ${BATCH}`,
  directory: `
    SELECT entry_id AS id, entry_id AS "entryId", name, category, number, address, is_listed AS "isListed"
      FROM directory_entries WHERE entry_id > $1::uuid ORDER BY entry_id LIMIT ${BATCH}`,
  information: `
    SELECT item_id AS id, item_id AS "itemId", category, topic, class, price, titles->>'zh-CN' AS "titleZh",
        titles->>'en-US' AS "titleEn", texts->>'zh-CN' AS "textZh", texts->>'en-US' AS "textEn",
        fax_document AS "faxDocument", valid_from::text AS "validFrom", valid_until::text AS "validUntil"
      FROM information_items WHERE item_id > $1::uuid ORDER BY item_id LIMIT ${BATCH}`,
  bills: `
    SELECT bill_id AS id, contract_number AS "contractNumber", number AS "lineNumber", bills.kind, month, amount, paid,
        due_date::text AS "dueDate"
      FROM bills LEFT JOIN contracts USING (contract_id) LEFT JOIN lines USING (line_id)
      WHERE bill_id > $1::uuid ORDER BY bill_id LIMIT ${BATCH}`,
};

export class ExportRepository implements Exports {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  export(table: TableName, { language, delimiter }: ExportQuery): Readable {
    const format = { language, delimiter: DELIMITERS[delimiter] };
    return writeTable<Columns>(csvTables[table], this.#rows(table), format);
  }

  /** Page by page: rows that are changed meanwhile are as they were when their page was read. */
  async *#rows(table: TableName): AsyncGenerator<RowOf<Columns>> {
    let last = NO_ID;
    for (;;) {
      const rows = await withDatabaseErrors(() =>
        this.#dataSource.query<({ id: string } & RowOf<Columns>)[]>(queries[table], [last]),
      );
      yield* rows;
      if (rows.length < BATCH) return;
      last = rows.at(-1)?.id ?? last;
    }
  }
}
