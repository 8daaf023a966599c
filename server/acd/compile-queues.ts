import { agentId, queueId, type AgentId } from '../contract/ids';
import type { QueueConfig, QueueConfigQueue, QueueStep } from '../contract/queue-config';
import type { CompiledQueues, Lane, LaneStep, QueueSettings } from './queue-settings';
import { agentsInOrder, stagesOf } from './who-may-answer';

/**
 * Makes lanes of a checked configuration: one per queue, and one more for each of its steps that changes who may
 * answer. A group, queue or agent that the configuration does not know counts as nobody.
 */
export function compileQueues(config: QueueConfig): CompiledQueues {
  const compiled = config.queues.map((queue) => compileQueue(config, queue));
  return { queues: compiled.map(({ settings }) => settings), lanes: compiled.flatMap(({ lanes }) => lanes) };
}

function compileQueue(
  config: QueueConfig,
  queue: QueueConfigQueue,
): { readonly settings: QueueSettings; readonly lanes: readonly Lane[] } {
  const id = queueId(queue.queueId);
  const order = agentsInOrder(config, queue).map(agentId);
  const [atOnce, ...stages] = stagesOf(config, queue);
  let lane: string = queue.queueId;
  const lanes: Lane[] = [];
  const addLane = (agents: ReadonlySet<string> = new Set()) =>
    lanes.push({ name: lane, queueId: id, agentIds: inOrder(order, agents) });
  addLane(atOnce?.agents);
  const steps = queue.steps.map((step, i): LaneStep => {
    if (changesWhoMayAnswer(step)) {
      lane = `${queue.queueId}/${step.afterS}`;
      addLane(stages[i]?.agents);
    }
    const { afterS, ...change } = step;
    return {
      afterMs: afterS * 1000,
      lane,
      bonusMs: (step.bonusS ?? 0) * 1000,
      announce: step.announce ?? null,
      offerCallback: step.offerCallback ?? false,
      change,
    };
  });
  const settings = { ...queue, queueId: id, lane: queue.queueId, steps, order };
  return { settings, lanes };
}

const inOrder = (order: readonly AgentId[], agents: ReadonlySet<string>): readonly AgentId[] =>
  order.filter((agent) => agents.has(agent));

const changesWhoMayAnswer = (step: QueueStep): boolean =>
  step.requires !== undefined || step.addGroups !== undefined || step.overflowTo !== undefined;
