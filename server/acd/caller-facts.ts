import type { LiveCall } from '../calls/call-store';
import type { AgentId, CustomerId } from '../contract/ids';
import { describeError } from '../errors';
import type { Logger } from '../logging';
import type { QueueSettings } from './queue-settings';

/** Who had a caller before; asked only for queues that want him first. */
export interface StickyAgents {
  /** The agent who talked last with this number. */
  lastAgentOf(callerNumber: string): Promise<AgentId | null>;
  /** The agent who looks after this customer. */
  ownerOf(customerId: CustomerId): Promise<AgentId | null>;
}

/** What a queue asks about a caller before it gives him a place. */
export interface CallerFacts {
  readonly isKeyAccount: boolean;
  readonly stickyAgentId: AgentId | null;
}

/** A database that is away costs the caller his own agent, never his place. */
export async function callerFacts(
  call: LiveCall | null,
  queue: QueueSettings | undefined,
  sticky: StickyAgents,
  logger: Logger,
): Promise<CallerFacts> {
  const isKeyAccount = call?.customerKind === 'key-account';
  if (!call || !queue?.sticky) return { isKeyAccount, stickyAgentId: null };
  try {
    return { isKeyAccount, stickyAgentId: await stickyAgent(call, queue.sticky.to, sticky) };
  } catch (error) {
    logger.warn({ callId: call.callId, reason: describeError(error) }, 'the caller’s own agent is not known');
    return { isKeyAccount, stickyAgentId: null };
  }
}

async function stickyAgent(
  call: LiveCall,
  to: 'last' | 'owner',
  sticky: StickyAgents,
): Promise<AgentId | null> {
  if (to === 'owner') return call.customerId ? sticky.ownerOf(call.customerId) : null;
  return call.callerNumber === '' ? null : sticky.lastAgentOf(call.callerNumber);
}
