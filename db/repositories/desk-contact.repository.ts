import { In, IsNull, MoreThan, Not, Or, type DataSource } from 'typeorm';
import type { PickableContact } from '../../server/contract/campaign-order';
import {
  callId,
  contactId as toContactId,
  type AgentId,
  type CampaignId,
  type ContactId,
} from '../../server/contract/ids';
import type { Page } from '../../server/contract/rest';
import type { OrderFacts } from '../../server/outbound/campaign-orders';
import type { DeskContacts, KeepRequest, PickQuery } from '../../server/outbound/desk-contacts';
import { withDatabaseErrors } from '../database-error';
import { CampaignContact, DialDecision } from '../entities';
import { dueContactOf, markedContactOf, type DueRow } from './campaign-views';
import { keptForNobodyElse, withFacts } from './due-contacts';
import { containsPattern } from './like-pattern';
import { offsetOf } from './paging';

const ATTEMPTS_SHOWN = 20;

export class DeskContactRepository implements DeskContacts {
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

  keep({ agentId, contactId, at, until }: KeepRequest): Promise<boolean> {
    return withDatabaseErrors(() =>
      this.#dataSource.transaction(async (manager) => {
        // His other tab may ask this moment, of another server: one after the other.
        await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 11))`, [agentId]);
        const [kept] = await manager.query<[{ contact_id: string }[], number]>(
          `UPDATE campaign_contacts SET reserved_by = $1, reserved_until = $3
           WHERE contact_id = $2 AND state = 'open' AND ${keptForNobodyElse('$4', '$1')} RETURNING contact_id`,
          [agentId, contactId, new Date(until), new Date(at)],
        );
        if (kept.length === 0) return false;
        await manager.query(
          `UPDATE campaign_contacts SET reserved_by = NULL, reserved_until = NULL
           WHERE reserved_by = $1 AND contact_id <> $2`,
          [agentId, contactId],
        );
        return true;
      }),
    );
  }

  keptFor(agentId: AgentId, now: number): ReturnType<DeskContacts['keptFor']> {
    return withDatabaseErrors(async () => {
      const row = await this.#dataSource.manager.findOneBy(CampaignContact, {
        ...{ reservedBy: agentId, state: 'open' },
        reservedUntil: MoreThan(new Date(now)),
      });
      if (!row?.reservedUntil) return null;
      const { campaignId, contactId, reservedUntil } = row;
      return { campaignId, contactId: toContactId(contactId), until: reservedUntil.getTime() };
    });
  }

  free(agentId: AgentId): Promise<void> {
    return withDatabaseErrors(async () => {
      const nobody = { reservedBy: null, reservedUntil: null };
      await this.#dataSource.manager.update(CampaignContact, { reservedBy: agentId }, nobody);
    });
  }

  open(contactId: ContactId, now: number): ReturnType<DeskContacts['open']> {
    return withDatabaseErrors(async () => {
      const [row] = await this.#dataSource.query<(DueRow & { campaign_id: string })[]>(
        withFacts(`SELECT * FROM campaign_contacts WHERE contact_id = $1 AND state = 'open'`),
        [contactId, new Date(now)],
      );
      return row ? { campaignId: row.campaign_id, contact: dueContactOf(row) } : null;
    });
  }

  pickable(
    campaignId: CampaignId,
    query: PickQuery,
    now: number,
    agentId: AgentId,
  ): Promise<Page<PickableContact>> {
    return withDatabaseErrors(async () => {
      const { page, pageSize, search } = query;
      const [rows, total] = await this.#dataSource.manager
        .createQueryBuilder(CampaignContact, 'c')
        .where(`c.campaign_id = :campaignId AND c.state = 'open'`, { campaignId })
        .andWhere(keptForNobodyElse(':now', ':agentId'), { now: new Date(now), agentId })
        .andWhere(`(c.name ILIKE :part OR c.number LIKE :part OR c.number_key LIKE :part)`, {
          part: containsPattern(search),
        })
        .orderBy({ 'c.rank': 'ASC', 'c.createdAt': 'ASC', 'c.contactId': 'ASC' })
        .offset(offsetOf(query))
        .limit(pageSize)
        .getManyAndCount();
      const items = rows.map(({ contactId, name, number, attempts, lastResult }) => ({
        ...{ contactId, name, number, attempts, lastResult },
      }));
      return { items, total, page, pageSize };
    });
  }

  numberKeyOf(contactId: ContactId): Promise<string> {
    return withDatabaseErrors(async () => {
      const { numberKey } = await this.#dataSource.manager.findOneByOrFail(CampaignContact, { contactId });
      return numberKey;
    });
  }
}
