import type { EntityManager } from 'typeorm';
import { UserError } from '../../server/errors';
import type { ChangeLog, RecordedChange } from '../../server/crm/change-log';

/** Writes into the transaction it is made for. */
export class ChangeRecorder implements ChangeLog {
  readonly #manager: EntityManager;

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  async record({ entity, id, before, after, who, why }: RecordedChange): Promise<void> {
    await this.#manager.query(
      `INSERT INTO changes (who, why, entity, entity_id, before, after) VALUES ($1, $2, $3, $4, $5, $6)`,
      [who, why, entity, id, json(before), json(after)],
    );
  }
}

const json = (value: object | null): string | null => value && JSON.stringify(value);

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
