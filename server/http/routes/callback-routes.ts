import { z } from 'zod';
import { callbackSchema, type CallbackView } from '../../contract/callbacks';
import { callbackId, type CallbackId } from '../../contract/ids';
import { route, type Route } from '../route';

export interface CallbackActions {
  open(): Promise<CallbackView[]>;
  withdraw(callbackId: CallbackId, by: string): Promise<void>;
}

/** Who is to be called back. */
export const callbackRoutes = (callbacks: CallbackActions): Route[] => [
  route({
    method: 'get',
    path: '/callbacks',
    summary: 'Who is to be called back, first asked first; 500 at most',
    access: 'user',
    roles: ['supervisor', 'admin'],
    scope: 'queues:read',
    response: z.array(callbackSchema),
    handler: () => callbacks.open(),
  }),
  route({
    method: 'post',
    path: '/callbacks/:callbackId/cancel',
    summary: 'Nobody calls him back any more; 409 while his number is being called',
    access: 'user',
    roles: ['supervisor', 'admin'],
    params: z.object({ callbackId: z.uuid() }),
    handler: ({ session, params }) => callbacks.withdraw(callbackId(params.callbackId), session.login),
  }),
];
