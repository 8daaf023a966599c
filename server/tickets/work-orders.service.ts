import { randomUUID } from 'node:crypto';
import { callId as toCallId, customerId as toCustomerId, type CallId } from '../contract/ids';
import type {
  AttachmentView,
  AuditResult,
  DeskFigures,
  MoveBody,
  MoveName,
  NewOrderRequest,
  OrderChange,
  OrderDetail,
  OrderQuery,
  OrderState,
  OrderSummary,
  OrderTypesView,
} from '../contract/tickets';
import { orderStates } from '../contract/tickets';
import type { Page } from '../contract/rest';
import { UserError } from '../errors';
import { decideMove } from './decide-move';
import { decideChange } from './decide-change';
import type { OrderCatalog } from './order-catalog';
import { alarmTimes, type OrderCreation } from './order-creation';
import { isLive } from './order.machine';
import type { Decision, OrderFilter, OrderStore, PlannedAlarm } from './order-store';
import { detailOf, summaryOf } from './order-views';
import type { AttachmentFile, CallFacts, OrderPeople, ReturnCalls, BlobStore } from './ports';
import type { NewOrderEvent, OrderActor, WorkOrder } from './work-order';

interface WorkOrdersDeps {
  readonly store: OrderStore;
  readonly catalog: OrderCatalog;
  readonly creation: OrderCreation;
  readonly people: OrderPeople;
  readonly calls: CallFacts;
  readonly returnCalls: ReturnCalls;
  readonly blobs: BlobStore;
  readonly planAlarms: (alarms: readonly PlannedAlarm[]) => void;
  readonly announce: () => void;
  readonly now: () => number;
}

/** What desks and API keys do with orders. Every change is one entry of the order's chain. */
export class WorkOrders {
  readonly #deps: WorkOrdersDeps;

  constructor(deps: WorkOrdersDeps) {
    this.#deps = deps;
  }

  types(): OrderTypesView {
    return this.#deps.catalog.view();
  }

  /** @throws UserError validation-failed, conflict (requestId used for something else), not-found (the call) */
  async create(request: NewOrderRequest, actor: OrderActor): Promise<OrderDetail> {
    const { requestId, callId, customerId, ...given } = request;
    const facts = callId === undefined ? null : await this.#deps.calls.of(toCallId(callId));
    if (callId !== undefined && facts === null) throw new UserError('not-found', 'There is no such call.');
    const named =
      customerId === undefined ? null : await this.#deps.people.customer(toCustomerId(customerId));
    if (customerId !== undefined && named === null)
      throw new UserError('not-found', 'There is no such customer.');
    const ticket = {
      ...facts,
      ...named,
      ...withoutUndefined(given),
      ...(callId === undefined ? {} : { callId: toCallId(callId) }),
      requestId: `${actor.kind}-${actor.id}-${requestId ?? randomUUID()}`,
      createdBy: actor,
    };
    const created = await this.#deps.creation.create(ticket, request);
    return this.detail(created.orderId, actor);
  }

  /** @throws UserError not-found */
  async detail(orderId: string, actor: OrderActor): Promise<OrderDetail> {
    const record = await this.#deps.store.record(orderId);
    if (!record) throw noOrder();
    return detailOf(record, actor, this.#deps.now());
  }

  async list(query: OrderQuery, actor: OrderActor): Promise<Page<OrderSummary>> {
    const now = this.#deps.now();
    const page = await this.#deps.store.list(filterOf(query, actor, now));
    return { ...page, items: page.items.map((order) => summaryOf(order, now)) };
  }

  /** `mine`: whose are counted as his. */
  async figures(mine: OrderActor | null): Promise<readonly DeskFigures[]> {
    const rows = await this.#deps.store.figures(mine?.id ?? null, this.#deps.now());
    const none = { open: 0, mine: 0, live: 0, dueSoon: 0, overdue: 0 };
    return this.#deps.catalog.desks().map(({ id, names }) => ({
      ...(rows.find(({ desk }) => desk === id) ?? none),
      desk: id,
      names,
    }));
  }

  /** @throws UserError not-found, conflict, not-permitted, validation-failed */
  async move<Name extends MoveName>(
    orderId: string,
    name: Name,
    body: MoveBody<Name>,
    actor: OrderActor,
  ): Promise<OrderDetail> {
    if ('agentId' in body && !(await this.#deps.store.isAgent(body.agentId)))
      throw new UserError('validation-failed', 'There is no such agent.', {
        details: { fields: ['agentId'] },
      });
    await this.#change(orderId, actor, (order, now) => {
      const type = this.#deps.catalog.of(order);
      const { order: next, event } = decideMove(name, body, { order, type, actor, now });
      return {
        order: next,
        events: [event],
        alarms: next.clock === order.clock ? 'keep' : type ? alarmTimes(next.clock, type) : [],
      };
    });
    return this.detail(orderId, actor);
  }

  async comment(orderId: string, text: string, actor: OrderActor): Promise<OrderDetail> {
    await this.#change(orderId, actor, (order) => noted(order, { type: 'commented', data: { text } }));
    return this.detail(orderId, actor);
  }

  /** Corrects what the order says; nothing happens when it says so already. */
  async correct(orderId: string, change: OrderChange, actor: OrderActor): Promise<OrderDetail> {
    await this.#change(orderId, actor, (order) => {
      if (!isLive(order.state))
        throw new UserError('conflict', 'A closed order is not changed; open it again.');
      const decided = decideChange(order, change, this.#deps.catalog.of(order));
      return decided && { ...decided, alarms: 'keep' };
    });
    return this.detail(orderId, actor);
  }

  /** Rings the agent, then the customer; the call is on the order's record before it is answered. */
  async returnCall(
    orderId: string,
    number: string | undefined,
    actor: OrderActor,
  ): Promise<{ callId: CallId }> {
    const order = await this.#deps.store.find(orderId);
    if (!order) throw noOrder();
    const dialled = number ?? order.contactNumber;
    if (dialled === null) throw new UserError('validation-failed', 'The order has no number to call.');
    const callId = await this.#deps.returnCalls.dial(actor.id, dialled, order.customerId);
    await this.#change(orderId, actor, (current) => ({
      ...noted(current, { type: 'return-call-placed', data: { callId } }),
      call: { callId, purpose: 'return-call', agentId: actor.id, recordingId: null },
    }));
    return { callId };
  }

  /** @throws UserError not-found, validation-failed (too many), OperationalError part-failed (no room to store it) */
  async attach(orderId: string, file: AttachmentFile, actor: OrderActor): Promise<AttachmentView> {
    if (!(await this.#deps.store.find(orderId))) throw noOrder();
    const kept = await this.#deps.blobs.put(file.bytes);
    const attachment = {
      attachmentId: randomUUID(),
      name: file.name,
      mediaType: file.mediaType,
      bytes: file.bytes.length,
      sha256: kept.sha256,
    };
    await this.#change(orderId, actor, (order) => ({
      ...noted(order, { type: 'attached', data: { ...attachment } }),
      attachment,
    }));
    return { ...attachment, addedAt: new Date(this.#deps.now()).toISOString(), addedBy: actor };
  }

  /** @throws UserError not-found */
  async attachment(orderId: string, attachmentId: string): Promise<AttachmentFile> {
    const found = await this.#deps.store.attachment(orderId, attachmentId);
    const bytes = found && (await this.#deps.blobs.get(found.sha256));
    if (!found || !bytes) throw new UserError('not-found', 'There is no such attachment.');
    return { name: found.name, mediaType: found.mediaType, bytes };
  }

  /** @throws UserError not-found */
  async audit(orderId: string): Promise<AuditResult> {
    const result = await this.#deps.store.audit(orderId);
    if (!result) throw noOrder();
    return result;
  }

  async #change(
    orderId: string,
    actor: OrderActor,
    decide: (order: WorkOrder, now: number) => Omit<Decision, 'actor' | 'at'> | null,
  ): Promise<void> {
    const now = this.#deps.now();
    const { alarms } = await this.#deps.store.change(orderId, (order) => {
      const decision = decide(order, now);
      return decision && { ...decision, order: { ...decision.order, updatedAt: now }, actor, at: now };
    });
    this.#deps.planAlarms(alarms);
    this.#deps.announce();
  }
}

const noOrder = (): UserError => new UserError('not-found', 'There is no such work order.');

const noted = (order: WorkOrder, event: NewOrderEvent) => ({
  order,
  events: [event],
  alarms: 'keep' as const,
});

function filterOf({ assignee, state, ...query }: OrderQuery, actor: OrderActor, now: number): OrderFilter {
  const assigneeId = assignee === 'me' ? actor.id : assignee === 'none' ? null : assignee;
  const states = state === 'live' ? orderStates.filter(isLive) : state;
  return {
    ...query,
    now,
    ...(assigneeId === undefined ? {} : { assigneeId }),
    ...(states === undefined ? {} : { states: states satisfies readonly OrderState[] }),
  };
}

/** What was left out must not hide what the call says. */
function withoutUndefined<Given extends object>(
  given: Given,
): { [Key in keyof Given]: Exclude<Given[Key], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Given]: Exclude<Given[Key], undefined>;
  };
}
