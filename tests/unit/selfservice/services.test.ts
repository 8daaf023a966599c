import type { BusinessLine, BusinessSystem, ServiceOrder } from '../../../server/crm/business-system';
import { OperationalError, UserError } from '../../../server/errors';
import { Accounts } from '../../../server/selfservice/accounts';
import type { Charge } from '../../../server/selfservice/charge-store';
import { faultServices } from '../../../server/selfservice/fault-services';
import { informationServices } from '../../../server/selfservice/information-services';
import { lineServices } from '../../../server/selfservice/line-services';
import { orderServices } from '../../../server/selfservice/order-services';
import type { Outage } from '../../../server/selfservice/outage-store';
import type { InformationItem } from '../../../server/selfservice/ports';
import { faxServices, queueServices } from '../../../server/selfservice/queue-services';
import { ticketServices } from '../../../server/selfservice/ticket-services';
import type { NewTicket } from '../../../server/tickets/ticket-service';
import { ask, CALLER } from './asking';

const format = { region: 'CN' as const, areaCode: '21' };
const NOW = Date.parse('2026-11-22T02:00:00Z');

const line: BusinessLine = {
  number: '862163330001',
  customerId: 'c-1',
  customerName: 'Pearl Trading',
  contractNumber: 'C2000001',
  kind: 'fixed',
  status: 'active',
  features: [],
  areaCode: '21',
};

const businessWith = (orders: readonly ServiceOrder[] = []): BusinessSystem => ({
  findLine: (number) => Promise.resolve(/63330001$/.test(number) ? line : null),
  findContract: (number) =>
    Promise.resolve(
      number.endsWith('2000001')
        ? { contractNumber: 'C2000001', customerId: 'c-1', customerName: 'Pearl', lineNumbers: [line.number] }
        : null,
    ),
  bill: () => Promise.resolve(null),
  unpaidBills: () => Promise.resolve([]),
  orders: (by) => {
    const [number] = Object.values(by);
    return Promise.resolve(
      orders.filter((order) => [order.serial, order.orderNumber, order.lineNumber].includes(number ?? '')),
    );
  },
  recordPayment: () => Promise.resolve(),
});
const accounts = new Accounts(businessWith(), format);

describe('lines and contracts', () => {
  const services = lineServices({ accounts, business: businessWith() });

  it.each([
    ['line.lookup', { number: '63330001' }, CALLER, 'found'],
    ['line.lookup', { number: '63339999' }, CALLER, 'none'],
    ['contract.lookup', { number: '2000001' }, CALLER, 'found'],
    ['contract.lookup', { number: '9' }, CALLER, 'none'],
    ['caller.line', {}, CALLER, 'own'],
    ['caller.line', {}, '+862163330001', 'own'],
    ['caller.line', {}, 'anonymous', 'none'],
    ['caller.line', {}, '13900000001', 'none'],
    ['caller.owns', { number: '63330001' }, CALLER, 'own'],
    ['caller.owns', { number: '63330001' }, '13900000001', 'other'],
    ['caller.owns', { number: '63330001' }, '', 'other'],
  ])('%s %j from %s: %s', async (service, inputs, callerNumber, outcome) => {
    expect(await ask(services, service, inputs, { callerNumber })).toMatchObject({ outcome });
  });

  it('refuse a question without what it must give', async () => {
    await expect(ask(services, 'line.lookup', {})).rejects.toThrow('without what it must give');
  });
});

describe('information', () => {
  const item = (more: Partial<InformationItem>): InformationItem => ({
    itemId: 'i-102',
    category: '102',
    group: 'booking',
    kind: 'public',
    price: 0,
    title: { 'zh-CN': 'items/t102' },
    content: { 'zh-CN': 'items/102' },
    ...more,
  });
  const charges: Charge[] = [];
  const servicesWith = (one: InformationItem | null) =>
    informationServices({
      accounts,
      catalog: { item: () => Promise.resolve(one), next: () => Promise.resolve(one) },
      charges: {
        keep: (charge) => {
          const before = charges.find(({ chargeId }) => chargeId === charge.chargeId);
          if (before === undefined) charges.push(charge);
          return Promise.resolve(before ?? charge);
        },
        list: () => Promise.reject(new Error('not asked')),
      },
      now: () => NOW,
    });
  beforeEach(() => charges.splice(0));

  it.each([
    ['public', item({}), 'free', 'items/102'],
    ['charged', item({ kind: 'charged', price: 100 }), 'charged', undefined],
    ['confidential', item({ kind: 'confidential' }), 'confidential', undefined],
    ['not recorded', item({ content: { 'en-US': 'items/e' } }), 'unspoken', undefined],
    ['not there', null, 'none', undefined],
  ])('that is %s: content is told at once only to whom it is free', async (_what, one, outcome, content) => {
    const answer = await ask(servicesWith(one), 'information.item', { category: '102' });
    expect(answer.outcome).toBe(outcome);
    expect(answer.outputs?.['content']).toBe(content);
  });

  it('is sold once however often the flow asks, at the price that was heard', async () => {
    const services = servicesWith(item({ kind: 'charged', price: 100 }));
    const inputs = { category: '102', price: '100' };
    for (let time = 0; time < 3; time += 1)
      expect(await ask(services, 'information.buy', inputs)).toMatchObject({
        outcome: 'bought',
        outputs: { content: 'items/102' },
      });
    expect(charges).toMatchObject([{ chargeId: 'call.q1', price: 100, callerNumber: CALLER }]);
    await ask(services, 'information.buy', inputs, { requestId: 'call.q2' });
    expect(charges).toHaveLength(2);
  });

  it('is not sold at another price than was heard', async () => {
    const services = servicesWith(item({ kind: 'charged', price: 200 }));
    const answer = await ask(services, 'information.buy', { category: '102', price: '100' });
    expect(answer).toEqual({ outcome: 'price-changed' });
    expect(charges).toEqual([]);
  });

  it('that is confidential is told to whom has proved the account', async () => {
    const services = servicesWith(item({ kind: 'confidential' }));
    const inputs = { account: '63330001', category: '102' };
    expect(await ask(services, 'information.confidential', inputs)).toEqual({ outcome: 'not-verified' });
    const others = { verified: ['line:8613900000002', 'contract:C9'] };
    expect(await ask(services, 'information.confidential', inputs, others)).toEqual({
      outcome: 'not-verified',
    });
    const proved = { verified: ['line:862163330001'] };
    expect(await ask(services, 'information.confidential', inputs, proved)).toMatchObject({
      outcome: 'told',
    });
  });

  it('ends its list politely', async () => {
    expect(await ask(servicesWith(null), 'information.next', { group: 'booking', after: '' })).toEqual({
      outcome: 'end',
    });
  });
});

describe('faults', () => {
  const outage = { sounds: { 'zh-CN': 'items/o1' }, until: new Date('2026-11-22T10:30:00Z') } as Outage;
  const check = (found: Outage | null, language: 'zh-CN' | 'en-US' = 'zh-CN', number = '63330001') => {
    const asked: unknown[] = [];
    const services = faultServices({
      business: businessWith(),
      outages: {
        activeFor: (about) => {
          asked.push(about);
          return Promise.resolve(found);
        },
      },
      format,
      now: () => NOW,
      timeZone: 'Asia/Shanghai',
    });
    return ask(services, 'fault.check', { number }, { language }).then((answer) => ({ answer, asked }));
  };

  it('are looked for by the number as dialled nationally', async () => {
    const { answer, asked } = await check(null);
    expect(answer.outcome).toBe('clear');
    expect(asked).toEqual([{ digits: '02163330001', areaCode: '21' }]);
  });

  it('that are known are announced with the time they should be over', async () => {
    expect((await check(outage)).answer).toEqual({
      outcome: 'announced',
      outputs: { line: line.number, notice: 'items/o1', until: '2026-11-22T18:30' },
    });
    expect((await check(outage, 'en-US')).answer.outcome).toBe('outage');
  });

  it('of no line of ours are not looked for', async () => {
    expect((await check(outage, 'zh-CN', '1')).answer).toEqual({ outcome: 'none' });
  });
});

describe('order progress', () => {
  const order = (more: Partial<ServiceOrder>): ServiceOrder => ({
    orderNumber: 'O-1',
    serial: null,
    type: 'move',
    stage: 'on-site',
    promisedDate: '2026-11-30',
    lineNumber: null,
    ...more,
  });
  const ours = { state: 'in-progress', promisedDate: null } as never;
  const services = (orders: readonly ServiceOrder[], serial = '') =>
    orderServices({
      business: businessWith(orders),
      workOrders: {
        bySerial: (asked) => Promise.resolve(asked === serial ? ours : null),
        byLine: (asked) => Promise.resolve(asked === '777' ? [ours] : []),
      },
    });

  it.each([
    ['a serial of ours', '2611220017', 'found-undated', 'in-progress'],
    ['a serial of the business system', '555', 'found', 'on-site'],
    ['an order number', 'O-1', 'found', 'on-site'],
    ['a phone number', '63330001', 'found', 'on-site'],
    ['a phone number with a work order only', '777', 'found-undated', 'in-progress'],
    ['a number nobody knows', '999', 'none', undefined],
  ])('is told by %s', async (_what, number, outcome, stage) => {
    const all = services([order({ serial: '555' }), order({ lineNumber: '63330001' })], '2611220017');
    const answer = await ask(all, 'order.progress', { number });
    expect(answer.outcome).toBe(outcome);
    expect(answer.outputs?.['stage']).toBe(stage);
  });
});

describe('work orders', () => {
  const made: NewTicket[] = [];
  const wished: unknown[] = [];
  let canCallBack = false;
  const servicesWith = (error: Error | null = null) =>
    ticketServices(
      {
        create: (ticket) => {
          if (error !== null) return Promise.reject(error);
          made.push(ticket);
          return Promise.resolve({ orderId: 'o', serial: '2611220017', promisedDate: null, inPerson: false });
        },
      },
      {
        request: (wish) => {
          wished.push(wish);
          return Promise.resolve(canCallBack ? 'accepted' : 'refused');
        },
      },
    );
  beforeEach(() => {
    made.splice(0);
    wished.splice(0);
    canCallBack = false;
  });

  it('are not needed where the queue calls back itself', async () => {
    canCallBack = true;
    const inputs = { number: '13900000011', queue: 'faults' };
    expect(await ask(servicesWith(), 'callback.request', inputs)).toEqual({ outcome: 'accepted' });
    expect(wished).toMatchObject([{ number: '13900000011', queueId: 'faults', topic: null }]);
    expect(made).toEqual([]);
  });

  it('take what every order has from fields of these names, and leave the rest to the type', async () => {
    const answer = await ask(servicesWith(), 'ticket.create', {
      type: 'fault',
      'fields.line': '63330001',
      'fields.contact': '13900000011',
      'fields.message': 'm-1',
      'fields.symptom': 'noise',
      'fields.empty': '',
    });
    expect(answer).toEqual({ outcome: 'created', outputs: { serial: '2611220017' } });
    expect(made).toMatchObject([
      {
        type: 'fault',
        requestId: 'call.q1',
        createdBy: { kind: 'flow', id: '1000' },
        lineNumber: '63330001',
        contactNumber: '13900000011',
        recordingId: 'm-1',
        fields: { symptom: 'noise' },
      },
    ]);
  });

  it.each([
    ['line', { lineNumber: '63330001' }],
    ['contract', { contractNumber: '63330001' }],
  ])('about an account that is a %s', async (kind, expected) => {
    const inputs = { type: 'suspend', 'fields.account': '63330001', 'fields.accountKind': kind };
    await ask(servicesWith(), 'ticket.create', inputs);
    expect(made).toMatchObject([{ ...expected, contactNumber: CALLER, fields: {} }]);
  });

  it('that cannot be made send the caller to an agent; a store that is away is not hidden', async () => {
    const refused = servicesWith(new UserError('validation-failed', 'no such type'));
    expect(await ask(refused, 'ticket.create', { type: 'x' })).toEqual({ outcome: 'failed' });
    expect(await ask(refused, 'callback.request', { number: CALLER })).toEqual({ outcome: 'refused' });
    const away = servicesWith(new OperationalError('database-unavailable', 'away'));
    await expect(ask(away, 'ticket.create', { type: 'x' })).rejects.toThrow('away');
  });

  it('to call somebody back say whom and about what', async () => {
    const inputs = { number: '13900000011', queue: 'faults', topic: 'fault' };
    expect(await ask(servicesWith(), 'callback.request', inputs)).toEqual({ outcome: 'accepted' });
    expect(made).toMatchObject([
      { type: 'callback', contactNumber: '13900000011', fields: { queue: 'faults' } },
    ]);
  });
});

describe('queues and faxes', () => {
  it.each(['open', 'busy', 'closed', 'nobody-there'] as const)('say that a queue is %s', async (state) => {
    const services = queueServices({
      roomIn: () => Promise.resolve(state),
      isRecorded: (queueId) => queueId === 'complaints',
    });
    expect(await ask(services, 'queue.room', { queue: 'general' })).toEqual({
      ...{ outcome: state, outputs: { recorded: '0' } },
    });
    expect(await ask(services, 'queue.room', { queue: 'complaints' })).toEqual({
      ...{ outcome: state, outputs: { recorded: '1' } },
    });
  });

  it('hand a fax on under the id of the question', async () => {
    const sent: unknown[] = [];
    const services = faxServices({
      send: (fax) => {
        sent.push(fax);
        return Promise.resolve('queued');
      },
    });
    expect(await ask(services, 'fax.send', { item: 'i-1', to: CALLER })).toEqual({ outcome: 'queued' });
    expect(sent).toMatchObject([{ requestId: 'call.q1', itemId: 'i-1', to: CALLER }]);
  });
});
