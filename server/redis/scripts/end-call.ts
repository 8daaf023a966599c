import type { EndFacts, EndResult } from '../../calls/call-store';
import { agentId, legId, type CallId } from '../../contract/ids';
import { callAllowed } from '../allowed-from';
import { asCallState } from '../live-call';
import { asArray, asText, asTexts, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('end-call', [
  'callId',
  'by',
  'cause',
  'sipStatus',
  'wrapUpMs',
  'loss',
  'allowed',
]);

export async function endCall(scripts: Scripts, callId: CallId, facts: EndFacts): Promise<EndResult> {
  const reply = await scripts.run(script, {
    callId,
    by: facts.by,
    cause: facts.cause,
    sipStatus: facts.sipStatus === undefined ? '' : String(facts.sipStatus),
    wrapUpMs: String(facts.wrapUpMs),
    loss: facts.loss ?? '',
    allowed: callAllowed.end,
  });
  const kind = oneOf(script.name, reply, ['ended', 'gone']);
  if (kind === 'gone') return { kind };
  const { rest } = wordReply(reply);
  const [from, agent, agentLeg, customerLeg, farLeg] = asTexts(rest.slice(0, 5));
  const freed = asText(rest[6]);
  return {
    kind,
    from: asCallState(asText(from)),
    agentId: agent ? agentId(agent) : null,
    agentLegId: agentLeg ? legId(agentLeg) : null,
    customerLegId: legId(asText(customerLeg)),
    farLegId: farLeg ? legId(farLeg) : null,
    freed: freed ? agentId(freed) : null,
    rescinded: asArray(rest[5]).map((row) => {
      const [leg, ringing] = asTexts(row);
      return { legId: legId(leg ?? ''), agentId: agentId(ringing ?? '') };
    }),
  };
}
