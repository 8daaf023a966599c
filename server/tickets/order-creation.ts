import type { OrderProgressView } from '../contract/tickets';
import { canonicalJson, type Digest } from './audit-chain';
import { checkedDocuments, checkedFields, fitsField, missing, refused } from './order-fields';
import type { OrderCatalog, OrderType } from './order-catalog';
import { progressOf } from './order-views';
import type { Decision, NewOrder, OrderStore, PlannedAlarm } from './order-store';
import { alarmAt, startClock, type PromiseClock } from './promise-clock';
import { readSerial } from './serial';
import type { CreatedTicket, NewTicket, OrderProgress, TicketService } from './ticket-service';
import type { AlarmTime } from './order-store';
import type { WorkOrder } from './work-order';

interface CreationDeps {
  readonly store: OrderStore;
  readonly catalog: OrderCatalog;
  readonly digest: Digest;
  readonly newId: () => string;
  readonly now: () => number;
  /** Told after the order is stored; must not throw. */
  readonly planAlarms: (alarms: readonly PlannedAlarm[]) => void;
  /** There is news to hand on; must not throw. */
  readonly announce: () => void;
}

/** Makes orders, whoever asks, and says how far they are. */
export class OrderCreation implements TicketService, OrderProgress {
  readonly #deps: CreationDeps;

  constructor(deps: CreationDeps) {
    this.#deps = deps;
  }

  /** @param asked what the asker said of it: a repetition must say the same, whatever was filled in since */
  async create(ticket: NewTicket, asked: object = ticket): Promise<CreatedTicket> {
    const type = this.#typeOf(ticket);
    const draft = this.draft(ticket, type, asked);
    const { order, alarms, isNew } = await this.#deps.store.create(draft);
    if (isNew) {
      this.#deps.planAlarms(alarms);
      this.#deps.announce();
    }
    return {
      orderId: order.orderId,
      serial: order.serial,
      promisedDate: progressOf(order, this.#deps.catalog).promisedDate,
      inPerson: type.config.inPerson,
    };
  }

  /** An order ready for the store. @throws UserError validation-failed */
  draft(ticket: NewTicket, type: OrderType, asked: object = ticket): NewOrder {
    const { now, digest, newId } = this.#deps;
    const at = now();
    // Nobody could be asked again: what does not fit stands in the text, what is missing is for the desk.
    const isUnattended = ticket.createdBy.kind === 'flow' || ticket.createdBy.kind === 'system';
    const { fields, text } = isUnattended
      ? sorted(type, ticket)
      : { fields: checkedFields(type, ticket.fields ?? {}), text: ticket.text ?? '' };
    const documents = checkedDocuments(type, ticket.documents ?? []);
    if (!isUnattended) {
      const lacks = missing(type, fields, documents).filter((name) => name.startsWith('fields.'));
      if (lacks.length > 0) throw refused(lacks);
    }
    const orderId = newId();
    return {
      requestId: ticket.requestId,
      contents: digest(canonicalJson({ ...asked, requestId: null })),
      day: type.calendar.dayOf(at),
      build: (serial) =>
        decisionFor({ orderId, serial, ticket: { ...ticket, text }, type, fields, documents, at }),
    };
  }

  /** A flow's order is of the flow's own pack. */
  #typeOf({ type, pack, createdBy }: NewTicket): OrderType {
    const { catalog } = this.#deps;
    const own = createdBy.kind === 'flow' && catalog.hasPack(createdBy.id) ? createdBy.id : undefined;
    return catalog.forNew(type, pack ?? own);
  }

  async bySerial(serial: string): Promise<OrderProgressView | null> {
    const digits = readSerial(serial);
    const order = digits === null ? null : await this.#deps.store.bySerial(digits);
    return order && progressOf(order, this.#deps.catalog);
  }

  async byLine(lineNumber: string): Promise<readonly OrderProgressView[]> {
    const orders = await this.#deps.store.byLine(lineNumber, 10);
    return orders.map((order) => progressOf(order, this.#deps.catalog));
  }
}

/** What a flow learnt and the type has no field for is not lost: it stands in the text. */
function sorted(
  type: OrderType,
  ticket: NewTicket,
): { fields: Readonly<Record<string, string>>; text: string } {
  const fields: Record<string, string> = {};
  const lines = ticket.text ? [ticket.text] : [];
  for (const [name, value] of Object.entries(ticket.fields ?? {})) {
    const trimmed = value.trim();
    if (fitsField(type, name, trimmed)) fields[name] = trimmed;
    else if (trimmed !== '') lines.push(`${name}: ${trimmed}`);
  }
  return { fields, text: lines.join('\n') };
}

interface Draft {
  readonly orderId: string;
  readonly serial: string;
  readonly ticket: NewTicket;
  readonly type: OrderType;
  readonly fields: Readonly<Record<string, string>>;
  readonly documents: readonly string[];
  readonly at: number;
}

function decisionFor(draft: Draft): Decision {
  const { ticket, type, at } = draft;
  const order = orderOf(draft);
  const { callId = null, recordingId = null } = ticket;
  return {
    order,
    actor: ticket.createdBy,
    at,
    events: [
      { type: 'created', data: { type: type.id, desk: order.desk, priority: order.priority, callId } },
    ],
    alarms: alarmTimes(order.clock, type),
    ...(callId === null
      ? {}
      : {
          call: {
            callId,
            purpose: 'origin' as const,
            agentId: /^[0-9]+$/.test(ticket.createdBy.id) ? ticket.createdBy.id : null,
            recordingId,
          },
        }),
  };
}

function orderOf({ orderId, serial, ticket, type, fields, documents, at }: Draft): WorkOrder {
  const { config } = type;
  const [stage] = config.stages;
  const language = ticket.language ?? 'zh-CN';
  return {
    orderId,
    serial,
    pack: type.pack,
    type: type.id,
    state: 'open',
    desk: stage?.desk ?? '',
    stage: stage?.id ?? '',
    priority: ticket.priority ?? config.priority,
    subject: ticket.subject || config.names[language],
    text: ticket.text ?? '',
    fields,
    documents,
    language,
    customerId: ticket.customerId ?? null,
    customerName: ticket.customerName ?? null,
    contactName: ticket.contactName ?? null,
    contactNumber: ticket.contactNumber ?? null,
    lineNumber: ticket.lineNumber ?? null,
    contractNumber: ticket.contractNumber ?? null,
    callId: ticket.callId ?? null,
    assigneeId: null,
    createdBy: ticket.createdBy,
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    result: null,
    survey: config.survey,
    returnCallNeeded: config.returnCall,
    returnCallDone: false,
    reopened: 0,
    breachedAt: null,
    parentOrderId: ticket.parentOrderId ?? null,
    clock: startClock(config.promisedTime.promised, type.calendar, at),
  };
}

/** Every alarm of the clock's run; none once it has ended. */
export function alarmTimes(clock: PromiseClock, type: OrderType): readonly AlarmTime[] {
  if (clock.state === 'ended') return [];
  return type.alarms.map(({ kind, step, share }) => ({
    kind,
    step,
    run: clock.run,
    dueAt: alarmAt(clock, share, type.calendar),
  }));
}
