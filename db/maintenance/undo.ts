import type { DataSource, EntityManager } from 'typeorm';
import { ruledFields, rulesAbout } from '../../server/contract/approval';
import type { ChangedEntity, Obstacle, UndoResult } from '../../server/contract/maintenance';
import type { Author, RecordedChange } from '../../server/crm/change-log';
import type { NumberFormat } from '../../server/crm/number-matching';
import { groupBy } from '../group-by';
import { ChangeRecorder } from '../repositories/change-recorder';
import { bindingRules } from './approval-gate';
import { insertRows, loadRows, removeRows, updateRows, usedRows, type KeptRow } from './kept-rows';
import { keptTables, type KeptEntity } from './kept-tables';
import { isSame, type Picture } from './pictures';

interface StoredChange {
  readonly changeId: string;
  readonly entity: ChangedEntity;
  readonly id: string;
  readonly before: Picture | null;
  readonly after: Picture | null;
}

interface Undone {
  /** One change, or all of an import. */
  readonly changeId?: string;
  readonly importId?: string;
  readonly author: Author;
}

const BATCH = 500;
const MOST_OBSTACLES = 20;

class InTheWay extends Error {
  constructor(readonly obstacles: readonly Obstacle[]) {
    super('something is in the way');
  }
}

/**
 * Takes changes back, the newest first, all or none, each as a change of its own that names the one it takes back. A
 * change can be taken back while what it touched is still as it left it.
 * @param also is part of the same transaction
 */
export async function undoChanges(
  dataSource: DataSource,
  format: NumberFormat,
  { author, ...which }: Undone,
  also: (manager: EntityManager) => Promise<void> = () => Promise.resolve(),
): Promise<UndoResult> {
  try {
    const count = await dataSource.transaction(async (manager) => {
      await also(manager);
      const undo = new Undo(manager, format, author);
      let done = 0;
      for (let below: string | null = null; ;) {
        const changes = await nextChanges(manager, which, below);
        await undo.take(changes);
        done += changes.length;
        below = changes.at(-1)?.changeId ?? null;
        if (changes.length < BATCH) break;
      }
      if (undo.obstacles.length > 0) throw new InTheWay(undo.obstacles);
      return done;
    });
    return { isDone: true, count, obstacles: [] };
  } catch (error) {
    if (!(error instanceof InTheWay)) throw error;
    return { isDone: false, count: 0, obstacles: [...error.obstacles] };
  }
}

const nextChanges = (
  manager: EntityManager,
  { changeId, importId }: Omit<Undone, 'author'>,
  below: string | null,
): Promise<StoredChange[]> =>
  manager.query<StoredChange[]>(
    `SELECT change_id AS "changeId", entity, entity_id AS id, before, after FROM changes
      WHERE ${importId === undefined ? 'change_id' : 'import_id'} = $1 AND ($2::bigint IS NULL OR change_id < $2)
      ORDER BY change_id DESC LIMIT ${BATCH}`,
    [importId ?? changeId, below],
  );

class Undo {
  readonly obstacles: Obstacle[] = [];
  readonly #manager: EntityManager;
  readonly #format: NumberFormat;
  readonly #author: Author;

  constructor(manager: EntityManager, format: NumberFormat, author: Author) {
    this.#manager = manager;
    this.#format = format;
    this.#author = author;
  }

  /** An import changes a row once, so that the order within it counts between kinds only. */
  async take(changes: readonly StoredChange[]): Promise<void> {
    for (const [entity, group] of groupBy(changes, (change) => change.entity)) {
      if (entity in keptTables) await this.#takeOf(entity as KeptEntity, group);
      else for (const { id } of group) this.#obstacle(entity, id, 'final');
    }
  }

  async #takeOf(entity: KeptEntity, changes: readonly StoredChange[]): Promise<void> {
    const ids = changes.map(({ id }) => id);
    const current = await loadRows(this.#manager, entity, ids);
    const created = changes.filter(({ before }) => before === null);
    const used = await usedRows(
      this.#manager,
      entity,
      created.map(({ id }) => id),
    );
    const ruled = entity === 'information-item' ? await this.#ruled(changes) : new Set<string>();
    const outgrown = entity === 'customer' ? await this.#outgrown(created) : new Set<string>();
    const removed: string[] = [];
    const updated: KeptRow[] = [];
    const inserted: KeptRow[] = [];
    const told: RecordedChange[] = [];
    for (const change of changes) {
      const { id, before, after } = change;
      const now = current.get(id);
      if (!this.#isFree(entity, change, now)) continue;
      if (before === null && (used.has(id) || outgrown.has(id))) {
        this.#obstacle(entity, id, 'in-use');
        continue;
      }
      const fields = touched(entity, change);
      const bound = before === null ? [] : fields.filter((field) => ruled.has(field));
      if (bound.length > 0) {
        this.#obstacle(entity, id, 'needs-approval', bound);
        continue;
      }
      if (before === null) removed.push(id);
      else if (after === null) inserted.push({ id, picture: before });
      else updated.push({ id, picture: { ...now, ...pick(before, fields) } });
      const back = before && after ? { ...now, ...pick(before, fields), ...nextVersion(now) } : before;
      told.push({ entity, id, before: now ?? null, after: back, ...this.#author, undoes: change.changeId });
    }
    if (this.obstacles.length > 0) return;
    await removeRows(this.#manager, entity, removed);
    await insertRows(this.#manager, entity, inserted, this.#format);
    await updateRows(this.#manager, entity, updated, this.#format);
    await new ChangeRecorder(this.#manager).recordAll(told);
  }

  /** The fields that he may not set alone, and so not set back alone. */
  async #ruled(changes: readonly StoredChange[]): Promise<Set<string>> {
    const fields = changes.flatMap((change) => touched('information-item', change));
    const rules = await bindingRules(this.#manager, rulesAbout(fields), this.#author.who);
    return new Set(rules.flatMap((rule) => [...ruledFields[rule]]));
  }

  #isFree(entity: KeptEntity, change: StoredChange, now: Picture | undefined): boolean {
    const { id, before, after } = change;
    if (after === null) {
      if (now) return this.#obstacle(entity, id, 'exists');
      // His numbers, contracts and lines are not part of what was kept.
      return entity !== 'customer' || this.#obstacle(entity, id, 'final');
    }
    if (!now) return this.#obstacle(entity, id, 'gone');
    const fields = before === null ? Object.keys(keptTables[entity].fields) : touched(entity, change);
    const other = fields.filter((field) => field in after && !isSame(now[field], after[field]));
    return other.length === 0 || this.#obstacle(entity, id, 'changed', other);
  }

  /** Customers who have more numbers, contracts or lines than they came with. */
  async #outgrown(created: readonly StoredChange[]): Promise<Set<string>> {
    const rows = await this.#manager.query<
      { id: string; phones: number; contracts: number; lines: number }[]
    >(
      `SELECT customer_id AS id,
          (SELECT count(*)::int FROM customer_phones AS p WHERE p.customer_id = c.customer_id) AS phones,
          (SELECT count(*)::int FROM contracts AS k WHERE k.customer_id = c.customer_id) AS contracts,
          (SELECT count(*)::int FROM lines AS l WHERE l.customer_id = c.customer_id) AS lines
        FROM customers AS c WHERE customer_id = ANY($1::uuid[])`,
      [created.map(({ id }) => id)],
    );
    const afterOf = new Map(created.map(({ id, after }) => [id, after ?? {}]));
    return new Set(
      rows.flatMap(({ id, phones, contracts, lines }) => {
        const after = afterOf.get(id) ?? {};
        const own = after['contractNumber'] == null ? 0 : 1;
        const isMore =
          phones > lengthOf(after['phones'], 0) ||
          contracts > lengthOf(after['contracts'], own) ||
          lines > lengthOf(after['lines'], 0);
        return isMore ? [id] : [];
      }),
    );
  }

  #obstacle(
    entity: ChangedEntity,
    entityId: string,
    problem: Obstacle['problem'],
    fields: string[] = [],
  ): false {
    if (this.obstacles.length < MOST_OBSTACLES) this.obstacles.push({ entity, entityId, problem, fields });
    return false;
  }
}

const lengthOf = (value: unknown, otherwise: number): number =>
  Array.isArray(value) ? value.length : otherwise;

/** The fields a change of an existing row changed. */
const touched = (entity: KeptEntity, { before, after }: StoredChange): string[] =>
  Object.keys(keptTables[entity].fields).filter((field) => !isSame(before?.[field], after?.[field]));

const pick = (picture: Picture, fields: readonly string[]): Picture =>
  Object.fromEntries(fields.map((field) => [field, picture[field] ?? null]));

const nextVersion = (now: Picture | undefined): Picture =>
  typeof now?.['version'] === 'number' ? { version: now['version'] + 1 } : {};
