import type { UserStore } from '../server/auth/ports';
import type { CallHistory } from '../server/calls/call-history';
import type { CustomerDirectory } from '../server/crm/customer-directory';
import { defaultNumberFormat, type NumberFormat } from '../server/crm/number-matching';
import type { QueueCatalog } from '../server/acd/queue-catalog';
import type { Logger } from '../server/logging';
import { createDataSource, isUp, migrate, type DatabaseAddress } from './data-source';
import { withDatabaseErrors } from './database-error';
import { Projector } from './projector';
import { CallRepository } from './repositories/call.repository';
import { CustomerRepository } from './repositories/customer.repository';
import { QueueRepository } from './repositories/queue.repository';
import { UserRepository } from './repositories/user.repository';
import { seedDemo, type SeedOptions, type SeedResult } from './seed-demo';

export interface DatabaseOptions {
  readonly address: DatabaseAddress;
  readonly logger: Logger;
  /** How people here write numbers. Default: China, no area code. */
  readonly numberFormat?: NumberFormat;
}

export interface Database {
  readonly users: UserStore;
  readonly customers: CustomerDirectory;
  readonly callHistory: CallHistory;
  readonly queueCatalog: QueueCatalog;
  /** `projector.apply` is the handler for EventStream.consume. */
  readonly projector: Projector;
  /** Brings the schema up to date; returns the names of the migrations that were run. */
  migrate(): Promise<readonly string[]>;
  seedDemo(options: SeedOptions): Promise<SeedResult>;
  /** Whether it answers now; never throws and takes two seconds at most. */
  isUp(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Connects. Everything returned throws OperationalError('database-unavailable') while the database is away, and
 * works again by itself when it is back.
 * @throws OperationalError('database-unavailable') when it cannot be reached now
 */
export async function createDatabase(options: DatabaseOptions): Promise<Database> {
  const { address, logger, numberFormat = defaultNumberFormat } = options;
  const dataSource = createDataSource(address, logger);
  const patientDataSource = () => createDataSource(address, logger, true);
  await withDatabaseErrors(() => dataSource.initialize());
  const calls = new CallRepository(dataSource, numberFormat);
  const recentCalls = calls.recentOf.bind(calls);
  return {
    users: new UserRepository(dataSource),
    customers: new CustomerRepository({ dataSource, numberFormat, recentCalls }),
    callHistory: calls,
    queueCatalog: new QueueRepository(dataSource),
    projector: new Projector({ dataSource, patientDataSource, numberFormat, logger }),
    migrate: () => withPatient(patientDataSource(), migrate),
    seedDemo: (seed) => seedDemo(dataSource, numberFormat, seed),
    isUp: () => isUp(dataSource),
    close: () => (dataSource.isInitialized ? dataSource.destroy() : Promise.resolve()),
  };
}

function withPatient<Result>(
  dataSource: ReturnType<typeof createDataSource>,
  work: (dataSource: ReturnType<typeof createDataSource>) => Promise<Result>,
): Promise<Result> {
  return withDatabaseErrors(async () => {
    await dataSource.initialize();
    try {
      return await work(dataSource);
    } finally {
      await dataSource.destroy();
    }
  });
}
