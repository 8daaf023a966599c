import { IsNull, Not, type DataSource } from 'typeorm';
import type { StickyAgents } from '../../server/acd/caller-facts';
import { agentId, type AgentId, type CustomerId } from '../../server/contract/ids';
import { numberKey, type NumberFormat } from '../../server/crm/number-matching';
import { withDatabaseErrors } from '../database-error';
import { Call, Customer } from '../entities';

/** Who had a caller before, from the call records. */
export class StickyAgentRepository implements StickyAgents {
  readonly #dataSource: DataSource;
  readonly #format: NumberFormat;

  constructor(dataSource: DataSource, format: NumberFormat) {
    this.#dataSource = dataSource;
    this.#format = format;
  }

  /** Of the number's latest talk; null also for a number that cannot be one. */
  lastAgentOf(callerNumber: string): Promise<AgentId | null> {
    const callerKey = numberKey(callerNumber, this.#format);
    if (callerKey === null) return Promise.resolve(null);
    return withDatabaseErrors(async () => {
      const latest = await this.#dataSource.manager.findOne(Call, {
        select: { callId: true, agentId: true },
        where: { callerKey, agentId: Not(IsNull()), talkMs: Not(IsNull()) },
        order: { startedAt: 'DESC' },
      });
      return latest?.agentId ? agentId(latest.agentId) : null;
    });
  }

  ownerOf(customerId: CustomerId): Promise<AgentId | null> {
    return withDatabaseErrors(async () => {
      const customer = await this.#dataSource.manager.findOneBy(Customer, { customerId });
      return customer?.ownerId ? agentId(customer.ownerId) : null;
    });
  }
}
