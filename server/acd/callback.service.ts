import type { CallEnding } from '../calls/call-ending';
import type { CallStore, LiveCall } from '../calls/call-store';
import type { Switches } from '../calls/switches';
import {
  callbackId,
  callId as toCallId,
  legId,
  offerId,
  type CallId,
  type CallbackId,
  type CustomerId,
  type QueueId,
} from '../contract/ids';
import { UserError } from '../errors';
import type { Language } from '../calls/switch';
import type { Logger } from '../logging';
import type { Offer } from './acd-store';
import type { Callback, CallbackStore } from './callback-store';

export interface CallbackWish {
  /** As the caller gave it. */
  readonly number: string;
  readonly queueId: QueueId;
  readonly topic: string | null;
  readonly customerId: CustomerId | null;
  readonly language: Language;
  /** The call in which it is asked for; its kept place is the callback's. */
  readonly ofCallId: CallId | null;
}

interface CallbackServiceDeps {
  readonly callbacks: CallbackStore;
  readonly calls: CallStore;
  readonly switches: Switches;
  readonly ending: CallEnding;
  readonly settings: CallbackSettings;
}

export interface CallbackSettings {
  readonly newId: () => string;
  /** Shown to those we call. */
  readonly callerNumber: string;
  /** What goes on the wire. @throws UserError when nobody may dial it, or nothing can be dialled */
  readonly dialable: (number: string) => string;
  /** The same for one line, however it is written. */
  readonly numberKey: (number: string) => string;
  readonly withinMs: (queueId: QueueId) => number;
  readonly ring: (offers: readonly Offer[]) => Promise<void>;
  /** Somebody has to see to a callback that was given up. Safe to repeat. */
  readonly makeTask: (callback: Callback) => Promise<void>;
  readonly logger: Logger;
}

const AT_ONCE = 20;

/** Calls people back: the place they had is kept, an agent whose turn it is has their number dialled. */
export class CallbackService {
  readonly #deps: CallbackServiceDeps;

  constructor(deps: CallbackServiceDeps) {
    this.#deps = deps;
  }

  /** @returns 'refused' when that number cannot be called back; a second wish for the same number is the first one */
  async request(wish: CallbackWish): Promise<'accepted' | 'refused'> {
    const { callbacks, switches, settings } = this.#deps;
    const target = switches.upFirst(null);
    const dialled = this.#dialable(wish.number);
    if (dialled === null || !target) return 'refused';
    const asked = await callbacks.request({
      ...wish,
      callbackId: callbackId(settings.newId()),
      dialled,
      number: settings.numberKey(dialled),
      switchId: target.id,
      withinMs: settings.withinMs(wish.queueId),
    });
    if (asked.kind === 'unknown-queue') return 'refused';
    await this.#startDue();
    return 'accepted';
  }

  /** Who was to be called back calls himself: he takes his place, and nobody calls him. */
  async onArrived({ callId, callerNumber }: Pick<LiveCall, 'callId' | 'callerNumber'>): Promise<void> {
    const { callbacks, ending, settings } = this.#deps;
    if (callerNumber === '') return;
    const own = await callbacks.cancel(settings.numberKey(callerNumber), callId);
    if (own !== null) await ending.endById(own, { by: 'customer', cause: 'CALLED_BACK' });
  }

  /** Nobody calls him back any more. @throws UserError 'not-found'; 'conflict' while his number is being called */
  async withdraw(id: CallbackId, by: string): Promise<void> {
    const { callbacks, ending } = this.#deps;
    const result = await callbacks.withdraw(id, by);
    if (result.kind === 'gone') throw new UserError('not-found', 'There is no such callback.');
    if (result.kind === 'under-way') throw new UserError('conflict', 'He is being called at this moment.');
    if (result.callId !== null) await ending.endById(result.callId, { by: 'system', cause: 'WITHDRAWN' });
  }

  /** What is due, broken or given up; call it every second or so. */
  async tick(): Promise<void> {
    const { callbacks, settings } = this.#deps;
    await callbacks.tellBreached(AT_ONCE);
    await this.#endOver();
    await this.#startDue();
    for (const callback of await callbacks.givenUp()) {
      await settings.makeTask(callback);
      await callbacks.forget(callback.callbackId);
    }
  }

  async #startDue(): Promise<void> {
    const { callbacks, switches, settings } = this.#deps;
    for (const callback of await callbacks.due(AT_ONCE)) {
      // Its switch may be away by now; with none it stays due, and no agent is asked for nothing.
      const target = switches.upFirst(callback.switchId);
      if (!target) return;
      const call = {
        callId: toCallId(settings.newId()),
        direction: 'outbound' as const,
        switchId: target.id,
        customerLegId: legId(settings.newId()),
        callerNumber: settings.callerNumber,
        callerName: '',
        dialedNumber: callback.dialled,
        language: callback.language,
      };
      const placed = await callbacks.start(callback.callbackId, call, offerId(settings.newId()));
      if (placed.kind === 'offered') await settings.ring(placed.offers);
    }
  }

  /** A server that died after a callback was cancelled may have left its call waiting. */
  async #endOver(): Promise<void> {
    const { callbacks, calls, ending } = this.#deps;
    for (const call of await calls.list()) {
      if (call.callbackId === null || (call.state !== 'queued' && call.state !== 'offered')) continue;
      if (await callbacks.isOpen(call.callbackId)) continue;
      await ending.endById(call.callId, { by: 'system', cause: 'CALLED_BACK' });
    }
  }

  #dialable(number: string): string | null {
    try {
      return this.#deps.settings.dialable(number);
    } catch (error) {
      if (error instanceof UserError) return null;
      throw error;
    }
  }
}
