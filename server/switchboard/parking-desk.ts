import type { AgentStore } from '../agents/agent-store';
import type { ParkService, Picker } from '../acd/park.service';
import type { QueueSettings } from '../acd/queue-settings';
import { customerNumber } from '../calls/own-call';
import type { AgentId, CallId } from '../contract/ids';
import type { ParkedCallView } from '../contract/parking';
import type { CustomerDirectory } from '../crm/customer-directory';
import { OperationalError } from '../errors';

interface ParkingDeskDeps {
  readonly parking: ParkService;
  readonly agents: Pick<AgentStore, 'get'>;
  readonly customers: Pick<CustomerDirectory, 'card'>;
  readonly queueOf: (queueId: string) => QueueSettings | undefined;
}

export interface ParkedForSome {
  readonly view: ParkedCallView;
  readonly mayPickUp: (picker: Picker) => boolean;
}

type Parked = Awaited<ReturnType<ParkService['parked']>>[number];

/** Parked callers as agents deal with them: who is there, who may pick him up, and what comes of a click. */
export class ParkingDesk {
  readonly #deps: ParkingDeskDeps;

  constructor(deps: ParkingDeskDeps) {
    this.#deps = deps;
  }

  park(agentId: AgentId, callId: CallId, requestId: string): Promise<void> {
    return this.#deps.parking.park(agentId, callId, requestId);
  }

  pickUp(picker: Picker, callId: CallId): Promise<void> {
    return this.#deps.parking.pickUp(picker, callId);
  }

  async listFor(picker: Picker): Promise<ParkedCallView[]> {
    return (await this.all()).filter(({ mayPickUp }) => mayPickUp(picker)).map(({ view }) => view);
  }

  async all(): Promise<readonly ParkedForSome[]> {
    const { parking } = this.#deps;
    const calls = await parking.parked();
    return Promise.all(
      calls.map(async (call) => ({
        view: await this.#view(call),
        mayPickUp: (picker: Picker) => parking.mayPickUp(picker, call),
      })),
    );
  }

  async #view(call: Parked): Promise<ParkedCallView> {
    const { slot, by, at, until } = call.parked;
    return {
      callId: call.callId,
      slot,
      callerNumber: customerNumber(call),
      callerName: call.callerName,
      customer: await this.#customerOf(call),
      queueId: call.queueId,
      queueName: call.queueId && (this.#deps.queueOf(call.queueId)?.name ?? call.queueId),
      parkedBy: { agentId: by, displayName: (await this.#deps.agents.get(by))?.displayName ?? by },
      since: at,
      until,
    };
  }

  /** A database that is away costs the name, not the caller. */
  async #customerOf({ customerId }: Parked): Promise<ParkedCallView['customer']> {
    if (customerId === null) return null;
    try {
      const card = await this.#deps.customers.card(customerId);
      return card && { customerId, name: card.name };
    } catch (error) {
      if (error instanceof OperationalError) return null;
      throw error;
    }
  }
}
