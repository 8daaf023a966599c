import type { DataSource } from 'typeorm';
import { customerId as toCustomerId, type CustomerId } from '../../server/contract/ids';
import type { ContractView, CustomerNoteView, LineView } from '../../server/contract/customer-data';
import type { CallSummary, CustomerCard, CustomerSummary } from '../../server/contract/rest';
import type { AccountRecords, CustomerRecords } from '../../server/crm/customer-records';
import { Contract, Customer, CustomerPhone, Line } from '../entities';

const RECENT_CALLS = 10;
const LATEST_BILLS = 12;
const LATEST_ORDERS = 10;
const LATEST_NOTES = 10;

interface CustomerCardsDeps {
  readonly dataSource: DataSource;
  readonly accounts: Pick<AccountRecords, 'billsOf' | 'ordersOf'>;
  readonly notes: Pick<CustomerRecords, 'notes'>;
  readonly recentCalls: (customerId: CustomerId, limit: number) => Promise<CallSummary[]>;
}

const BALANCE = `SELECT coalesce(sum(amount - paid), 0)::int AS due FROM bills WHERE customer_id = $1 AND paid < amount`;

/** Puts together what an agent sees while the phone rings. */
export class CustomerCards {
  readonly #deps: CustomerCardsDeps;

  constructor(deps: CustomerCardsDeps) {
    this.#deps = deps;
  }

  /** null when the customer is gone. */
  async card(summary: CustomerSummary): Promise<CustomerCard | null> {
    const id = toCustomerId(summary.customerId);
    const customer = await this.#deps.dataSource.manager.findOneBy(Customer, { customerId: id });
    if (!customer) return null;
    const [records, latestBills, openOrders, latestNotes, recentCalls, balanceDue] = await Promise.all([
      this.#records(id),
      this.#deps.accounts.billsOf(id, { page: 1, pageSize: LATEST_BILLS }),
      this.#deps.accounts.ordersOf(id, {
        page: 1,
        pageSize: LATEST_ORDERS,
        isOpen: true,
        sort: '-createdAt',
      }),
      this.#deps.notes.notes(id, { page: 1, pageSize: LATEST_NOTES }),
      this.#deps.recentCalls(id, RECENT_CALLS),
      this.#balance(id),
    ]);
    return {
      ...summary,
      address: customer.address,
      contractNumber: customer.contractNumber,
      notes: customer.notes,
      ownerId: customer.ownerId,
      version: customer.version,
      createdAt: customer.createdAt.toISOString(),
      ...records,
      latestBills: latestBills.items,
      balanceDue,
      openOrders: openOrders.items,
      latestNotes: latestNotes.items satisfies CustomerNoteView[],
      recentCalls,
    };
  }

  async #records(customerId: CustomerId): Promise<Pick<CustomerCard, 'phones' | 'contracts' | 'lines'>> {
    const { manager } = this.#deps.dataSource;
    const [phones, contracts, lines] = await Promise.all([
      manager.find(CustomerPhone, { where: { customerId }, order: { position: 'ASC' } }),
      manager.find(Contract, { where: { customerId }, order: { contractNumber: 'ASC' } }),
      manager.find(Line, { where: { customerId }, order: { position: 'ASC', number: 'ASC' } }),
    ]);
    const numberOf = new Map(contracts.map((contract) => [contract.contractId, contract.contractNumber]));
    return {
      phones: phones.map(({ phoneId, asWritten }) => ({ phoneId, number: asWritten })),
      contracts: contracts.map((contract) => toContractView(contract, lines)),
      lines: lines.map((line) => toLineView(line, numberOf.get(line.contractId ?? '') ?? null)),
    };
  }

  async #balance(customerId: CustomerId): Promise<number> {
    const [row] = await this.#deps.dataSource.query<{ due: number }[]>(BALANCE, [customerId]);
    return row?.due ?? 0;
  }
}

const toContractView = (
  { contractId, contractNumber, status, since }: Contract,
  lines: readonly Line[],
): ContractView => ({
  contractId,
  contractNumber,
  status,
  since,
  lineNumbers: lines.filter((line) => line.contractId === contractId).map((line) => line.number),
});

const toLineView = (line: Line, contractNumber: string | null): LineView => ({
  lineId: line.lineId,
  number: line.number,
  kind: line.kind,
  status: line.status,
  address: line.address,
  contractNumber,
  features: line.features,
  areaCode: line.areaCode,
  since: line.since,
});
