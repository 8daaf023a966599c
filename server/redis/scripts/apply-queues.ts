import type { CompiledQueues } from '../../acd/queue-settings';
import { queuePlan } from '../queue-plan';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('apply-queues', ['compiled']);

export async function applyQueues(scripts: Scripts, compiled: CompiledQueues): Promise<void> {
  const reply = await scripts.run(script, { compiled: JSON.stringify(queuePlan(compiled)) });
  oneOf(script.name, reply, ['ok']);
}
