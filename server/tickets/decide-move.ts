/** What a move makes of an order: the rules of order.machine.ts carried out, without I/O. */
import { orderPriorities, type MoveBody, type MoveName, type OrderPriority } from '../contract/tickets';
import { UserError } from '../errors';
import type { OrderType } from './order-catalog';
import { missing, refused } from './order-fields';
import { refusalOf } from './order.machine';
import { endClock, pauseClock, resumeClock, startClock } from './promise-clock';
import type { NewOrderEvent, OrderActor, OrderEventType, WorkOrder } from './work-order';

export interface Moved {
  readonly order: WorkOrder;
  readonly event: NewOrderEvent;
}

/** An order whose type has gone from the configuration still moves, without a promise. */
export interface MoveContext {
  readonly order: WorkOrder;
  readonly type: OrderType | null;
  readonly actor: OrderActor;
  readonly now: number;
}

const DAY_MS = 86_400_000;

/** @throws UserError conflict (not in this state), not-permitted, validation-failed */
export function decideMove<Name extends MoveName>(
  name: Name,
  body: MoveBody<Name>,
  context: MoveContext,
): Moved {
  const refusal = refusalOf(name, context.actor, context.order);
  if (refusal === 'wrong-state')
    throw new UserError('conflict', `An order that is "${context.order.state}" cannot do this.`, {
      details: { state: context.order.state, move: name },
    });
  if (refusal === 'not-yours')
    throw new UserError('not-permitted', 'This order is somebody else’s.', {
      details: { assigneeId: context.order.assigneeId ?? '' },
    });
  if (context.actor.kind === 'agent' && isForSupervisors(context))
    throw new UserError('not-permitted', 'This desk is the supervisors’.');
  return deciders[name](body, context);
}

const isForSupervisors = ({ type, order }: MoveContext): boolean =>
  type?.desks[order.desk]?.supervisorsOnly ?? false;

type Deciders = { readonly [Name in MoveName]: (body: MoveBody<Name>, context: MoveContext) => Moved };

const deciders: Deciders = {
  take: ({ comment }, context) => assigned(ownId(context.actor), comment, context),
  assign: ({ agentId, comment }, context) => assigned(agentId, comment, context),
  release: ({ comment }, { order }) =>
    moved({ ...order, state: 'open', assigneeId: null }, 'released', { comment }),
  start: ({ comment }, { order, actor }) =>
    moved({ ...order, state: 'in-progress', assigneeId: order.assigneeId ?? ownId(actor) }, 'started', {
      comment,
    }),
  wait: ({ comment }, { order, type, now }) =>
    moved(
      {
        ...order,
        state: 'waiting-for-customer',
        clock: type ? pauseClock(order.clock, type.calendar, now) : order.clock,
      },
      'waiting',
      { comment },
    ),
  resume: ({ comment }, context) =>
    moved({ ...running(context), state: 'in-progress' }, 'resumed', { comment }),
  'hand-over': ({ desk, comment }, context) => {
    const { order, type } = context;
    if (type && !(desk in type.desks)) throw refused(['desk']);
    if (desk === order.desk) throw new UserError('conflict', 'The order is at this desk already.');
    return moved({ ...running(context), state: 'open', desk, assigneeId: null }, 'handed-over', {
      from: order.desk,
      desk,
      comment,
    });
  },
  'next-stage': ({ comment }, context) => {
    const { order, type } = context;
    const stages = type?.config.stages ?? [];
    const next = stages[stages.findIndex((stage) => stage.id === order.stage) + 1];
    if (!next) throw new UserError('conflict', 'This is the last stage: resolve the order.');
    assertComplete(context);
    return moved(
      { ...order, state: 'open', stage: next.id, desk: next.desk, assigneeId: null },
      'stage-reached',
      { from: order.stage, stage: next.id, desk: next.desk, comment },
    );
  },
  resolve: ({ result, comment }, context) => {
    assertComplete(context);
    const { order, now } = context;
    const isAnswered = !order.returnCallNeeded || order.returnCallDone;
    return moved(
      isAnswered
        ? { ...order, state: 'resolved', result, clock: endClock(order.clock, now) }
        : { ...order, state: 'return-call', result },
      'resolved',
      { result, comment },
    );
  },
  'report-return-call': ({ outcome, callId, comment }, { order, now }) =>
    moved(
      outcome === 'reached'
        ? { ...order, state: 'resolved', returnCallDone: true, clock: endClock(order.clock, now) }
        : order,
      'return-call-reported',
      { outcome, ...(callId === undefined ? {} : { callId }), comment },
    ),
  close: ({ comment, survey }, { order, now }) =>
    moved(
      {
        ...order,
        state: 'closed',
        closedAt: now,
        survey: survey ?? order.survey,
        clock: endClock(order.clock, now),
      },
      'closed',
      { survey: survey ?? order.survey, comment },
    ),
  reopen: ({ comment }, context) => {
    const { order, type, now } = context;
    const days = type?.reopenDays ?? 0;
    if (order.closedAt !== null && now - order.closedAt > days * DAY_MS)
      throw new UserError(
        'conflict',
        `An order can be opened again within ${String(days)} days of its closing.`,
      );
    const isAnswered = order.clock.state === 'ended';
    return moved(
      {
        ...order,
        state: 'open',
        assigneeId: null,
        closedAt: null,
        returnCallDone: false,
        reopened: order.reopened + 1,
        clock:
          type && isAnswered
            ? startClock(type.config.promisedTime.promised, type.calendar, now, order.clock.run + 1)
            : order.clock,
      },
      'reopened',
      { comment },
    );
  },
  cancel: ({ comment }, { order, now }) =>
    moved({ ...order, state: 'cancelled', closedAt: now, clock: endClock(order.clock, now) }, 'cancelled', {
      comment,
    }),
  escalate: ({ comment, priority }, { order }) => {
    const raised = priority ?? nextPriority(order.priority);
    return moved({ ...order, priority: raised }, 'escalated', {
      from: order.priority,
      priority: raised,
      comment,
    });
  },
};

const moved = (order: WorkOrder, type: OrderEventType, data: NewOrderEvent['data']): Moved => ({
  order,
  event: { type, data },
});

function assigned(assigneeId: string, comment: string, { order }: MoveContext): Moved {
  const state = order.state === 'return-call' ? order.state : 'assigned';
  return moved({ ...order, state, assigneeId }, 'assigned', { from: order.assigneeId, assigneeId, comment });
}

const running = ({ order, type, now }: MoveContext): WorkOrder =>
  type ? { ...order, clock: resumeClock(order.clock, type.calendar, now) } : order;

/** Only somebody with an agent number can have orders. */
function ownId(actor: OrderActor): string {
  if (/^[0-9]{1,8}$/.test(actor.id)) return actor.id;
  throw new UserError('not-permitted', 'This needs a login with an agent number.');
}

function assertComplete({ order, type }: MoveContext): void {
  const lacks = type ? missing(type, order.fields, order.documents) : [];
  if (lacks.length > 0) throw refused(lacks);
}

export const nextPriority = (priority: OrderPriority): OrderPriority =>
  orderPriorities[orderPriorities.indexOf(priority) + 1] ?? priority;

export const higherOf = (one: OrderPriority, other: OrderPriority): OrderPriority =>
  orderPriorities.indexOf(one) >= orderPriorities.indexOf(other) ? one : other;
