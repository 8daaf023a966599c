import type { DataSource, EntityManager } from 'typeorm';
import type { ApprovalRuleId } from '../../server/contract/approval';
import type {
  Fault,
  ImportQuery,
  ImportView,
  NewImport,
  UndoResult,
} from '../../server/contract/maintenance';
import type { Page } from '../../server/contract/rest';
import type { Author } from '../../server/crm/change-log';
import { csvTables, type Columns } from '../../server/crm/maintenance/csv-tables';
import {
  decoded,
  EncodingGuess,
  guessDelimiter,
  type Delimiter,
  type TextEncoding,
} from '../../server/crm/maintenance/csv-text';
import type { Imports } from '../../server/crm/maintenance/imports';
import { readTable, type ReadRow } from '../../server/crm/maintenance/read-table';
import type { NumberFormat } from '../../server/crm/number-matching';
import { UserError } from '../../server/errors';
import { withDatabaseErrors } from '../database-error';
import { Import } from '../entities';
import { isUuid } from '../projection/event-fields';
import { offsetOf, pageFrom } from '../repositories/paging';
import { bindingRules, needsApproval } from './approval-gate';
import { ImportContext, type ImportCounts, type WriteRows } from './import-context';
import { writeCustomers } from './import-customers';
import { writeBills, writeDirectory, writeInformation, writeLines } from './import-others';
import { undoChanges } from './undo';

const PART_BYTES = 512 * 1024;
const BATCH = 1000;
/** Any number that nobody else locks: imports run one after the other. */
const IMPORT_LOCK = 7_100_002;

const writers = {
  customers: writeCustomers,
  lines: writeLines,
  directory: writeDirectory,
  information: writeInformation,
  bills: writeBills,
} as unknown as Readonly<Record<ImportView['table'], WriteRows<Columns>>>;

interface Outcome {
  readonly counts: ImportCounts;
  readonly faults: Fault[];
  /** Rules that bind whoever brought the table in. */
  readonly rules: ApprovalRuleId[];
}

/** Ends a transaction that was a trial. */
class TriedOut extends Error {
  constructor(readonly outcome: Outcome) {
    super('tried out');
  }
}

export class ImportRepository implements Imports {
  readonly #dataSource: DataSource;
  readonly #numberFormat: NumberFormat;

  constructor({ dataSource, numberFormat }: { dataSource: DataSource; numberFormat: NumberFormat }) {
    this.#dataSource = dataSource;
    this.#numberFormat = numberFormat;
  }

  check(file: AsyncIterable<Buffer>, wanted: NewImport, author: Author): Promise<ImportView> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      const { table: tableName, existing, fileName, why } = wanted;
      const row = manager.create(Import, { tableName, existing, fileName, who: author.who, why });
      Object.assign(row, { state: 'faulty', encoding: 'utf-8', delimiter: ',' });
      const { importId } = await manager.save(row);
      try {
        const written = await this.#keepFile(importId, file);
        await manager.update(Import, { importId }, written);
        return await this.#try(Object.assign(row, written), author);
      } catch (error) {
        await manager.delete(Import, { importId });
        throw error;
      }
    });
  }

  commit(importId: string, author: Author): Promise<ImportView> {
    return withDatabaseErrors(async () => {
      const seen = await this.#found(importId);
      try {
        await this.#dataSource.transaction(async (manager) => {
          await lockIn(manager, importId, 'checked');
          const { who } = author;
          const both = { who: who === seen.who ? who : `${seen.who}, ${who}`, why: author.why };
          const outcome = await this.#run(manager, seen, { author: both, isTrial: false });
          const { counts } = outcome;
          if (counts.faultCount > 0) throw new TriedOut(outcome);
          // What it was tried under still counts, and so does what has come since.
          const rules = [...new Set([...seen.rules, ...outcome.rules])];
          if (rules.length > 0 && who === seen.who)
            throw needsApproval(rules, 'Somebody else than who brought this table must do the import.');
          const done = { state: 'done', committedBy: who, committedAt: new Date() } as const;
          await manager.update(Import, { importId }, { ...counts, ...done, rules });
          await manager.query(`DELETE FROM import_parts WHERE import_id = $1`, [importId]);
        });
      } catch (error) {
        if (!(error instanceof TriedOut)) throw error;
        await this.#keepOutcome(importId, error.outcome);
      }
      return toView(await this.#found(importId));
    });
  }

  undo(importId: string, author: Author): Promise<UndoResult> {
    return withDatabaseErrors(async () => {
      await this.#found(importId);
      return undoChanges(this.#dataSource, this.#numberFormat, { importId, author }, async (manager) => {
        await lockIn(manager, importId, 'done');
        await manager.update(Import, { importId }, { state: 'undone' });
      });
    });
  }

  purge(before: Date): Promise<number> {
    return withDatabaseErrors(async () => {
      // One that is being done in this moment is passed over.
      const [purged] = await this.#dataSource.query<{ count: number }[]>(
        `WITH purged AS (
          DELETE FROM imports WHERE import_id IN (
            SELECT import_id FROM imports WHERE state IN ('checked', 'faulty') AND created_at < $1
            FOR UPDATE SKIP LOCKED
          ) RETURNING 1
        ) SELECT count(*)::int AS count FROM purged`,
        [before],
      );
      return purged?.count ?? 0;
    });
  }

  get(importId: string): Promise<ImportView | null> {
    return withDatabaseErrors(async () => {
      if (!isUuid(importId)) return null;
      const row = await this.#dataSource.manager.findOneBy(Import, { importId });
      return row && toView(row);
    });
  }

  list(query: ImportQuery): Promise<Page<ImportView>> {
    return withDatabaseErrors(async () => {
      const [rows, total] = await this.#dataSource.manager.findAndCount(Import, {
        where: query.table === undefined ? {} : { tableName: query.table },
        order: { createdAt: 'DESC', importId: 'ASC' },
        skip: offsetOf(query),
        take: query.pageSize,
      });
      return pageFrom(
        rows.map((row) => ({ ...toView(row), faults: [] })),
        total,
        query,
      );
    });
  }

  async #found(importId: string): Promise<Import> {
    const row = isUuid(importId) ? await this.#dataSource.manager.findOneBy(Import, { importId }) : null;
    if (!row) throw new UserError('not-found', 'There is no such import.');
    return row;
  }

  /** Piece by piece, as it comes: a file is never in memory as a whole. */
  async #keepFile(
    importId: string,
    file: AsyncIterable<Buffer>,
  ): Promise<{ encoding: TextEncoding; delimiter: Delimiter }> {
    const guess = new EncodingGuess();
    let seq = 0;
    let first: Buffer | null = null;
    for await (const bytes of pieces(file)) {
      guess.add(bytes);
      first ??= bytes;
      await this.#dataSource.query(`INSERT INTO import_parts (import_id, seq, bytes) VALUES ($1, $2, $3)`, [
        importId,
        seq,
        bytes,
      ]);
      seq += 1;
    }
    const encoding = guess.end();
    if (first === null) throw new UserError('validation-failed', 'The file is empty.');
    return { encoding, delimiter: guessDelimiter(new TextDecoder(encoding).decode(first)) };
  }

  async #try(row: Import, author: Author): Promise<ImportView> {
    try {
      await this.#dataSource.transaction(async (manager) => {
        throw new TriedOut(await this.#run(manager, row, { author, isTrial: true }));
      });
    } catch (error) {
      if (!(error instanceof TriedOut)) throw error;
      await this.#keepOutcome(row.importId, error.outcome);
    }
    return toView(await this.#found(row.importId));
  }

  async #keepOutcome(importId: string, { counts, faults, rules }: Outcome): Promise<void> {
    const state = counts.faultCount === 0 ? 'checked' : 'faulty';
    const { manager } = this.#dataSource;
    await manager.update(Import, { importId }, { ...counts, faults, rules, state });
    if (state === 'faulty') await manager.query(`DELETE FROM import_parts WHERE import_id = $1`, [importId]);
  }

  /** Everything an import does, whether it is a trial or not. */
  async #run(
    manager: EntityManager,
    row: Import,
    { author, isTrial }: { readonly author: Author; readonly isTrial: boolean },
  ): Promise<Outcome> {
    const { importId, tableName, existing } = row;
    const [lock] = await manager.query<{ free: boolean }[]>(
      `SELECT pg_try_advisory_xact_lock(${IMPORT_LOCK}) AS free`,
    );
    if (!lock?.free) throw new UserError('conflict', 'Another import is running. Try again when it is done.');
    // Every lookup has an index; statistics know nothing of the rows this transaction brings.
    await manager.query(`SET LOCAL enable_seqscan = off`);
    await manager.query(`CREATE TEMPORARY TABLE import_keys (key text PRIMARY KEY) ON COMMIT DROP`);
    const context = new ImportContext({
      manager,
      numberFormat: this.#numberFormat,
      existing,
      author: { who: author.who, why: author.why || row.why },
      importId,
      isTrial,
    });
    const text = decoded(this.#parts(importId), row.encoding as TextEncoding);
    const rows = readTable<Columns>(csvTables[tableName], text, row.delimiter as Delimiter);
    await writeAll(context, rows, writers[tableName]);
    const rules = await bindingRules(manager, [...context.rules], row.who);
    return { counts: context.counts, faults: context.faults, rules };
  }

  async *#parts(importId: string): AsyncGenerator<Buffer> {
    for (let seq = 0; ; seq += 1) {
      const [part] = await this.#dataSource.query<{ bytes: Buffer }[]>(
        `SELECT bytes FROM import_parts WHERE import_id = $1 AND seq = $2`,
        [importId, seq],
      );
      if (!part) return;
      yield part.bytes;
    }
  }
}

/** The next rows are read while those before are written. */
async function writeAll(
  context: ImportContext,
  rows: AsyncIterable<ReadRow<Columns>>,
  write: WriteRows<Columns>,
): Promise<void> {
  let written = Promise.resolve();
  try {
    for await (const batch of batches(rows, context)) {
      await written;
      await write(context, batch);
      written = context.flush();
      // Whoever waits for it next is told of what it throws.
      written.catch(() => undefined);
    }
  } finally {
    await written;
  }
}

async function* pieces(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of file) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < PART_BYTES) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(waiting);
}

/** Rows that can be read; what is wrong with the others is said. */
async function* batches(
  rows: AsyncIterable<ReadRow<Columns>>,
  context: ImportContext,
): AsyncGenerator<ReadRow<Columns>[]> {
  let batch: ReadRow<Columns>[] = [];
  for await (const row of rows) {
    context.counts.rows += 1;
    for (const fault of row.faults) context.faulty(fault);
    if (row.faults.length === 0) batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function lockIn(manager: EntityManager, importId: string, state: ImportView['state']): Promise<void> {
  const row = await manager.findOne(Import, { where: { importId }, lock: { mode: 'pessimistic_write' } });
  if (row?.state === state) return;
  throw new UserError('conflict', `This import is ${row?.state ?? 'gone'}, not ${state}.`);
}

const toView = (row: Import): ImportView => ({
  importId: row.importId,
  table: row.tableName,
  fileName: row.fileName,
  existing: row.existing,
  state: row.state,
  encoding: row.encoding,
  delimiter: row.delimiter,
  rows: row.rows,
  created: row.created,
  changed: row.changed,
  unchanged: row.unchanged,
  faultCount: row.faultCount,
  faults: row.faults,
  who: row.who,
  why: row.why,
  createdAt: row.createdAt.toISOString(),
  rules: row.rules,
  committedBy: row.committedBy,
  committedAt: row.committedAt?.toISOString() ?? null,
});
