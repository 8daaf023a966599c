import type { DataSource, EntityManager } from 'typeorm';
import { withDatabaseErrors } from './database-error';

/**
 * Does something in a transaction while no other server does the same kind of thing.
 * @param of what kind; @param which one of them, where there are several
 */
export const oneAtATime = <Result>(
  dataSource: DataSource,
  [of, which]: readonly [of: string, which: string],
  work: (manager: EntityManager) => Promise<Result>,
): Promise<Result> =>
  withDatabaseErrors(() =>
    dataSource.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))`, [of, which]);
      return work(manager);
    }),
  );
