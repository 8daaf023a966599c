import { agentId, callId } from '../contract/ids';
import type { LegTag } from '../calls/switch';
import { UnexpectedError } from '../errors';

/**
 * Channel variable presence_data: `kl;r=<role>;c=<callId>;a=<agentId>;s=1` (s: a standing leg). It travels in every channel event and in
 * `show channels`, so that who is who survives any server. The dialplan writes `kl;r=customer;c=<own uuid>` on
 * arrival (freeswitch/conf/dialplan), before there is a call.
 */
/** 'overflow' is a customer the dead-man guard took away from us: no call of ours, until his hang-up. */
const ROLES = {
  customer: 'customer',
  agent: 'agent',
  'far-party': 'far-party',
  supervisor: 'supervisor',
  overflow: 'customer',
} as const;
const SAFE = /^[A-Za-z0-9_-]{1,64}$/;

export function encodeLegTag(tag: LegTag): string {
  const parts = ['kl', `r=${tag.role}`];
  if (tag.callId !== undefined) parts.push(`c=${safe(tag.callId)}`);
  if (tag.agentId !== undefined) parts.push(`a=${safe(tag.agentId)}`);
  if (tag.stands) parts.push('s=1');
  return parts.join(';');
}

/** null for anything that is not ours. A customer's tag that names the leg itself is unclaimed: no call yet. */
export function decodeLegTag(text: string | undefined, ownUuid: string): LegTag | null {
  if (text === undefined || !text.startsWith('kl;')) return null;
  const fields = new Map(
    text
      .split(';')
      .slice(1)
      .map((part): [string, string] => [part.slice(0, 1), part.slice(2)]),
  );
  const role = ROLES[fields.get('r') as keyof typeof ROLES] as LegTag['role'] | undefined;
  if (role === undefined) return null;
  const call = fields.get('c');
  const agent = fields.get('a');
  const claimed = call !== undefined && SAFE.test(call) && call !== ownUuid;
  return {
    role,
    ...(claimed ? { callId: callId(call) } : {}),
    ...(agent !== undefined && SAFE.test(agent) ? { agentId: agentId(agent) } : {}),
    ...(fields.get('s') === '1' ? { stands: true as const } : {}),
  };
}

function safe(id: string): string {
  if (SAFE.test(id)) return id;
  throw new UnexpectedError('broken-invariant', 'Id does not fit into a leg tag');
}
