import type { DataSource } from 'typeorm';
import type { QueueSettings } from '../../server/acd/acd-store';
import type { QueueCatalog } from '../../server/acd/queue-catalog';
import { agentId, queueId } from '../../server/contract/ids';
import { withDatabaseErrors } from '../database-error';
import { Queue, QueueAssignment } from '../entities';
import { groupBy } from '../group-by';

export class QueueRepository implements QueueCatalog {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  /** In the order of the lists; agents by number. People who may not log in any more are left out. */
  list(): Promise<readonly QueueSettings[]> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      const queues = await manager.find(Queue, { order: { position: 'ASC', queueId: 'ASC' } });
      const assignments = await manager.find(QueueAssignment, {
        where: { agent: { disabled: false } },
        order: { agentId: 'ASC' },
      });
      const byQueue = groupBy(assignments, (assignment) => assignment.queueId);
      return queues.map((queue) => ({
        queueId: queueId(queue.queueId),
        name: queue.name,
        offerTimeoutS: queue.offerTimeoutS,
        wrapUpS: queue.wrapUpS,
        surveyShare: queue.surveyShare,
        maxWaiting: queue.maxWaiting,
        comfortS: queue.comfortS,
        agentIds: (byQueue.get(queue.queueId) ?? []).map((assignment) => agentId(assignment.agentId)),
      }));
    });
  }
}
