/** Reads and writes rows of the kept tables by the hundred; the names in the statements are all our own. */
import type { EntityManager } from 'typeorm';
import type { NumberFormat } from '../../server/crm/number-matching';
import { keptTables, nameColumns, type KeptEntity } from './kept-tables';
import type { Picture } from './pictures';

export interface KeptRow {
  readonly id: string;
  /** Every field; of a new row, those left out get the table's default. */
  readonly picture: Picture;
  /** Columns no change tells of: the place on the card. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** By id, in the order they are locked; with `version` where the table has one. */
export async function loadRows(
  manager: EntityManager,
  entity: KeptEntity,
  ids: readonly string[],
): Promise<Map<string, Picture>> {
  if (ids.length === 0) return new Map();
  const { table, id, fields, hasVersion } = keptTables[entity];
  const parts = Object.entries(fields).map(([field, column]) => `'${field}', ${column}`);
  if (hasVersion) parts.push(`'version', version`);
  const rows = await manager.query<{ id: string; picture: Picture }[]>(
    `SELECT ${id} AS id, json_build_object(${parts.join(', ')}) AS picture
      FROM ${table} WHERE ${id} = ANY($1::uuid[]) ORDER BY ${id} FOR UPDATE`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.picture]));
}

/** @param isTrial it is rolled back: nobody looks for the names */
export async function insertRows(
  manager: EntityManager,
  entity: KeptEntity,
  rows: readonly KeptRow[],
  format: NumberFormat,
  isTrial = false,
): Promise<void> {
  if (rows.length === 0) return;
  const written = rows.map((row) => columnsOf(entity, row, format, isTrial));
  const names = [...new Set(written.flatMap((columns) => Object.keys(columns)))];
  const { table } = keptTables[entity];
  await manager.query(
    `INSERT INTO ${table} (${names.join(', ')})
      SELECT ${names.join(', ')} FROM json_populate_recordset(NULL::${table}, $1::json)`,
    [JSON.stringify(written)],
  );
}

/** Every field of the picture is written, and the version grows by one. */
export async function updateRows(
  manager: EntityManager,
  entity: KeptEntity,
  rows: readonly KeptRow[],
  format: NumberFormat,
  isTrial = false,
): Promise<void> {
  if (rows.length === 0) return;
  const { table, id, hasVersion } = keptTables[entity];
  const written = rows.map((row) => columnsOf(entity, row, format, isTrial));
  const names = Object.keys(written[0] ?? {}).filter((name) => name !== id);
  const sets = names.map((name) => `${name} = given.${name}`);
  if (hasVersion) sets.push(`version = ${table}.version + 1`);
  await manager.query(
    `UPDATE ${table} SET ${sets.join(', ')}
      FROM json_populate_recordset(NULL::${table}, $1::json) AS given WHERE ${table}.${id} = given.${id}`,
    [JSON.stringify(written)],
  );
}

export async function removeRows(
  manager: EntityManager,
  entity: KeptEntity,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const { table, id } = keptTables[entity];
  await manager.query(`DELETE FROM ${table} WHERE ${id} = ANY($1::uuid[])`, [ids]);
}

/** Those of the rows that something hangs on. */
export async function usedRows(
  manager: EntityManager,
  entity: KeptEntity,
  ids: readonly string[],
): Promise<Set<string>> {
  const { dependents } = keptTables[entity];
  if (dependents.length === 0 || ids.length === 0) return new Set();
  const rows = await manager.query<{ id: string }[]>(dependents.join(' UNION '), [ids]);
  return new Set(rows.map((row) => row.id));
}

const NO_NAME = { name_key: '', terms: '' };

function columnsOf(
  entity: KeptEntity,
  { id: rowId, picture, extra }: KeptRow,
  format: NumberFormat,
  isTrial: boolean,
): Record<string, unknown> {
  const { id, fields, derived, hasName } = keptTables[entity];
  const columns: Record<string, unknown> = { [id]: rowId, ...extra, ...derived(picture, format) };
  if (hasName) Object.assign(columns, isTrial ? NO_NAME : nameColumns(picture['name']));
  for (const [field, column] of Object.entries(fields)) {
    if (picture[field] !== undefined) columns[column] = picture[field];
  }
  return columns;
}
