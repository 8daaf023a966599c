import type { BusinessSystem, ServiceOrder } from '../crm/business-system';
import type { FlowService } from '../ivr/services';
import type { OrderProgress } from '../tickets/ticket-service';
import { service, spec } from './define-service';

export const orderSpecs = {
  /**
   * How far an order is, by serial, order or phone number, whichever was typed: who knows the number is told the
   * stage and the promised day, and nothing else.
   */
  progress: spec({
    name: 'order.progress',
    confidential: false,
    inputs: { number: {} },
    /** `stage` is a code for `branch`: the pack says it in words. */
    outputs: { stage: 'digits', promised: 'date' },
    outcomes: ['found', 'found-undated', 'none', 'away'],
  }),
};

interface Deps {
  readonly business: Pick<BusinessSystem, 'orders'>;
  readonly workOrders: OrderProgress;
}

interface Progress {
  readonly stage: string;
  readonly promisedDate: string | null;
}

export function orderServices(deps: Deps): FlowService[] {
  return [
    service(orderSpecs.progress, async ({ inputs }) => {
      const progress = await find(deps, inputs.number);
      if (progress === null) return { outcome: 'none' };
      const { stage, promisedDate } = progress;
      if (promisedDate === null) return { outcome: 'found-undated', outputs: { stage } };
      return { outcome: 'found', outputs: { stage, promised: promisedDate } };
    }),
  ];
}

/** From the surest meaning of the digits to the vaguest. */
async function find({ business, workOrders }: Deps, number: string): Promise<Progress | null> {
  const order = await workOrders.bySerial(number);
  if (order !== null) return { stage: order.state, promisedDate: order.promisedDate };
  const byNumber =
    newest(await business.orders({ serial: number })) ??
    newest(await business.orders({ orderNumber: number }));
  if (byNumber !== null) return byNumber;
  const ofLine = newest(await business.orders({ number }));
  if (ofLine !== null) return ofLine;
  const [live] = await workOrders.byLine(number);
  return live === undefined ? null : { stage: live.state, promisedDate: live.promisedDate };
}

const newest = (orders: readonly ServiceOrder[]): ServiceOrder | null => orders[0] ?? null;
