import type { AuditAct, AuditEntry } from '../contract/audit';
import type { EventStream } from '../events/event-stream';

/** Who acts: a person, or an API key under its name. */
export interface Actor {
  readonly userId: string;
  readonly login: string;
  readonly displayName: string;
}

export interface Act {
  readonly act: AuditAct;
  readonly toAgentId?: string;
  readonly callId?: string;
  readonly queueId?: string;
  readonly details?: AuditEntry['details'];
}

/** The log of what supervisors do, in the event log. Noted when it is done: what was refused is not in it. */
export class Acts {
  readonly #events: Pick<EventStream, 'append'>;

  constructor(events: Pick<EventStream, 'append'>) {
    this.#events = events;
  }

  note(
    { userId, login, displayName }: Actor,
    { act, toAgentId, callId, queueId, details }: Act,
  ): Promise<void> {
    return this.#events.append({
      type: 'supervisor.acted',
      ...(callId === undefined ? {} : { callId }),
      ...(queueId === undefined ? {} : { queueId }),
      data: {
        userId,
        login,
        name: displayName,
        act,
        ...(toAgentId === undefined ? {} : { toAgentId }),
        details,
      },
    });
  }
}
