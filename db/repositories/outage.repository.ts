import { Brackets, type DataSource } from 'typeorm';
import type {
  NewOutage,
  Outage,
  OutageChange,
  OutageLine,
  OutageQuery,
  OutageStore,
} from '../../server/selfservice/outage-store';
import type { Page } from '../../server/selfservice/page';
import { withDatabaseErrors } from '../database-error';
import { OutageRow } from '../entities';

/** `until` is a hope, not an end: an outage is over when somebody says so. */
const ACTIVE = 'outage.since <= :at AND (outage.ended_at IS NULL OR outage.ended_at > :at)';

export class OutageRepository implements OutageStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  activeFor({ digits, areaCode }: OutageLine, at: Date): Promise<Outage | null> {
    return withDatabaseErrors(() =>
      this.#dataSource.manager
        .createQueryBuilder(OutageRow, 'outage')
        .where(ACTIVE, { at })
        .andWhere('(outage.area_code IS NULL OR outage.area_code = :areaCode)', { areaCode })
        .andWhere(
          new Brackets((either) =>
            either
              .where('outage.number_prefix IS NULL')
              .orWhere('starts_with(:digits, outage.number_prefix)', { digits }),
          ),
        )
        .orderBy(`length(coalesce(outage.number_prefix, ''))`, 'DESC')
        .addOrderBy('outage.since', 'DESC')
        .limit(1)
        .getOne(),
    );
  }

  add(outage: NewOutage): Promise<Outage> {
    return withDatabaseErrors(() =>
      this.#dataSource.manager.save(this.#dataSource.manager.create(OutageRow, { ...outage })),
    );
  }

  get(outageId: string): Promise<Outage | null> {
    return withDatabaseErrors(() => this.#dataSource.manager.findOneBy(OutageRow, { outageId }));
  }

  change(outageId: string, version: number, change: OutageChange): Promise<Outage | 'stale' | null> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      const set = { ...change, version: version + 1 };
      const { affected } = await manager.update(OutageRow, { outageId, version }, set);
      const row = await manager.findOneBy(OutageRow, { outageId });
      return row !== null && affected === 0 ? 'stale' : row;
    });
  }

  remove(outageId: string): Promise<boolean> {
    return withDatabaseErrors(async () => {
      const { affected } = await this.#dataSource.manager.delete(OutageRow, { outageId });
      return (affected ?? 0) > 0;
    });
  }

  list({ active, page, pageSize }: OutageQuery): Promise<Page<Outage>> {
    return withDatabaseErrors(async () => {
      const query = this.#dataSource.manager
        .createQueryBuilder(OutageRow, 'outage')
        .orderBy('outage.since', 'DESC')
        .addOrderBy('outage.outageId')
        .take(pageSize)
        .skip((page - 1) * pageSize);
      if (active !== undefined) query.where(active ? ACTIVE : `NOT (${ACTIVE})`, { at: new Date() });
      const [items, total] = await query.getManyAndCount();
      return { items, total, page, pageSize };
    });
  }
}
