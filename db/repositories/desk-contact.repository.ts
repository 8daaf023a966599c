import { In, IsNull, Not, Or, type DataSource } from 'typeorm';
import { callId, type ContactId } from '../../server/contract/ids';
import type { OrderFacts, OrderReader } from '../../server/outbound/campaign-orders';
import { withDatabaseErrors } from '../database-error';
import { CampaignContact, DialDecision } from '../entities';
import { markedContactOf } from './campaign-views';

const ATTEMPTS_SHOWN = 20;

/** Contacts as the agents of a campaign meet them. */
export class DeskContactRepository implements OrderReader {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  orderFacts(contactId: ContactId): Promise<OrderFacts | null> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      const row = await manager.findOneBy(CampaignContact, { contactId });
      if (!row) return null;
      const calls = await manager.find(DialDecision, {
        where: { contactId, decision: 'dialled', result: Or(IsNull(), Not(In(['not-begun', 'withdrawn']))) },
        order: { at: 'DESC' },
        take: ATTEMPTS_SHOWN,
      });
      return {
        campaignId: row.campaignId,
        contact: markedContactOf(row),
        attempts: calls.map(({ callId: id, at, agentId, result, mark, markDate }) => ({
          ...{ callId: id === null ? null : callId(id), at: at.toISOString(), agentId, result },
          marked: mark === null ? null : { mark, date: markDate },
        })),
      };
    });
  }
}
