import type { DataSource } from 'typeorm';
import type { ChangeQuery, ChangeView, UndoResult } from '../../server/contract/maintenance';
import type { Page } from '../../server/contract/rest';
import type { Author } from '../../server/crm/change-log';
import type { ChangeHistory } from '../../server/crm/maintenance/history';
import type { NumberFormat } from '../../server/crm/number-matching';
import { UserError } from '../../server/errors';
import { withDatabaseErrors } from '../database-error';
import { cleanText } from '../projection/stored-event';
import { containsPattern } from '../repositories/like-pattern';
import { Conditions, countUpTo, offsetOf, pageFrom } from '../repositories/paging';
import { isSame, type Picture } from './pictures';
import { undoChanges } from './undo';

interface ChangeRow {
  readonly change_id: string;
  readonly at: Date;
  readonly who: string;
  readonly why: string;
  readonly entity: ChangeView['entity'];
  readonly entity_id: string;
  readonly before: Picture | null;
  readonly after: Picture | null;
  readonly import_id: string | null;
  readonly undoes: string | null;
  readonly undone_by: string | null;
}

export class ChangeHistoryRepository implements ChangeHistory {
  readonly #dataSource: DataSource;
  readonly #numberFormat: NumberFormat;

  constructor({ dataSource, numberFormat }: { dataSource: DataSource; numberFormat: NumberFormat }) {
    this.#dataSource = dataSource;
    this.#numberFormat = numberFormat;
  }

  list(query: ChangeQuery): Promise<Page<ChangeView>> {
    return withDatabaseErrors(async () => {
      const offset = offsetOf(query);
      const conditions = new Conditions();
      conditions.where(query.entity, (value) => `entity = ${value}`);
      conditions.where(query.entityId, (value) => `entity_id = ${value}`);
      conditions.where(query.who, (value) => `who = ${value}`);
      conditions.where(query.importId, (value) => `import_id = ${value}`);
      conditions.where(query.from, (value) => `at >= ${value}`);
      conditions.where(query.until, (value) => `at < ${value}`);
      const text = cleanText(query.search);
      if (text !== '') {
        const pattern = conditions.bind(containsPattern(text));
        conditions.add(
          `(why ILIKE ${pattern} OR before::text ILIKE ${pattern} OR after::text ILIKE ${pattern})`,
        );
      }
      const rows = `FROM changes ${conditions.sql}`;
      const [counted] = await this.#dataSource.query<{ total: number }[]>(
        countUpTo(rows),
        conditions.parameters,
      );
      const page = `LIMIT ${conditions.bind(query.pageSize)} OFFSET ${conditions.bind(offset)}`;
      const found = await this.#dataSource.query<ChangeRow[]>(
        `SELECT *, (SELECT max(change_id) FROM changes AS later WHERE later.undoes = found.change_id) AS undone_by
          FROM (SELECT * ${rows} ORDER BY change_id DESC ${page}) AS found ORDER BY change_id DESC`,
        conditions.parameters,
      );
      return pageFrom(found.map(toView), counted?.total ?? 0, query);
    });
  }

  undo(changeId: string, author: Author): Promise<UndoResult> {
    return withDatabaseErrors(async () => {
      const result = await undoChanges(this.#dataSource, this.#numberFormat, { changeId, author });
      if (result.isDone && result.count === 0) throw new UserError('not-found', 'There is no such change.');
      return result;
    });
  }
}

function toView(row: ChangeRow): ChangeView {
  const { before, after } = row;
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const fields = names
    .filter((field) => field !== 'version' && !isSame(before?.[field] ?? null, after?.[field] ?? null))
    .map((field) => ({ field, before: before?.[field] ?? null, after: after?.[field] ?? null }));
  return {
    changeId: row.change_id,
    at: row.at.toISOString(),
    who: row.who,
    why: row.why,
    entity: row.entity,
    entityId: row.entity_id,
    kind: before === null ? 'created' : after === null ? 'removed' : 'changed',
    fields,
    importId: row.import_id,
    undoes: row.undoes,
    undoneBy: row.undone_by,
  };
}
