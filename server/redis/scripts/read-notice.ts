import type { AgentId } from '../../contract/ids';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('read-notice', ['agentId', 'noticeId']);

export async function readNotice(
  scripts: Scripts,
  agentId: AgentId,
  noticeId: string,
): Promise<'read' | 'gone'> {
  return oneOf(script.name, await scripts.run(script, { agentId, noticeId }), ['read', 'gone']);
}
