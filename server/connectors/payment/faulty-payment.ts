import { OperationalError } from '../../errors';
import type { ChargeRequest, PaymentConnector } from '../../selfservice/payment';

/**
 * How a payment may go wrong: refused; lost on the way there (nothing is charged); lost on the way back (it is
 * charged and nobody hears of it); sent twice.
 */
export const paymentFaults = ['declined', 'timed-out-before', 'timed-out-after', 'doubled'] as const;
export type PaymentFault = (typeof paymentFaults)[number];

/** A connector that misbehaves on demand, for tests and demonstrations. `faultOf` is asked at every charge. */
export function withPaymentFaults(
  connector: PaymentConnector,
  faultOf: (request: ChargeRequest) => PaymentFault | null,
): PaymentConnector {
  return {
    find: (paymentId) => connector.find(paymentId),
    charge: async (request) => {
      switch (faultOf(request)) {
        case null:
          return connector.charge(request);
        case 'declined':
          return { state: 'declined', reason: 'refused' };
        case 'timed-out-before':
          throw timedOut();
        case 'timed-out-after':
          await connector.charge(request);
          throw timedOut();
        case 'doubled': {
          const [first] = await Promise.all([connector.charge(request), connector.charge(request)]);
          return first;
        }
      }
    },
  };
}

/** By the last four digits of the card: a caller chooses the fault by the card he types. */
export const faultByCard =
  (faults: ReadonlyMap<string, PaymentFault>) =>
  ({ means }: ChargeRequest): PaymentFault | null =>
    faults.get(means.prepaidCard.number.replace(/\D/g, '').slice(-4)) ?? null;

const timedOut = (): OperationalError =>
  new OperationalError('payment-away', 'The payment system did not answer in time.');
