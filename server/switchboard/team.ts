import type { QueueSettings } from '../acd/queue-settings';
import type { AgentStore, LiveAgent } from '../agents/agent-store';
import { sinceWhen } from '../agents/since';
import type { CallStore } from '../calls/call-store';
import { customerNumber } from '../calls/own-call';
import type { TeamMember } from '../contract/supervision';
import type { SupervisionStore } from '../supervision/supervision-store';

interface TeamDeps {
  readonly agents: Pick<AgentStore, 'list'>;
  readonly calls: Pick<CallStore, 'get'>;
  readonly supervisions: Pick<SupervisionStore, 'list'>;
  readonly queueOf: (queueId: string) => QueueSettings | undefined;
}

/** All who are logged in, by name: what each does, and who is at his ear. */
export class Team {
  readonly #deps: TeamDeps;

  constructor(deps: TeamDeps) {
    this.#deps = deps;
  }

  async now(): Promise<TeamMember[]> {
    const [all, supervisions] = await Promise.all([this.#deps.agents.list(), this.#deps.supervisions.list()]);
    const names = new Map(all.map(({ agentId, displayName }) => [agentId, displayName]));
    const supervisorsOf = ({ agentId }: LiveAgent): TeamMember['supervisors'] =>
      supervisions
        .filter((each) => each.agentId === agentId)
        .map(({ supervisorId, mode }) => ({
          supervisor: { agentId: supervisorId, displayName: names.get(supervisorId) ?? supervisorId },
          mode,
        }));
    const team = await Promise.all(
      all.map(async (agent): Promise<TeamMember[]> => {
        const { agentId, displayName, presence, reason, state, reachable } = agent;
        if (presence === 'logged-out') return [];
        return [
          {
            ...{ agentId, displayName, presence, reason, state, reachable },
            since: sinceWhen(agent),
            isOverdue: state === 'idle' && agent.breakUntil !== null && agent.breakUntil <= Date.now(),
            call: await this.#callOf(agent),
            supervisors: supervisorsOf(agent),
          },
        ];
      }),
    );
    return team.flat().sort((one, other) => one.displayName.localeCompare(other.displayName));
  }

  async #callOf({ callId }: LiveAgent): Promise<TeamMember['call']> {
    const call = callId === null ? null : await this.#deps.calls.get(callId);
    if (!call) return null;
    const { queueId, state } = call;
    const queueName = queueId && (this.#deps.queueOf(queueId)?.name ?? queueId);
    return { callId: call.callId, number: customerNumber(call), queueName, state };
  }
}
