import type { HandOverTarget } from '../contract/hand-over';
import { agentId, queueId, type AgentId, type QueueId } from '../contract/ids';

/** To whom an agent hands his caller, or whom he asks while the caller waits. */
export type HandOverTo =
  | { readonly kind: 'queue'; readonly queueId: QueueId }
  | { readonly kind: 'agent'; readonly agentId: AgentId }
  | { readonly kind: 'number'; readonly number: string };

export interface HandOverRequest {
  /** Chosen by the desk before it asks: two clicks are one. */
  readonly requestId: string;
  readonly to: HandOverTo;
}

export function handOverTo(to: HandOverTarget): HandOverTo {
  switch (to.kind) {
    case 'queue':
      return { kind: to.kind, queueId: queueId(to.queueId) };
    case 'agent':
      return { kind: to.kind, agentId: agentId(to.agentId) };
    case 'number':
      return to;
  }
}
