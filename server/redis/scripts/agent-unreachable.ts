import type { LiveAgent } from '../../agents/agent-store';
import { decodeAgent } from '../live-agent';
import { asFields, unknownReply, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('agent-unreachable', ['sipUser', 'switchId']);

export async function agentUnreachable(
  scripts: Scripts,
  input: { readonly sipUser: string; readonly switchId: string },
): Promise<LiveAgent | null> {
  const reply = await scripts.run(script, input);
  const { word, rest } = wordReply(reply);
  if (word === 'unknown' || word === 'elsewhere') return null;
  return word === 'ok' ? decodeAgent(asFields(rest[0])) : unknownReply(script.name, reply);
}
