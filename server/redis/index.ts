import type { AgentStore } from '../agents/agent-store';
import type { PresenceStore } from '../agents/presence-store';
import type { LoginGuard, SessionStore, SipAccountStore } from '../auth/ports';
import type { CallbackStore } from '../acd/callback-store';
import type { ParkStore } from '../acd/park-store';
import type { TransferStore } from '../acd/transfer-store';
import type { CallStore } from '../calls/call-store';
import type { RecordingStore } from '../calls/recording-store';
import type { SwitchLease } from '../calls/switch-lease';
import type { EventStream } from '../events/event-stream';
import type { AttemptStore } from '../outbound/attempt-store';
import type { RequestBudget } from '../integration/request-budget';
import type { Logger } from '../logging';
import type { ServedMarks } from '../measures/served-marks';
import type { NoticeStore } from '../supervision/notice-store';
import type { SupervisionStore } from '../supervision/supervision-store';
import type { WaitingStore } from '../acd/waiting-store';
import { createAcdStore, type RedisAcdStore } from './acd-store';
import { createAttemptStore } from './attempt-store';
import { createAgentStore } from './agent-store';
import { createCallbackStore } from './callback-store';
import { createCallStore } from './call-store';
import type { RedisConnection } from './client';
import { createEventStream } from './event-stream';
import { createKeys } from './keys';
import { createLoginGuard, type LoginLimits } from './login-guard';
import { createNoticeStore } from './notice-store';
import { createParkStore } from './park-store';
import { createPresenceStore } from './presence-store';
import { createRecordingStore } from './recording-store';
import { createRequestBudget } from './request-budget';
import { loadScripts } from './scripts';
import { createServedMarks } from './served-marks';
import { createSessionStore } from './session-store';
import { createSipAccountStore } from './sip-account-store';
import { createSwitchLease } from './switch-lease';
import { createSupervisionStore } from './supervision-store';
import { createTransferStore } from './transfer-store';
import { createWaitingStore } from './waiting-store';

export { createRedis } from './client';
export { createJobClient } from './job-client';
export type { RedisConnection } from './client';
export type { RedisAcdStore } from './acd-store';

export interface RedisStores {
  readonly acd: RedisAcdStore;
  readonly agents: AgentStore;
  readonly presence: PresenceStore;
  readonly calls: CallStore;
  readonly callbacks: CallbackStore;
  readonly attempts: AttemptStore;
  readonly transfers: TransferStore;
  readonly parks: ParkStore;
  readonly supervisions: SupervisionStore;
  readonly notices: NoticeStore;
  readonly waiting: WaitingStore;
  readonly recordings: RecordingStore;
  readonly events: EventStream;
  readonly sessions: SessionStore;
  readonly sipAccounts: SipAccountStore;
  readonly loginGuard: LoginGuard;
  readonly requestBudget: RequestBudget;
  readonly lease: SwitchLease;
  readonly servedMarks: ServedMarks;
}

export interface RedisStoresOptions {
  readonly logger: Logger;
  /** Begins every key; must hold one hash tag. Default '{acd:main}:'. */
  readonly prefix?: string;
  readonly loginLimits?: LoginLimits;
  /** Tests only: unix ms that stand for Redis' clock in the scripts. */
  readonly testClock?: () => number;
}

/** Loads every script, then makes the adapters. @throws when a script is missing or does not compile */
export async function createRedisStores(
  connection: RedisConnection,
  { logger, prefix, loginLimits, testClock }: RedisStoresOptions,
): Promise<RedisStores> {
  const keys = createKeys(prefix);
  const clock = testClock === undefined ? {} : { testClock };
  const scripts = await loadScripts({ connection, prefix: keys.prefix, ...clock });
  return {
    acd: createAcdStore(scripts, connection, keys),
    agents: createAgentStore(scripts, connection, keys),
    presence: createPresenceStore(scripts, connection, keys),
    calls: createCallStore(scripts, connection, keys),
    callbacks: createCallbackStore(scripts, connection, keys),
    attempts: createAttemptStore(scripts, connection, keys),
    transfers: createTransferStore(scripts),
    parks: createParkStore(scripts, connection, keys),
    supervisions: createSupervisionStore(scripts, connection, keys),
    notices: createNoticeStore(scripts, connection, keys),
    waiting: createWaitingStore(scripts),
    recordings: createRecordingStore(scripts),
    events: createEventStream(scripts, connection, keys, logger),
    sessions: createSessionStore(connection, keys),
    sipAccounts: createSipAccountStore(connection, keys),
    loginGuard: createLoginGuard(scripts, connection, keys, loginLimits),
    requestBudget: createRequestBudget(scripts),
    lease: createSwitchLease(scripts),
    servedMarks: createServedMarks(scripts, connection, keys),
  };
}
