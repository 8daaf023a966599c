import type { CompiledQueues } from '../../acd/queue-settings';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('apply-queues', ['queues']);

export async function applyQueues(
  scripts: Scripts,
  { queues: settings, lanes }: CompiledQueues,
): Promise<void> {
  const agentsOf = new Map(lanes.map(({ name, agentIds }) => [name, agentIds]));
  const queues = settings.map((queue) => ({ ...queue, agentIds: agentsOf.get(queue.lane) ?? [] }));
  oneOf(script.name, await scripts.run(script, { queues: JSON.stringify(queues) }), ['ok']);
}
