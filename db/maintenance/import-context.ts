import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { rulesAbout, type ApprovalRuleId } from '../../server/contract/approval';
import type { Fault, ImportView, ProblemCode } from '../../server/contract/maintenance';
import type { Author, RecordedChange } from '../../server/crm/change-log';
import type { Columns, RowOf } from '../../server/crm/maintenance/csv-tables';
import { shortened, type ReadRow } from '../../server/crm/maintenance/read-table';
import { normaliseNumber, type NumberFormat } from '../../server/crm/number-matching';
import { ChangeRecorder } from '../repositories/change-recorder';
import { insertRows, updateRows, type KeptRow } from './kept-rows';
import type { KeptEntity } from './kept-tables';
import { isSame, type Picture } from './pictures';

export const MOST_SHOWN_FAULTS = 200;

export interface ImportCounts {
  rows: number;
  created: number;
  changed: number;
  unchanged: number;
  faultCount: number;
}

interface ImportContextDeps {
  readonly manager: EntityManager;
  readonly numberFormat: NumberFormat;
  readonly existing: ImportView['existing'];
  readonly author: Author;
  readonly importId: string;
  /** It is rolled back: what nobody would read until then is not written. */
  readonly isTrial: boolean;
}

/** Rows of one kind that wait to be written. */
interface Waiting {
  readonly inserts: KeptRow[];
  readonly updates: KeptRow[];
}

/** One run of an import in its transaction: what was found, what is to be written, what is wrong. */
export class ImportContext {
  readonly manager: EntityManager;
  readonly numberFormat: NumberFormat;
  readonly counts: ImportCounts = { rows: 0, created: 0, changed: 0, unchanged: 0, faultCount: 0 };
  /** The first of them. */
  readonly faults: Fault[] = [];
  /** Rules that are about what this run changes. */
  readonly rules = new Set<ApprovalRuleId>();
  readonly #deps: ImportContextDeps;
  #waiting = new Map<KeptEntity, Waiting>();
  #changes: RecordedChange[] = [];

  constructor(deps: ImportContextDeps) {
    this.#deps = deps;
    this.manager = deps.manager;
    this.numberFormat = deps.numberFormat;
  }

  get mayChange(): boolean {
    return this.#deps.existing === 'update';
  }

  /** @param name of the column; null: the row as a whole */
  fault<Table extends Columns>(
    row: ReadRow<Table>,
    name: (keyof RowOf<Table> & string) | null,
    problem: ProblemCode,
    message: string,
  ): void {
    const value = name === null ? '' : valueText(row.values[name]);
    const column = name === null ? null : (row.headings.get(name) ?? name);
    this.faulty({ row: row.row, column, value, problem, message });
  }

  faulty(fault: Fault): void {
    this.counts.faultCount += 1;
    if (this.faults.length < MOST_SHOWN_FAULTS) this.faults.push(fault);
  }

  /** The first row that asks for a key gets true; the memory this takes is the database's. */
  async claim(keys: readonly string[]): Promise<boolean[]> {
    const rows = await this.manager.query<{ key: string }[]>(
      `INSERT INTO import_keys SELECT DISTINCT * FROM unnest($1::text[]) ON CONFLICT DO NOTHING RETURNING key`,
      [keys],
    );
    const free = new Set(rows.map((row) => row.key));
    return keys.map((key) => free.delete(key));
  }

  /** @returns the id of the new row */
  insert(
    entity: KeptEntity,
    picture: Picture,
    how: { id?: string; extra?: Record<string, unknown>; isRecorded?: boolean; told?: Picture } = {},
  ): string {
    const id = how.id ?? randomUUID();
    this.#of(entity).inserts.push({ id, picture, ...(how.extra && { extra: how.extra }) });
    if (how.isRecorded !== false) this.#record(entity, id, null, how.told ?? picture);
    return id;
  }

  update(entity: KeptEntity, id: string, before: Picture, after: Picture): void {
    const version = typeof before['version'] === 'number' ? { version: before['version'] + 1 } : {};
    this.#of(entity).updates.push({ id, picture: after });
    this.#record(entity, id, before, { ...after, ...version });
  }

  /** Writes what waits now. Customers first: the rest hangs on them. */
  async flush(): Promise<void> {
    const { manager, numberFormat } = this;
    const [waiting, changes] = [this.#waiting, this.#changes];
    this.#waiting = new Map();
    this.#changes = [];
    const order: readonly KeptEntity[] = ['customer', 'contract', 'line', 'customer-phone'];
    for (const entity of new Set([...order, ...waiting.keys()])) {
      const { inserts = [], updates = [] } = waiting.get(entity) ?? {};
      await insertRows(manager, entity, inserts, numberFormat, this.#deps.isTrial);
      await updateRows(manager, entity, updates, numberFormat, this.#deps.isTrial);
    }
    await new ChangeRecorder(manager).recordAll(changes);
  }

  #record(entity: KeptEntity, id: string, before: Picture | null, after: Picture): void {
    const { author, importId } = this.#deps;
    if (entity === 'information-item') {
      const fields = Object.keys(after).filter((field) => !isSame(before?.[field], after[field]));
      for (const rule of rulesAbout(fields)) this.rules.add(rule);
    }
    if (!this.#deps.isTrial) this.#changes.push({ entity, id, before, after, ...author, importId });
  }

  #of(entity: KeptEntity): Waiting {
    const waiting = this.#waiting.get(entity) ?? { inserts: [], updates: [] };
    this.#waiting.set(entity, waiting);
    return waiting;
  }
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return shortened(value.join('; '));
  if (typeof value === 'string') return shortened(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Writes a hundred rows and more at a time. */
export type WriteRows<Table extends Columns> = (
  context: ImportContext,
  rows: readonly ReadRow<Table>[],
) => Promise<void>;

/** Says it once per row: what was read is there, and may it be changed? */
export function mayBeChanged<Table extends Columns>(context: ImportContext, row: ReadRow<Table>): boolean {
  if (context.mayChange) return true;
  context.fault(row, null, 'exists', 'This is there already, and this import is for new rows only.');
  return false;
}

/** The key a line is known by: its number, or what a broadband account is called. */
export const lineKey = (number: string, format: NumberFormat, kind?: string): string => {
  const normal = kind === 'broadband' ? null : normaliseNumber(number, format);
  return normal?.e164 ?? normal?.digits ?? number.toLowerCase();
};
