import { MoreThan, type DataSource, type EntityManager } from 'typeorm';
import type { AccountRef } from '../../server/crm/business-system';
import type {
  CallerPasswordStatus,
  CallerPasswordStore,
  PasswordNote,
  TakenTry,
  TryLimits,
} from '../../server/selfservice/caller-password-store';
import type { Page, PageQuery } from '../../server/selfservice/page';
import { withDatabaseErrors } from '../database-error';
import { CallerPassword, CallerPasswordNote } from '../entities';
import { accountOf, columnsOfAccount } from './account-columns';

/**
 * The count goes up before the password is looked at, and it is one statement, so that two calls cannot both have
 * the last try. A lock or a window that has run out begins a new count.
 */
const TAKE_TRY = `
  WITH standing AS (
    SELECT account_kind, account_number,
      locked_until > $3::timestamptz AS is_locked,
      CASE WHEN wrong_since IS NULL OR wrong_since <= $3::timestamptz - $4::float8 * interval '1 ms' OR locked_until <= $3::timestamptz
        THEN 0 ELSE wrong_count END AS counted
    FROM caller_passwords WHERE account_kind = $1 AND account_number = $2
    FOR UPDATE
  ), taken AS (
    UPDATE caller_passwords p SET
      wrong_count = s.counted + 1,
      wrong_since = CASE WHEN s.counted = 0 THEN $3::timestamptz ELSE p.wrong_since END,
      locked_until = CASE WHEN s.counted + 1 >= $5::int THEN $3::timestamptz + $6::float8 * interval '1 ms' END
    FROM standing s
    WHERE p.account_kind = s.account_kind AND p.account_number = s.account_number AND s.is_locked IS NOT TRUE
    RETURNING p.hash, p.wrong_count
  )
  SELECT taken.hash, taken.wrong_count FROM standing LEFT JOIN taken ON true`;

export class CallerPasswordRepository implements CallerPasswordStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  status(account: AccountRef): Promise<CallerPasswordStatus | null> {
    return withDatabaseErrors(async () => {
      const row = await this.#dataSource.manager.findOneBy(CallerPassword, columnsOfAccount(account));
      return row && toStatus(row);
    });
  }

  takeTry({ kind, number }: AccountRef, { now, windowMs, limit, lockMs }: TryLimits): Promise<TakenTry> {
    return withDatabaseErrors(async () => {
      const [row] = await this.#dataSource.query<{ hash: string | null; wrong_count: number }[]>(TAKE_TRY, [
        kind,
        number,
        now,
        windowMs,
        limit,
        lockMs,
      ]);
      if (row === undefined) return { kind: 'none' };
      if (row.hash === null) return { kind: 'locked' };
      return { kind: 'taken', hash: row.hash, last: row.wrong_count >= limit };
    });
  }

  clearTries(account: AccountRef): Promise<void> {
    return withDatabaseErrors(async () => {
      await this.#dataSource.manager.update(CallerPassword, columnsOfAccount(account), noTries);
    });
  }

  save(account: AccountRef, hash: string, note: PasswordNote): Promise<void> {
    return this.#noted(account, note, async (manager) => {
      const row = { ...columnsOfAccount(account), hash, setAt: note.at, ...noTries };
      await manager.upsert(CallerPassword, row, ['accountKind', 'accountNumber']);
      return true;
    }).then(() => undefined);
  }

  unlock(account: AccountRef, note: PasswordNote): Promise<boolean> {
    return this.#noted(account, note, async (manager) => {
      const { affected } = await manager.update(CallerPassword, columnsOfAccount(account), noTries);
      return (affected ?? 0) > 0;
    });
  }

  remove(account: AccountRef, note: PasswordNote): Promise<boolean> {
    return this.#noted(account, note, async (manager) => {
      const { affected } = await manager.delete(CallerPassword, columnsOfAccount(account));
      return (affected ?? 0) > 0;
    });
  }

  note(account: AccountRef, note: PasswordNote): Promise<void> {
    return this.#noted(account, note, () => Promise.resolve(true)).then(() => undefined);
  }

  locked({ page, pageSize, now }: PageQuery & { readonly now: Date }): Promise<Page<CallerPasswordStatus>> {
    return withDatabaseErrors(async () => {
      const [rows, total] = await this.#dataSource.manager.findAndCount(CallerPassword, {
        where: { lockedUntil: MoreThan(now) },
        order: { lockedUntil: 'DESC', accountNumber: 'ASC' },
        take: pageSize,
        skip: (page - 1) * pageSize,
      });
      return { items: rows.map(toStatus), total, page, pageSize };
    });
  }

  notes(account: AccountRef, { page, pageSize }: PageQuery): Promise<Page<PasswordNote>> {
    return withDatabaseErrors(async () => {
      const [rows, total] = await this.#dataSource.manager.findAndCount(CallerPasswordNote, {
        where: columnsOfAccount(account),
        order: { at: 'DESC', noteId: 'ASC' },
        take: pageSize,
        skip: (page - 1) * pageSize,
      });
      const items = rows.map(({ deed, at, by, callId, reason }) => ({ deed, at, by, callId, reason }));
      return { items, total, page, pageSize };
    });
  }

  /** What is done and the note of it, together; no note of what was not done. */
  #noted(
    account: AccountRef,
    note: PasswordNote,
    work: (manager: EntityManager) => Promise<boolean>,
  ): Promise<boolean> {
    return withDatabaseErrors(() =>
      this.#dataSource.transaction(async (manager) => {
        const done = await work(manager);
        if (done) await manager.insert(CallerPasswordNote, { ...columnsOfAccount(account), ...note });
        return done;
      }),
    );
  }
}

const noTries = { wrongCount: 0, wrongSince: null, lockedUntil: null };

const toStatus = (row: CallerPassword): CallerPasswordStatus => ({
  account: accountOf(row),
  setAt: row.setAt,
  wrongCount: row.wrongCount,
  lockedUntil: row.lockedUntil,
});
