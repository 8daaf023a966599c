import type { CallbackService } from './acd/callback.service';
import type { Callback, CallbackStore } from './acd/callback-store';
import type { CallbackView } from './contract/callbacks';
import type { Route } from './http';
import { callbackRoutes } from './http/routes/callback-routes';

const MOST_SHOWN = 500;

export const openCallbackRoutes = (
  store: Pick<CallbackStore, 'open'>,
  service: Pick<CallbackService, 'withdraw'>,
): Route[] =>
  callbackRoutes({
    open: async () => (await store.open(MOST_SHOWN)).map(viewOf),
    withdraw: (callbackId, by) => service.withdraw(callbackId, by),
  });

const viewOf = (callback: Callback): CallbackView => ({
  callbackId: callback.callbackId,
  queueId: callback.queueId,
  number: callback.dialled,
  topic: callback.topic,
  customerId: callback.customerId,
  requestedAt: callback.requestedAt,
  waitingSince: callback.waitingSince,
  attempts: callback.attempts,
});
