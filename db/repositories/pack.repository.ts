import { IsNull, MoreThan, type DataSource, type EntityManager } from 'typeorm';
import type { PackVersionView } from '../../server/contract/packs';
import type { Page } from '../../server/contract/rest';
import type { NewPackVersion, PackStore, StoredPack } from '../../server/ivr/versions/pack-store';
import { UserError } from '../../server/errors';
import { withDatabaseErrors } from '../database-error';
import { PackVersion } from '../entities';
import { oneAtATime } from '../one-at-a-time';
import { cleanText } from '../projection/stored-event';
import { offsetOf, pageFrom, type Paged } from './paging';

export class PackRepository implements PackStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  add(version: NewPackVersion): Promise<StoredPack> {
    return this.#alone(version.packId, async (manager) => {
      if (version.base !== undefined) await assertBase(manager, version.packId, version.base);
      const newest = await manager.maximum(PackVersion, 'version', { packId: version.packId });
      return insert(manager, version, (newest ?? 0) + 1);
    });
  }

  seed(version: NewPackVersion, number: number): Promise<boolean> {
    return this.#alone(version.packId, async (manager) => {
      const newest = await manager.findOne(PackVersion, {
        select: { packId: true, version: true, origin: true },
        where: { packId: version.packId },
        order: { version: 'DESC' },
      });
      if (newest !== null && (newest.origin !== 'seed' || newest.version >= number)) return false;
      await insert(manager, version, number);
      return true;
    });
  }

  inUse(replacedAfter: Date): Promise<readonly StoredPack[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.manager.find(PackVersion, {
        where: [{ replacedAt: IsNull() }, { replacedAt: MoreThan(replacedAfter) }],
        order: { packId: 'ASC', version: 'DESC' },
      });
      return rows.map(toStored);
    });
  }

  get(packId: string, version: number): Promise<StoredPack | null> {
    return withDatabaseErrors(async () => {
      const row = await this.#dataSource.manager.findOneBy(PackVersion, { packId, version });
      return row && toStored(row);
    });
  }

  history(packId: string | null, page: Paged): Promise<Page<PackVersionView>> {
    return withDatabaseErrors(async () => {
      const [rows, total] = await this.#dataSource.manager.findAndCount(PackVersion, {
        select: {
          packId: true,
          version: true,
          origin: true,
          rolledBackTo: true,
          appliedAt: true,
          appliedBy: true,
          why: true,
          replacedAt: true,
        },
        where: packId === null ? {} : { packId },
        order: { appliedAt: 'DESC', packId: 'ASC', version: 'DESC' },
        skip: offsetOf(page),
        take: page.pageSize,
      });
      return pageFrom(rows.map(toView), total, page);
    });
  }

  #alone<Result>(packId: string, work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return oneAtATime(this.#dataSource, ['pack_versions', packId], work);
  }
}

/** Whoever has looked at another version must look again. */
async function assertBase(manager: EntityManager, packId: string, base: number): Promise<void> {
  const active = await manager.findOneBy(PackVersion, { packId, replacedAt: IsNull() });
  if ((active?.version ?? 0) === base) return;
  const { version = 0, appliedBy: by = '' } = active ?? {};
  throw new UserError('conflict', `Version ${version} was applied meanwhile by ${by}: look at it again.`, {
    details: { version, by },
  });
}

async function insert(manager: EntityManager, version: NewPackVersion, number: number): Promise<StoredPack> {
  const { packId, files, origin, rolledBackTo } = version;
  await manager.update(PackVersion, { packId, replacedAt: IsNull() }, { replacedAt: () => 'now()' });
  await manager.insert(PackVersion, {
    packId,
    version: number,
    packYaml: cleanText(files.pack),
    workOrdersYaml: files.workOrders === null ? null : cleanText(files.workOrders),
    origin,
    rolledBackTo,
    appliedBy: cleanText(version.appliedBy),
    why: cleanText(version.why),
    replacedAt: null,
  });
  return toStored(await manager.findOneByOrFail(PackVersion, { packId, version: number }));
}

const toView = (row: Omit<PackVersion, 'packYaml' | 'workOrdersYaml'>): PackVersionView => ({
  packId: row.packId,
  version: row.version,
  origin: row.origin,
  rolledBackTo: row.rolledBackTo,
  appliedAt: row.appliedAt.toISOString(),
  appliedBy: row.appliedBy,
  why: row.why,
  isActive: row.replacedAt === null,
});

const toStored = (row: PackVersion): StoredPack => ({
  ...toView(row),
  files: { pack: row.packYaml, workOrders: row.workOrdersYaml },
});
