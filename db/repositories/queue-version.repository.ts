import type { DataSource, EntityManager } from 'typeorm';
import type { QueueVersion, QueueVersionView } from '../../server/contract/queue-versions';
import type { Page } from '../../server/contract/rest';
import type { NewQueueVersion, QueueVersionStore } from '../../server/queues/versions/queue-version-store';
import { withDatabaseErrors } from '../database-error';
import { QueueVersionRow } from '../entities';
import { oneAtATime } from '../one-at-a-time';
import { cleanText } from '../projection/stored-event';
import { offsetOf, pageFrom, type Paged } from './paging';

export class QueueVersionRepository implements QueueVersionStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  add(version: NewQueueVersion, basedOn: number): Promise<QueueVersion | 'outdated'> {
    return this.#alone(async (manager) => {
      const newest = await newestNumber(manager);
      if (newest !== basedOn) return 'outdated';
      const number = newest + 1;
      await manager.insert(QueueVersionRow, {
        ...version,
        version: number,
        appliedBy: cleanText(version.appliedBy),
        why: cleanText(version.why),
      });
      return toVersion(await manager.findOneByOrFail(QueueVersionRow, { version: number }), number);
    });
  }

  newest(): Promise<QueueVersion | null> {
    return withDatabaseErrors(() => newestOf(this.#dataSource.manager));
  }

  get(version: number): Promise<QueueVersion | null> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      const row = await manager.findOneBy(QueueVersionRow, { version });
      return row && toVersion(row, await newestNumber(manager));
    });
  }

  history(page: Paged): Promise<Page<QueueVersionView>> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      const [rows, total] = await manager.findAndCount(QueueVersionRow, {
        select: {
          ...{ version: true, hash: true, origin: true, rolledBackTo: true },
          ...{ appliedAt: true, appliedBy: true, why: true },
        },
        order: { version: 'DESC' },
        skip: offsetOf(page),
        take: page.pageSize,
      });
      const newest = await newestNumber(manager);
      return pageFrom(
        rows.map((row) => toView(row, newest)),
        total,
        page,
      );
    });
  }

  alone(work: (newest: QueueVersion) => Promise<void>): Promise<void> {
    return this.#alone(async (manager) => {
      const newest = await newestOf(manager);
      if (newest !== null) await work(newest);
    });
  }

  #alone<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return oneAtATime(this.#dataSource, ['queue_versions', ''], work);
  }
}

const newestNumber = async (manager: EntityManager): Promise<number> =>
  (await manager.maximum(QueueVersionRow, 'version')) ?? 0;

async function newestOf(manager: EntityManager): Promise<QueueVersion | null> {
  const row = await manager.findOne(QueueVersionRow, { where: {}, order: { version: 'DESC' } });
  return row && toVersion(row, row.version);
}

const toView = (row: Omit<QueueVersionRow, 'yaml'>, newest: number): QueueVersionView => ({
  version: row.version,
  hash: row.hash,
  origin: row.origin,
  rolledBackTo: row.rolledBackTo,
  appliedAt: row.appliedAt.toISOString(),
  appliedBy: row.appliedBy,
  why: row.why,
  isActive: row.version === newest,
});

const toVersion = (row: QueueVersionRow, newest: number): QueueVersion => ({
  ...toView(row, newest),
  yaml: row.yaml,
});
