import type { DataSource } from 'typeorm';
import type { CallSummary } from '../server/contract/rest';
import type { CustomerId } from '../server/contract/ids';
import type { BusinessSystem } from '../server/crm/business-system';
import type { CustomerDirectory } from '../server/crm/customer-directory';
import type { AccountRecords, CustomerRecords } from '../server/crm/customer-records';
import type { NumberFormat } from '../server/crm/number-matching';
import type { DirectoryEntries, InformationItems } from '../server/crm/offered-records';
import type { Debts } from '../server/selfservice/debt';
import { AccountRepository } from './repositories/account.repository';
import { BusinessSystemRepository } from './repositories/business-system.repository';
import { recordChanges } from './repositories/change-recorder';
import { CustomerCards } from './repositories/customer-cards';
import { CustomerRecordsRepository } from './repositories/customer-records.repository';
import { CustomerRepository } from './repositories/customer.repository';
import { DirectoryEntryRepository } from './repositories/directory-entry.repository';
import { InformationItemRepository } from './repositories/information-item.repository';

export interface CustomerDataStores {
  readonly customers: CustomerDirectory;
  readonly customerRecords: CustomerRecords;
  readonly accounts: AccountRecords;
  readonly directoryEntries: DirectoryEntries;
  readonly informationItems: InformationItems;
  /** The business system that is our own database. */
  readonly businessSystem: BusinessSystem & Debts;
}

export interface CustomerDataDeps {
  readonly dataSource: DataSource;
  readonly numberFormat: NumberFormat;
  readonly recentCalls: (customerId: CustomerId, limit: number) => Promise<CallSummary[]>;
  /** 'YYYY-MM-DD' where the centre is. */
  readonly today: () => string;
}

/** Everything that is kept about customers, and what is told to callers. */
export function createCustomerData(deps: CustomerDataDeps): CustomerDataStores {
  const { dataSource, numberFormat, recentCalls, today } = deps;
  const kept = { dataSource, numberFormat, changeLog: recordChanges, today };
  const customerRecords = new CustomerRecordsRepository(kept);
  const accounts = new AccountRepository(kept);
  const cards = new CustomerCards({ dataSource, accounts, notes: customerRecords, recentCalls });
  return {
    customers: new CustomerRepository({ dataSource, numberFormat, cards }),
    customerRecords,
    accounts,
    directoryEntries: new DirectoryEntryRepository(kept),
    informationItems: new InformationItemRepository(kept),
    businessSystem: new BusinessSystemRepository(kept),
  };
}
