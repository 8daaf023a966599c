import { DateTime } from 'luxon';
import type { DataSource, EntityManager } from 'typeorm';
import { createPasswordHasher } from '../server/auth/password';
import { normaliseNumber, type NumberFormat } from '../server/crm/number-matching';
import { withDatabaseErrors } from './database-error';
import { demoDispositions, demoUsers } from './demo/centre';
import type { DemoCustomer } from './demo/demo-customer';
import { demoCustomers } from './demo/customers';
import { demoId } from './demo/demo-id';
import { Customer, CustomerPhone, Disposition, Line, User } from './entities';
import { searchColumns } from './repositories/customer-records.repository';
import { seedAccounts } from './seed-accounts';
import { addMissing, IDS_PER_CUSTOMER } from './seed-rows';

export interface SeedOptions {
  /** Of every demo person who does not exist yet. */
  readonly password: string;
  /** Sets it for the demo people who do exist, too. Default false. */
  readonly resetPasswords?: boolean;
}

export interface SeedResult {
  /** Logins whose password is now the one given. */
  readonly passwordSet: readonly string[];
}

export interface SeedDeps {
  readonly dataSource: DataSource;
  readonly format: NumberFormat;
  /** Where the centre is: IANA. */
  readonly timeZone: string;
}

/** Adds what is missing of the demo data. What people have changed since stays as they changed it. */
export function seedDemo(
  { dataSource, format, timeZone }: SeedDeps,
  options: SeedOptions,
): Promise<SeedResult> {
  return withDatabaseErrors(async () => {
    const hashes = await newHashes(dataSource, options);
    return dataSource.transaction(async (manager) => {
      await saveUsers(manager, hashes);
      await addMissing(manager, Disposition, demoDispositions);
      for (const [index, customer] of demoCustomers.entries())
        await addCustomer(manager, index + 1, customer, format);
      await seedAccounts(manager, format, DateTime.now().setZone(timeZone));
      return { passwordSet: [...hashes.keys()] };
    });
  });
}

/** Hashing is slow on purpose: only for those who need it, and outside the transaction. */
async function newHashes(dataSource: DataSource, options: SeedOptions): Promise<ReadonlyMap<string, string>> {
  const hasher = createPasswordHasher();
  const hashes = new Map<string, string>();
  for (const { login } of demoUsers) {
    const isThere = await dataSource.manager.existsBy(User, { login });
    if (!isThere || options.resetPasswords === true) hashes.set(login, await hasher.hash(options.password));
  }
  return hashes;
}

async function saveUsers(manager: EntityManager, hashes: ReadonlyMap<string, string>): Promise<void> {
  for (const user of demoUsers) {
    const passwordHash = hashes.get(user.login);
    if (passwordHash === undefined) continue;
    await manager
      .createQueryBuilder()
      .insert()
      .into(User)
      .values({ ...user, passwordHash })
      .orIgnore()
      .execute();
    await manager.update(User, { login: user.login }, { passwordHash });
  }
}

async function addCustomer(
  manager: EntityManager,
  number: number,
  demo: DemoCustomer,
  format: NumberFormat,
): Promise<void> {
  const { phones, lines, ...customer } = demo;
  const customerId = demoId('customer', number);
  if (await manager.existsBy(Customer, { customerId })) return;
  await manager.insert(Customer, { ...customer, customerId, ...searchColumns(customer.name) });
  const phoneRows = phones.map((asWritten, position) => ({
    phoneId: demoId('phone', number * IDS_PER_CUSTOMER + position),
    customerId,
    position,
    asWritten,
    ...(normaliseNumber(asWritten, format) ?? { e164: null, digits: asWritten.replace(/\D/g, '') }),
  }));
  const lineRows = lines.map((line, position) => ({
    ...line,
    lineId: demoId('line', number * IDS_PER_CUSTOMER + position),
    customerId,
    position,
    ...((line.kind === 'broadband' ? null : normaliseNumber(line.number, format)) ?? {
      e164: null,
      digits: null,
    }),
  }));
  await addMissing(manager, CustomerPhone, phoneRows);
  await addMissing(manager, Line, lineRows);
}
