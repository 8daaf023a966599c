import type { DataSource } from 'typeorm';
import type { OrderNewsBox } from '../../server/tickets/order-news-feed';
import type { OrderNews } from '../../server/tickets/order-news';
import { withDatabaseErrors } from '../database-error';

/** Any number that nobody else locks: one server hands news on at a time, so that they keep their order. */
const NEWS_LOCK = 7_100_021;

export class WorkOrderNewsRepository implements OrderNewsBox {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  handOn(limit: number, handOver: (news: OrderNews) => Promise<void>): Promise<number> {
    return withDatabaseErrors(() =>
      this.#dataSource.transaction(async (manager) => {
        const [lock] = await manager.query<{ taken: boolean }[]>(
          'SELECT pg_try_advisory_xact_lock($1) AS taken',
          [NEWS_LOCK],
        );
        if (lock?.taken !== true) return 0;
        const rows = await manager.query<{ news_id: string; event: OrderNews }[]>(
          'SELECT news_id, event FROM work_order_news ORDER BY news_id LIMIT $1',
          [limit],
        );
        const handed: string[] = [];
        try {
          for (const { news_id, event } of rows) {
            await handOver(event);
            handed.push(news_id);
          }
        } catch (error) {
          // What was handed on is taken out all the same; the rest waits.
          if (handed.length === 0) throw error;
        }
        await manager.query('DELETE FROM work_order_news WHERE news_id = ANY($1)', [handed]);
        return handed.length;
      }),
    );
  }
}
