import type { FreeEvent } from '../../events/event-stream';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('append-event', ['name', 'callId', 'agentId', 'queueId', 'legId', 'data']);

export async function appendEvent(scripts: Scripts, event: FreeEvent): Promise<void> {
  const { type, callId = '', agentId = '', queueId = '', legId = '', data = {} } = event;
  const args = { name: type, callId, agentId, queueId, legId, data: JSON.stringify(data) };
  oneOf(script.name, await scripts.run(script, args), ['ok']);
}
