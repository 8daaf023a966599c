import type { LiveCall } from '../calls/call-store';
import type { AgentId, QueueId } from '../contract/ids';
import type { QueueSettings } from './queue-settings';

export interface QueueChoice {
  readonly queueOf: (queueId: string) => QueueSettings | undefined;
  /** As they stand in the configuration. */
  readonly queueIds: () => Promise<readonly QueueId[]>;
}

/** Where a caller goes back to: his own queue. Whom somebody dialled has none, and gets one that agent answers. */
export async function queueToReturnTo(
  call: Pick<LiveCall, 'queueId'>,
  agentId: AgentId | null,
  { queueOf, queueIds }: QueueChoice,
): Promise<QueueId | null> {
  if (call.queueId) return call.queueId;
  const his = (await queueIds()).find((queueId) => agentId && queueOf(queueId)?.order.includes(agentId));
  return his ?? null;
}
