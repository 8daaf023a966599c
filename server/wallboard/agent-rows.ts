import type { QueueSettings } from '../acd/queue-settings';
import type { LiveAgent } from '../agents/agent-store';
import { sinceWhen } from '../agents/since';
import type { DomainEvent } from '../contract/events';
import type { SupervisedBy } from '../contract/supervision';
import type { CentreAgent } from '../contract/wallboard';
import type { Supervision } from '../supervision/supervision-store';
import type { CallRow, LiveRows } from './live-rows';
import type { Membership, Memberships } from './memberships';

interface AgentRowsDeps {
  readonly live: Pick<LiveRows, 'agents' | 'calls'>;
  readonly memberships: Pick<Memberships, 'ofAgent'>;
  readonly queueOf: (queueId: string) => Pick<QueueSettings, 'name' | 'wrapUpS'> | undefined;
}

/** What a row is made of; a row is made again when one of these is another. */
interface Ingredients {
  readonly agent: LiveAgent;
  readonly call: CallRow | undefined;
  readonly membership: Membership;
  readonly quality: CentreAgent['quality'];
  readonly supervisors: string;
}

/** The agents of a picture. Who has not changed keeps the row he had. */
export class AgentRows {
  readonly #deps: AgentRowsDeps;
  readonly #quality = new Map<string, CentreAgent['quality']>();
  #made = new Map<string, { readonly of: Ingredients; readonly row: CentreAgent }>();

  constructor(deps: AgentRowsDeps) {
    this.#deps = deps;
  }

  note({ type, agentId, data, at }: DomainEvent): void {
    const mos = data['mos'];
    if (type === 'call.quality-measured' && agentId !== undefined && typeof mos === 'number')
      this.#quality.set(agentId, { mos, at });
  }

  /** Who is logged in. */
  make(supervisions: readonly Supervision[]): CentreAgent[] {
    const { live, memberships } = this.#deps;
    const before = this.#made;
    this.#made = new Map();
    const rows: CentreAgent[] = [];
    for (const agent of live.agents.values()) {
      const { agentId, presence, callId } = agent;
      if (presence === 'logged-out') continue;
      const supervisors = this.#supervisorsOf(agentId, supervisions);
      const of = {
        agent,
        call: callId === null ? undefined : live.calls.get(callId),
        membership: memberships.ofAgent(agentId),
        quality: this.#quality.get(agentId) ?? null,
        supervisors: supervisors.length === 0 ? '' : JSON.stringify(supervisors),
      };
      const last = before.get(agentId);
      const row = last && isSame(last.of, of) ? last.row : this.#rowOf(of, supervisors);
      this.#made.set(agentId, { of, row });
      rows.push(row);
    }
    return rows;
  }

  #rowOf({ agent, call, membership, quality }: Ingredients, supervisors: SupervisedBy[]): CentreAgent {
    const { agentId, displayName, presence, reason, state, reachable } = agent;
    return {
      ...{ agentId, displayName, reason, state, reachable, supervisors, quality },
      ...membership,
      presence: presence === 'logged-out' ? 'break' : presence,
      since: sinceWhen(agent),
      overdueAt: this.#overdueAt(agent, call),
      call: call ? this.#callOf(call) : null,
    };
  }

  #overdueAt({ state, stateSince, breakUntil }: LiveAgent, call: CallRow | undefined): number | null {
    if (state === 'idle') return breakUntil;
    const queue = state === 'wrap-up' && call?.queueId ? this.#deps.queueOf(call.queueId) : undefined;
    return queue === undefined ? null : stateSince + queue.wrapUpS * 1000;
  }

  #callOf({ callId, number, queueId, state }: CallRow): CentreAgent['call'] {
    const queueName = queueId && (this.#deps.queueOf(queueId)?.name ?? queueId);
    return { callId, number, queueName, state };
  }

  #supervisorsOf(agentId: string, supervisions: readonly Supervision[]): SupervisedBy[] {
    const { agents } = this.#deps.live;
    return supervisions
      .filter((each) => each.agentId === agentId)
      .map(({ supervisorId, mode }) => ({
        supervisor: {
          agentId: supervisorId,
          displayName: agents.get(supervisorId)?.displayName ?? supervisorId,
        },
        mode,
      }));
  }
}

const isSame = (one: Ingredients, other: Ingredients): boolean =>
  one.agent === other.agent &&
  one.call === other.call &&
  one.membership === other.membership &&
  one.quality === other.quality &&
  one.supervisors === other.supervisors;
