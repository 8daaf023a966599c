import type { Offer } from '../acd/acd-store';
import type { WaitingStore } from '../acd/waiting-store';
import type { CallStore, LiveCall } from '../calls/call-store';
import { customerNumber } from '../calls/own-call';
import { queueId as toQueueId, type CallId, type OfferId, type QueueId } from '../contract/ids';
import { WAITING_SHOWN, type MoveWaitingRequest, type WaitingInQueue } from '../contract/waiting-calls';
import type { CustomerDirectory } from '../crm/customer-directory';
import { UserError } from '../errors';
import type { Actor, Acts } from '../supervision/acts';

interface WaitingLineDeps {
  readonly waiting: WaitingStore;
  readonly calls: Pick<CallStore, 'get'>;
  readonly customers: Pick<CustomerDirectory, 'names'>;
  readonly ringAll: (offers: readonly Offer[]) => Promise<void>;
  readonly newOfferId: () => OfferId;
  readonly acts: Acts;
}

/** Who waits in a queue, and what a supervisor changes of it: who is helped next, and where. */
export class WaitingLine {
  readonly #deps: WaitingLineDeps;

  constructor(deps: WaitingLineDeps) {
    this.#deps = deps;
  }

  /** First in line first, at most WAITING_SHOWN. */
  async of(queueId: QueueId): Promise<WaitingInQueue[]> {
    const callIds = await this.#deps.waiting.list(queueId, WAITING_SHOWN);
    const calls = await Promise.all(callIds.map((id) => this.#deps.calls.get(id)));
    const waiting = calls.filter((call) => call !== null).filter(({ state }) => state === 'queued');
    const ids = waiting.map(({ customerId }) => customerId).filter((id) => id !== null);
    // Without the database the list is without names.
    const names = await this.#deps.customers.names(ids).catch(() => new Map<string, string>());
    return waiting.map((call) => viewOf(call, names.get(call.customerId ?? '') ?? null));
  }

  /** Safe to repeat. @throws UserError not-found, conflict, validation-failed */
  async move(
    actor: Actor,
    callId: CallId,
    { requestId, queueId, toHead }: MoveWaitingRequest,
  ): Promise<void> {
    const call = await this.#deps.calls.get(callId);
    if (!call || call.state === 'ended') throw gone();
    const moved = await this.#deps.waiting.move({
      ...{ callId, requestId, toHead, by: actor.login, offerId: this.#deps.newOfferId() },
      queueId: queueId === null ? null : toQueueId(queueId),
      isKeyAccount: call.customerKind === 'key-account',
    });
    if (moved.kind === 'gone') throw gone();
    if (moved.kind === 'unknown-queue') throw new UserError('validation-failed', 'There is no such queue.');
    if (moved.kind === 'not-allowed')
      throw new UserError('conflict', 'This caller does not wait any more: somebody has him, or he rings.');
    await this.#deps.ringAll(moved.offers);
    if (moved.kind === 'repeated') return;
    const details = { fromQueueId: call.queueId, toHead };
    const to = queueId ?? call.queueId;
    await this.#deps.acts.note(actor, { act: 'move-call', callId, details, ...(to ? { queueId: to } : {}) });
  }
}

function viewOf(call: LiveCall, customerName: string | null): WaitingInQueue {
  const { callId, topic, language, queuedAt, startedAt, callbackId } = call;
  return {
    ...{ callId, topic, language, customerName },
    number: customerNumber(call),
    since: queuedAt ?? startedAt,
    isCallback: callbackId !== null,
  };
}

const gone = (): UserError => new UserError('not-found', 'This caller has gone.');
