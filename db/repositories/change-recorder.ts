import type { EntityManager } from 'typeorm';
import { UserError } from '../../server/errors';
import type { ChangeLog, RecordedChange } from '../../server/crm/change-log';

/** Writes into the transaction it is made for. */
export class ChangeRecorder implements ChangeLog {
  readonly #manager: EntityManager;

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  record(change: RecordedChange): Promise<void> {
    return this.recordAll([change]);
  }

  /** In this order. */
  async recordAll(changes: readonly RecordedChange[]): Promise<void> {
    if (changes.length === 0) return;
    const rows = changes.map(({ entity, id, before, after, who, why, undoes, importId }, position) => ({
      position,
      who,
      why,
      entity,
      entity_id: id,
      before,
      after,
      undoes: undoes ?? null,
      import_id: importId ?? null,
    }));
    await this.#manager.query(
      `INSERT INTO changes (who, why, entity, entity_id, before, after, undoes, import_id)
        SELECT who, why, entity, entity_id, before, after, undoes, import_id
        FROM json_to_recordset($1::json) AS row
          (who text, why text, entity text, entity_id text, before jsonb, after jsonb, undoes bigint, import_id uuid, position integer)
        ORDER BY position`,
      [JSON.stringify(rows)],
    );
  }
}

/** Makes the log of one transaction. */
export type ChangeLogOf = (manager: EntityManager) => ChangeLog;

export const recordChanges: ChangeLogOf = (manager) => new ChangeRecorder(manager);

/** @throws UserError 'conflict' */
export function assertVersion(seen: number, stored: number): void {
  if (seen === stored) return;
  throw new UserError('conflict', 'Somebody else has changed this meanwhile. Load it again.', {
    details: { version: stored },
  });
}

/** What was given, without what was left out. */
export function given<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Given<Fields>;
}

type Given<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };
