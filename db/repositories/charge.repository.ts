import type { DataSource } from 'typeorm';
import type { Charge, ChargeQuery, ChargeStore } from '../../server/selfservice/charge-store';
import type { Page } from '../../server/selfservice/page';
import { withDatabaseErrors } from '../database-error';
import { ChargeRow } from '../entities';

export class ChargeRepository implements ChargeStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  keep(charge: Charge): Promise<Charge> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      await manager.createQueryBuilder().insert().into(ChargeRow).values(charge).orIgnore().execute();
      return manager.findOneByOrFail(ChargeRow, { chargeId: charge.chargeId });
    });
  }

  list({ customerId, category, page, pageSize }: ChargeQuery): Promise<Page<Charge>> {
    return withDatabaseErrors(async () => {
      const [items, total] = await this.#dataSource.manager.findAndCount(ChargeRow, {
        where: {
          ...(customerId === undefined ? {} : { customerId }),
          ...(category === undefined ? {} : { category }),
        },
        order: { acceptedAt: 'DESC', chargeId: 'ASC' },
        take: pageSize,
        skip: (page - 1) * pageSize,
      });
      return { items, total, page, pageSize };
    });
  }
}
