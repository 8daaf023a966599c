import type { DataSource } from 'typeorm';
import type { QueueCatalog } from '../../server/acd/queue-catalog';
import { queueConfigSchema, type QueueConfig } from '../../server/contract/queue-config';
import { withDatabaseErrors } from '../database-error';
import { Queue, QueueAssignment } from '../entities';
import { groupBy } from '../group-by';

export class QueueRepository implements QueueCatalog {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  /** In the order of the lists; agents by number. People who may not log in any more are left out. */
  config(): Promise<QueueConfig> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      const queues = await manager.find(Queue, { order: { position: 'ASC', queueId: 'ASC' } });
      const assignments = await manager.find(QueueAssignment, {
        where: { agent: { disabled: false } },
        order: { agentId: 'ASC' },
      });
      const byQueue = groupBy(assignments, (assignment) => assignment.queueId);
      const configured = queues.map((queue) => ({
        queueId: queue.queueId,
        name: queue.name,
        offerTimeoutS: queue.offerTimeoutS,
        wrapUpS: queue.wrapUpS,
        surveyShare: queue.surveyShare,
        maxWaiting: queue.maxWaiting,
        comfortS: queue.comfortS,
        agents: (byQueue.get(queue.queueId) ?? []).map((assignment) => assignment.agentId),
      }));
      return queueConfigSchema.parse({ queues: configured });
    });
  }
}
