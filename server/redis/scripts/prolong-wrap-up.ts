import type { ProlongRequest, ProlongResult } from '../../agents/presence-store';
import { oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('prolong-wrap-up', ['agentId', 'callId', 'nth', 'times', 'byMs']);

export async function prolongWrapUp(scripts: Scripts, request: ProlongRequest): Promise<ProlongResult> {
  const { agentId, callId, nth, times, byMs } = request;
  const reply = await scripts.run(script, {
    ...{ agentId, callId },
    ...{ nth: String(nth), times: String(times), byMs: String(byMs) },
  });
  const kind = oneOf(script.name, reply, ['ok', 'used-up', 'stale']);
  return kind === 'ok' ? { kind, until: Number(wordReply(reply).rest[0]) } : { kind };
}
