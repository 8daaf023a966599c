import type { DataSource } from 'typeorm';
import type { MeasureStore, QuarterRange, QueueSums } from '../../server/measures/measure-store';
import { queueCountNames, type QueueCounts } from '../../server/measures/queue-counts';
import { withDatabaseErrors } from '../database-error';
import { sumColumns } from './sum-columns';

const QUEUES = `
  SELECT queue_id AS "queueId", max(longest_wait_ms) AS "longestWaitMs", ${sumColumns(queueCountNames)}
  FROM queue_quarters WHERE at >= $1 AND at < $2
  GROUP BY queue_id ORDER BY queue_id`;

export class MeasureRepository implements MeasureStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  queuesBetween({ from, until }: QuarterRange): Promise<readonly QueueSums[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.query<(QueueCounts & Omit<QueueSums, 'sums'>)[]>(QUEUES, [
        new Date(from),
        new Date(until),
      ]);
      return rows.map(({ queueId, longestWaitMs, ...sums }) => ({ queueId, longestWaitMs, sums }));
    });
  }
}
