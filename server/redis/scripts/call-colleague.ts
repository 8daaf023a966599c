import type { ColleagueRequest, ColleagueResult } from '../../calls/call-store';
import { agentId } from '../../contract/ids';
import { callAllowed } from '../allowed-from';
import { asMove } from '../move-reply';
import { asText, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('call-colleague', [
  'callId',
  'agentId',
  'farLegId',
  'toAgentId',
  'queueId',
  'requestId',
  'allowed',
]);

export async function callColleague(scripts: Scripts, request: ColleagueRequest): Promise<ColleagueResult> {
  const { callId, agentId: asking, farLegId, requestId, to } = request;
  const reply = await scripts.run(script, {
    ...{ callId, agentId: asking, farLegId, requestId },
    toAgentId: to.kind === 'agent' ? to.agentId : '',
    queueId: to.kind === 'queue' ? to.queueId : '',
    allowed: callAllowed.consult,
  });
  const { word, rest } = wordReply(reply);
  switch (word) {
    case 'repeated':
    case 'nobody-ready':
    case 'unknown-queue':
      return { kind: word };
    case 'not-free':
      return { kind: word, state: asText(rest[0]) };
    default: {
      const move = asMove(script.name, reply);
      return move.kind === 'moved' ? { ...move, agentId: agentId(asText(rest[1])) } : move;
    }
  }
}
