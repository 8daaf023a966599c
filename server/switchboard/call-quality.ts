import type { CallStore } from '../calls/call-store';
import type { AgentId, CallId } from '../contract/ids';
import type { CallQuality } from '../contract/quality';
import { UserError } from '../errors';
import type { EventStream } from '../events/event-stream';

interface QualityDeps {
  readonly calls: Pick<CallStore, 'get'>;
  readonly events: Pick<EventStream, 'append'>;
}

/**
 * A softphone tells how its leg sounded. One call may have several such legs, and be reported on after its end.
 * @throws UserError call-ended, not-permitted
 */
export async function reportQuality(
  { calls, events }: QualityDeps,
  agentId: AgentId,
  callId: CallId,
  quality: CallQuality,
): Promise<void> {
  const call = await calls.get(callId);
  if (!call) throw new UserError('call-ended', 'This call ended too long ago.');
  // A colleague who was called or asked has a leg of his own in it.
  if (![call.agentId, call.lastAgentId, call.farParty?.agentId].includes(agentId))
    throw new UserError('not-permitted', 'This is another agent’s call.');
  await events.append({ type: 'call.quality-measured', callId, agentId, data: { ...quality } });
}
