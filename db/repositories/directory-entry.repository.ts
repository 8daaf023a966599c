import type { DataSource, EntityManager } from 'typeorm';
import type {
  DirectoryEntryChange,
  DirectoryEntryView,
  DirectoryQuery,
  NewDirectoryEntry,
} from '../../server/contract/crm';
import type { Page } from '../../server/contract/rest';
import type { Author } from '../../server/crm/change-log';
import { nameQuery } from '../../server/crm/name-terms';
import { candidates, searchDigits, type NumberFormat } from '../../server/crm/number-matching';
import type { DirectoryEntries } from '../../server/crm/offered-records';
import { UserError } from '../../server/errors';
import { withDatabaseErrors } from '../database-error';
import { DirectoryEntry } from '../entities';
import { isUuid } from '../projection/event-fields';
import { cleanText } from '../projection/stored-event';
import { assertVersion, given, type ChangeLogOf } from './change-recorder';
import { searchColumns } from './customer-records.repository';
import { containsPattern, escapeLike } from './like-pattern';
import { holdsDigits, NUMBER_KEY, piecesOf } from './number-lookup';
import { Conditions, countUpTo, offsetOf, pageFrom, SEARCH_CAP } from './paging';
import { phoneColumns } from './phone-rows';

interface DirectoryEntryDeps {
  readonly dataSource: DataSource;
  readonly numberFormat: NumberFormat;
  readonly changeLog: ChangeLogOf;
}

const FEWEST_DIGITS = 3;
const MORE = SEARCH_CAP + 1;
const FIELDS = `entry_id, name, category, number, address, is_listed, version`;

const WANTED = `($7::text IS NULL OR category = $7) AND (is_listed OR $8::boolean)`;

/**
 * The page's entries, best first, and how many there are (one more than the cap when there are more).
 * $1 = the text · $2 = keys of a complete number · $3 = digits of a part of one · $4 = beginning of a name's sort key ·
 * $5 = tsquery of a name · $6 = patterns the name must match · $7 = category · $8 = unlisted ones, too ·
 * $9 = page size · $10 = offset · $11 = pieces of numbers with those digits
 */
const SEARCH = `
  WITH wanted AS (
    SELECT entry_id, name_key, 0 AS rank FROM directory_entries
      WHERE ${NUMBER_KEY} = ANY($2::text[]) AND ${WANTED} LIMIT ${MORE}
  ), number_begins AS (
    SELECT entry_id, name_key, 1 AS rank FROM directory_entries
      WHERE digits LIKE $3::text || '%' AND ${WANTED} LIMIT ${MORE}
  ), number_holds AS (
    SELECT entry_id, name_key, 2 AS rank FROM directory_entries
      WHERE ${holdsDigits('$11', `'%' || $3 || '%'`)} AND ${WANTED}
      LIMIT greatest(0, ${MORE} - (SELECT count(*) FROM number_begins))
  ), name_begins AS (
    SELECT entry_id, name_key, CASE WHEN name_key = $4 THEN 0 ELSE 1 END AS rank FROM directory_entries
      WHERE name_key LIKE $4::text || '%' AND ${WANTED} ORDER BY name_key LIMIT ${MORE}
  ), name_holds AS (
    SELECT entry_id, name_key, CASE WHEN name = $1 THEN 0 WHEN strpos(name, $1::text) = 1 THEN 1 ELSE 2 END AS rank
      FROM directory_entries WHERE terms @@ $5::tsquery AND name LIKE ALL($6::text[]) AND ${WANTED}
      LIMIT greatest(0, ${MORE} - (SELECT count(*) FROM name_begins))
  ), found AS (
    SELECT entry_id, name_key, min(rank) AS rank FROM (
      SELECT * FROM wanted UNION ALL SELECT * FROM number_begins UNION ALL SELECT * FROM number_holds
      UNION ALL SELECT * FROM name_begins UNION ALL SELECT * FROM name_holds
    ) AS candidates
    GROUP BY entry_id, name_key ORDER BY min(rank) LIMIT ${MORE}
  ), page AS (
    SELECT * FROM found ORDER BY rank, name_key, entry_id LIMIT $9 OFFSET $10
  )
  SELECT ${FIELDS}, (SELECT count(*) FROM found)::int AS total
  FROM page JOIN directory_entries USING (entry_id, name_key) ORDER BY rank, name_key, entry_id`;

interface EntryRow {
  readonly entry_id: string;
  readonly name: string;
  readonly category: string;
  readonly number: string;
  readonly address: string | null;
  readonly is_listed: boolean;
  readonly version: number;
  readonly total?: number;
}

export class DirectoryEntryRepository implements DirectoryEntries {
  readonly #deps: DirectoryEntryDeps;

  constructor(deps: DirectoryEntryDeps) {
    this.#deps = deps;
  }

  get(id: string): Promise<DirectoryEntryView | null> {
    return withDatabaseErrors(() => viewOf(this.#deps.dataSource.manager, id));
  }

  search(query: DirectoryQuery): Promise<Page<DirectoryEntryView>> {
    return withDatabaseErrors(() => {
      const text = cleanText(query.search).trim();
      return text === '' ? this.#list(query) : this.#find(text, query);
    });
  }

  create({ why, ...fields }: NewDirectoryEntry, { who }: Author): Promise<DirectoryEntryView> {
    return this.#changing(async (manager) => {
      const inserted = await manager.insert(DirectoryEntry, {
        ...fields,
        ...searchColumns(fields.name),
        ...this.#numberColumns(fields.number),
      });
      const { entryId } = inserted.identifiers[0] as { entryId: string };
      return this.#recorded(manager, entryId, null, { who, why });
    });
  }

  change(
    id: string,
    { version, why, ...fields }: DirectoryEntryChange,
    { who }: Author,
  ): Promise<DirectoryEntryView> {
    return this.#changing(async (manager) => {
      const before = await lockedView(manager, id);
      assertVersion(version, before.version);
      await manager.update(
        DirectoryEntry,
        { entryId: id },
        {
          ...given(fields),
          ...(fields.name === undefined ? {} : searchColumns(fields.name)),
          ...(fields.number === undefined ? {} : this.#numberColumns(fields.number)),
          version: version + 1,
        },
      );
      return this.#recorded(manager, id, before, { who, why });
    });
  }

  remove(id: string, version: number, { who, why }: Author): Promise<void> {
    return this.#changing(async (manager) => {
      const before = await lockedView(manager, id);
      assertVersion(version, before.version);
      await manager.delete(DirectoryEntry, { entryId: id });
      await this.#deps
        .changeLog(manager)
        .record({ entity: 'directory-entry', id, before, after: null, who, why });
    });
  }

  async #list(query: DirectoryQuery): Promise<Page<DirectoryEntryView>> {
    const offset = offsetOf(query);
    const conditions = new Conditions();
    conditions.where(query.category, (value) => `category = ${value}`);
    if (!query.withUnlisted) conditions.add('is_listed');
    const rows = `FROM directory_entries ${conditions.sql}`;
    const [counted] = await this.#deps.dataSource.query<{ total: number }[]>(
      countUpTo(rows),
      conditions.parameters,
    );
    const page = `LIMIT ${conditions.bind(query.pageSize)} OFFSET ${conditions.bind(offset)}`;
    const found = await this.#deps.dataSource.query<EntryRow[]>(
      `SELECT ${FIELDS} ${rows} ORDER BY name_key, entry_id ${page}`,
      conditions.parameters,
    );
    return pageFrom(found.map(toView), counted?.total ?? 0, query);
  }

  async #find(text: string, query: DirectoryQuery): Promise<Page<DirectoryEntryView>> {
    const offset = offsetOf(query);
    const typed = searchDigits(text, this.#deps.numberFormat);
    const digits = typed !== null && typed.length >= FEWEST_DIGITS ? typed : null;
    const name = nameQuery(text);
    const [beginning] = name.beginnings;
    const found = await this.#deps.dataSource.query<EntryRow[]>(SEARCH, [
      text,
      candidates(text, this.#deps.numberFormat),
      digits,
      beginning === undefined ? null : escapeLike(beginning),
      name.tsquery,
      name.phrases.map(containsPattern),
      query.category ?? null,
      query.withUnlisted,
      query.pageSize,
      offset,
      digits === null ? null : piecesOf(digits),
    ]);
    const counted = found[0]?.total ?? Math.min(offset, SEARCH_CAP);
    const page = pageFrom(found.map(toView), Math.min(counted, SEARCH_CAP), query);
    return counted > SEARCH_CAP ? { ...page, isTotalCapped: true } : page;
  }

  #numberColumns(number: string): { e164: string | null; digits: string } {
    const [first] = phoneColumns(number, this.#deps.numberFormat);
    return { e164: first?.e164 ?? null, digits: first?.digits ?? '' };
  }

  async #recorded(
    manager: EntityManager,
    id: string,
    before: DirectoryEntryView | null,
    author: Author,
  ): Promise<DirectoryEntryView> {
    const after = await lockedView(manager, id);
    await this.#deps.changeLog(manager).record({ entity: 'directory-entry', id, before, after, ...author });
    return after;
  }

  #changing<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return withDatabaseErrors(() => this.#deps.dataSource.transaction(work));
  }
}

async function viewOf(manager: EntityManager, id: string, lock = ''): Promise<DirectoryEntryView | null> {
  if (!isUuid(id)) return null;
  const [row] = await manager.query<EntryRow[]>(
    `SELECT ${FIELDS} FROM directory_entries WHERE entry_id = $1 ${lock}`,
    [id],
  );
  return row ? toView(row) : null;
}

async function lockedView(manager: EntityManager, id: string): Promise<DirectoryEntryView> {
  const view = await viewOf(manager, id, 'FOR UPDATE');
  if (!view) throw new UserError('not-found', 'There is no such entry.');
  return view;
}

const toView = (row: EntryRow): DirectoryEntryView => ({
  entryId: row.entry_id,
  name: row.name,
  category: row.category,
  number: row.number,
  address: row.address,
  isListed: row.is_listed,
  version: row.version,
});
