import { In, type EntityManager } from 'typeorm';
import { Customer } from '../entities';

/** Names of these customers, by their ids; who is gone is left out. */
export async function customerNames(
  manager: EntityManager,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (customerIds.length === 0) return new Map();
  const customers = await manager.find(Customer, {
    select: { customerId: true, name: true },
    where: { customerId: In([...new Set(customerIds)]) },
  });
  return new Map(customers.map(({ customerId, name }) => [customerId, name]));
}
