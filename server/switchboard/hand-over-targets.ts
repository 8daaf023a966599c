import type { AcdStore } from '../acd/acd-store';
import type { QueueSettings } from '../acd/queue-settings';
import type { AgentStore, LiveAgent } from '../agents/agent-store';
import { sinceWhen } from '../agents/since';
import type { CallStore } from '../calls/call-store';
import type { AgentId } from '../contract/ids';
import type { ColleagueView, HandOverTargets } from '../contract/hand-over';

interface TargetDeps {
  readonly agents: Pick<AgentStore, 'list'>;
  readonly acd: Pick<AcdStore, 'queueFigures'>;
  readonly calls: Pick<CallStore, 'get'>;
  readonly queueOf: (queueId: string) => QueueSettings | undefined;
}

const MOST_AGENTS = 30;

/** To whom a caller may be handed: colleagues as they are at the moment, and queues. */
export class TargetSearch {
  readonly #deps: TargetDeps;

  constructor(deps: TargetDeps) {
    this.#deps = deps;
  }

  /** By name or number; those who can take a call first. */
  async find(agentId: AgentId, search: string): Promise<HandOverTargets> {
    const [agents, queues] = await Promise.all([this.#deps.agents.list(), this.#deps.acd.queueFigures()]);
    const wanted = search.toLocaleLowerCase();
    const names = (...texts: readonly string[]): boolean =>
      texts.some((text) => text.toLocaleLowerCase().includes(wanted));
    return {
      mayWait: await this.#mayWait(agents.find((each) => each.agentId === agentId)),
      agents: agents
        .filter((each) => each.agentId !== agentId && names(each.agentId, each.displayName))
        .flatMap(colleagueOf)
        .sort((a, b) => rank(a) - rank(b) || a.displayName.localeCompare(b.displayName))
        .slice(0, MOST_AGENTS),
      queues: queues
        .filter(({ queueId, name }) => names(queueId, name))
        .map(({ queueId, name, waiting, agentsReady }) => ({ queueId, name, waiting, agentsReady })),
    };
  }

  async #mayWait(agent: LiveAgent | undefined): Promise<boolean> {
    const call = agent?.callId ? await this.#deps.calls.get(agent.callId) : null;
    const queue = call?.queueId ? this.#deps.queueOf(call.queueId) : undefined;
    return queue?.callWaiting.then === 'notify';
  }
}

function colleagueOf(agent: LiveAgent): readonly ColleagueView[] {
  const { agentId, displayName, presence, state, reachable } = agent;
  if (presence === 'logged-out') return [];
  return [{ agentId, displayName, presence, state, reachable, since: sinceWhen(agent) }];
}

/** 0: rings at once. */
function rank({ presence, state, reachable }: ColleagueView): number {
  if (!reachable) return 4;
  if (presence !== 'ready') return 3;
  return ['idle', 'wrap-up', 'on-call', 'offered'].indexOf(state);
}
