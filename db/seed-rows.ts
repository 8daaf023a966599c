import type { EntityManager } from 'typeorm';

/** Room for phones and lines in the numbers of demo ids. */
export const IDS_PER_CUSTOMER = 100;

/** Adds rows unless they are there: what people have changed stays as they changed it. */
export async function addMissing(
  manager: EntityManager,
  entity: new () => object,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  await manager
    .createQueryBuilder()
    .insert()
    .into(entity)
    .values([...rows])
    .orIgnore()
    .execute();
}
