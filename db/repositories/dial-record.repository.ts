import type { DataSource } from 'typeorm';
import type { DoNotCallView, NumberExplanation } from '../../server/contract/campaigns';
import type { DialRecords } from '../../server/outbound/campaign-store';
import { withDatabaseErrors } from '../database-error';
import { DialDecision, DoNotCallEntry } from '../entities';
import { decisionView, doNotCallView } from './campaign-views';

export class DialRecordRepository implements DialRecords {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  explain(numberKey: string, limit: number): Promise<NumberExplanation> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      const decisions = await manager.find(DialDecision, {
        where: { numberKey },
        order: { at: 'DESC', decisionId: 'ASC' },
        take: limit,
      });
      const entries = await manager
        .createQueryBuilder(DoNotCallEntry, 'entry')
        .where(`(entry.kind = 'number' AND entry.value = :numberKey)`, { numberKey })
        .orWhere(`(entry.kind = 'prefix' AND starts_with(:numberKey, entry.value))`)
        .orWhere(
          `(entry.kind = 'customer' AND entry.value IN (
             SELECT customer_id::text FROM campaign_contacts WHERE number_key = :numberKey))`,
        )
        .getMany();
      return {
        number: numberKey,
        doNotCall: entries.map(doNotCallView),
        decisions: decisions.map(decisionView),
      };
    });
  }

  doNotCall(): Promise<readonly DoNotCallView[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.manager.find(DoNotCallEntry, {
        order: { createdAt: 'DESC', entryId: 'ASC' },
      });
      return rows.map(doNotCallView);
    });
  }

  addDoNotCall({ by, at, until, ...entry }: DoNotCallView): Promise<void> {
    return withDatabaseErrors(async () => {
      await this.#dataSource.manager.insert(DoNotCallEntry, {
        ...{ ...entry, createdBy: by, createdAt: new Date(at) },
        until: until === null ? null : new Date(until),
      });
    });
  }

  removeDoNotCall(entryId: string): Promise<boolean> {
    return withDatabaseErrors(async () => {
      const removed = await this.#dataSource.manager.delete(DoNotCallEntry, { entryId });
      return (removed.affected ?? 0) > 0;
    });
  }
}
