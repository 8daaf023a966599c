import type { MoveBody, MoveName, NewOrderRequest } from '../contract/tickets';
import { UserError } from '../errors';
import type { OrderActor } from './work-order';
import type { WorkOrders } from './work-orders.service';

interface DemoOrder {
  readonly order: Pick<NewOrderRequest, 'type'> & Partial<NewOrderRequest>;
  readonly moves: readonly { readonly [Name in MoveName]: readonly [Name, MoveBody<Name>] }[MoveName][];
}

const AGENT: OrderActor = { kind: 'agent', id: '1001' };
const plain = { comment: '' };
const customer = (number: number): string => `00000000-0000-4000-8000-02${String(number).padStart(10, '0')}`;

/** One order for every desk to look at, in different states. */
const demoOrders: readonly DemoOrder[] = [
  {
    order: {
      type: 'fault',
      fields: { symptom: 'no-dial-tone' },
      customerId: customer(1),
      contactNumber: '13800138001',
    },
    moves: [],
  },
  {
    order: {
      type: 'complaint',
      fields: { about: 'billing' },
      text: '上月长途话费有误，要求核对。',
      customerId: customer(2),
      contactNumber: '13800138002',
    },
    moves: [['start', plain]],
  },
  {
    order: {
      type: 'suspend',
      fields: { from: '2026-12-01' },
      documents: ['identity'],
      customerId: customer(3),
    },
    moves: [
      ['start', plain],
      ['next-stage', plain],
    ],
  },
  {
    order: {
      type: 'fault',
      fields: { symptom: 'noise' },
      customerId: customer(2),
      contactNumber: '13800138002',
    },
    moves: [
      ['start', plain],
      ['wait', { comment: '客户不在家，约明天上门。' }],
    ],
  },
  {
    order: { type: 'suggestion', text: '希望营业厅周日也开门。' },
    moves: [
      ['start', plain],
      ['resolve', { result: '已转营业部。', comment: '' }],
      ['close', plain],
    ],
  },
];

/** Made once; what people have done with them since stays. */
export async function seedDemoOrders(orders: WorkOrders): Promise<void> {
  for (const [index, { order, moves }] of demoOrders.entries()) {
    const requestId = `demo-${String(index + 1)}`;
    const request = { text: '', fields: {}, documents: [], ...order, requestId };
    try {
      const made = await orders.create(request, AGENT);
      if (made.events.length > 1) continue;
      for (const [name, body] of moves) await orders.move(made.orderId, name, body, AGENT);
    } catch (error) {
      // A customer who is gone, a type that is: this installation has its own data by now.
      if (!(error instanceof UserError)) throw error;
    }
  }
}
