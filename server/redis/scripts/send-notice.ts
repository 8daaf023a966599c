import type { Notice } from '../../contract/notices';
import type { AgentId } from '../../contract/ids';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('send-notice', ['agentId', 'noticeId', 'notice', 'atMost']);

export async function sendNotice(
  scripts: Scripts,
  agentId: AgentId,
  notice: Notice,
  atMost: number,
): Promise<'sent' | 'full' | 'not-there'> {
  const { noticeId } = notice;
  const facts = { agentId, noticeId, notice: JSON.stringify(notice), atMost: String(atMost) };
  return oneOf(script.name, await scripts.run(script, facts), ['sent', 'full', 'not-there']);
}
