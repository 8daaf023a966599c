import { callId, type CallId, type QueueId } from '../../contract/ids';
import { asTexts } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('waiting-calls', ['queueId', 'limit']);

export async function waitingCalls(
  scripts: Scripts,
  queueId: QueueId,
  limit: number,
): Promise<readonly CallId[]> {
  return asTexts(await scripts.run(script, { queueId, limit: String(limit) })).map(callId);
}
