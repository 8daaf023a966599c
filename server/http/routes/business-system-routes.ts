import {
  businessSystemViewSchema,
  outboxParamsSchema,
  outboxPaymentSchema,
  outboxQuerySchema,
  settleRequestSchema,
  type BusinessSystemView,
  type OutboxPaymentView,
} from '../../contract/business-system';
import { pageOf } from '../../contract/rest';
import type { OutboxPayment, PaymentOutbox } from '../../crm/payment-outbox';
import { UserError } from '../../errors';
import { route, type Route } from '../route';

export interface BusinessSystemSources {
  readonly view: () => Promise<BusinessSystemView>;
  readonly outbox: Pick<PaymentOutbox, 'list' | 'retry' | 'settle'>;
  /** One is due now. */
  readonly onRetry: () => void;
  readonly now: () => number;
}

const roles = ['supervisor', 'admin'] as const;

/** For those who look after the payments a business system was away for, or refused. */
export const businessSystemRoutes = ({ view, outbox, onRetry, now }: BusinessSystemSources): Route[] => [
  route({
    method: 'get',
    path: '/business-system',
    summary: 'The business system: whether it is asked now, and how many payments it must be told of',
    access: 'user',
    roles,
    scope: 'billing:read',
    response: businessSystemViewSchema,
    handler: view,
  }),
  route({
    method: 'get',
    path: '/business-system/payments',
    summary: 'Payments the business system was or must be told of, newest first',
    access: 'user',
    roles,
    scope: 'billing:read',
    query: outboxQuerySchema,
    response: pageOf(outboxPaymentSchema),
    handler: async ({ query: { state, page, pageSize } }) => {
      const { items, total } = await outbox.list({ state, page, pageSize });
      return { items: items.map(toView), total, page, pageSize };
    },
  }),
  route({
    method: 'post',
    path: '/business-system/payments/:paymentId/retry',
    summary: 'Tell the business system again, now',
    access: 'user',
    roles,
    params: outboxParamsSchema,
    handler: async ({ params }) => {
      if (!(await outbox.retry(params.paymentId, now())))
        throw new UserError('not-found', 'There is no such payment to be told.');
      onRetry();
    },
  }),
  route({
    method: 'post',
    path: '/business-system/payments/:paymentId/settle',
    summary: 'A refused payment was put right by hand in the business system',
    access: 'user',
    roles,
    params: outboxParamsSchema,
    body: settleRequestSchema,
    handler: async ({ params, body, session }) => {
      if (!(await outbox.settle(params.paymentId, `${session.login}: ${body.note}`)))
        throw new UserError('not-found', 'There is no such refused payment.');
    },
  }),
];

const toView = ({ at, nextTryAt, deliveredAt, ...payment }: OutboxPayment): OutboxPaymentView => ({
  ...payment,
  paidAt: new Date(at).toISOString(),
  nextTryAt: new Date(nextTryAt).toISOString(),
  deliveredAt: deliveredAt === null ? null : new Date(deliveredAt).toISOString(),
});
