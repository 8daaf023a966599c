import type { MediaFactory, SipStack } from '../ports';
import type { EventBus } from './events/event-bus';
import type { Identity } from './events/identity';
import type { Registrar } from './registrar';
import type { Scheduler } from './scheduler';
import type { Sessions } from './sessions/sessions';

export interface CoreLog {
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
}

/** What commands and applications work with. */
export interface SwitchContext {
  readonly identity: Identity;
  readonly domain: string;
  readonly address: string;
  readonly maxSessions: number;
  readonly sessionsPerSecond: number;
  readonly bus: EventBus;
  readonly scheduler: Scheduler;
  readonly sessions: Sessions;
  readonly registrar: Registrar;
  readonly media: MediaFactory;
  readonly now: () => number;
  readonly log: CoreLog;
  /** Set when signalling is up; nothing arrives before. */
  sip(): SipStack;
}
