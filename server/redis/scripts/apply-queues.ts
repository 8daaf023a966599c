import type { QueueSettings } from '../../acd/acd-store';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('apply-queues', ['queues']);

export async function applyQueues(scripts: Scripts, queues: readonly QueueSettings[]): Promise<void> {
  oneOf(script.name, await scripts.run(script, { queues: JSON.stringify(queues) }), ['ok']);
}
