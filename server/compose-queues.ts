import type { AcdStore } from './acd/acd-store';
import type { AgentStore } from './agents/agent-store';
import type { EventStream } from './events/event-stream';
import { followVersions } from './follow-versions';
import type { Route } from './http';
import { queueRoutes } from './http/routes/queue-routes';
import { waitEstimateRoute } from './http/routes/wait-estimate-route';
import type { Pack } from './ivr/flow';
import type { Logger } from './logging';
import { packUse } from './pack-use';
import type { AgentRoster } from './queues/agent-roster';
import { AgentAssignments } from './queues/assignments/agent-assignments';
import { waitEstimates, type ToldWaits } from './queues/estimates/wait-estimates';
import type { ReplaySource } from './queues/replay/recorded';
import { roomIn, type Room } from './queues/room';
import { seedConfig } from './queues/seed-config';
import type { LiveQueues } from './queues/versions/live-queues';
import type { QueueVersionStore } from './queues/versions/queue-version-store';
import { QueueVersions } from './queues/versions/queue-versions';

export interface QueuesInput {
  readonly queueVersions: QueueVersionStore;
  readonly queueReplay: ReplaySource;
  readonly toldWaits: ToldWaits;
  readonly users: AgentRoster;
  readonly acd: Pick<AcdStore, 'applyQueues' | 'readQueues' | 'queueFigures'>;
  readonly agents: Pick<AgentStore, 'list'>;
  readonly events: Pick<EventStream, 'append' | 'follow'>;
  /** Packs that are served now; built after the queues, which they lead to. */
  readonly packs: () => readonly Pack[];
  readonly isDemo: boolean;
  readonly logger: Logger;
}

export interface QueuesRoom {
  readonly versions: QueueVersions;
  readonly live: LiveQueues;
  readonly assignments: AgentAssignments;
  /** Whether a queue takes another caller now. */
  readonly roomIn: (queueId: string) => Promise<Room>;
  readonly routes: readonly Route[];
  /** Follows what other servers apply, from now on. Answers with the stop. */
  start(): Promise<() => Promise<void>>;
}

/** @throws UserError 'validation-failed' when the configuration that is stored cannot be read */
export async function composeQueues(input: QueuesInput): Promise<QueuesRoom> {
  const { queueVersions, queueReplay, users, acd, agents, events, logger } = input;
  const versions = new QueueVersions({
    store: queueVersions,
    recorded: queueReplay,
    applyLive: (compiled) => acd.applyQueues(compiled),
    readLive: () => acd.readQueues(),
    figures: async () => {
      const [figures, present] = await Promise.all([acd.queueFigures(), loggedIn(agents)]);
      return { waiting: new Map(figures.map((each) => [each.queueId, each.waiting])), loggedIn: present };
    },
    surroundings: async () => ({ people: await users.agents(), packs: input.packs().map(packUse) }),
    events,
    logger,
  });
  await versions.open(seedConfig(input));
  return {
    versions,
    roomIn: async (queueId) => {
      const [figures, present] = await Promise.all([acd.queueFigures(), loggedIn(agents)]);
      const { waiting = 0, agentsReady = 0 } = figures.find((each) => each.queueId === queueId) ?? {};
      return roomIn(versions.live.config, queueId, { waiting, agentsReady, loggedIn: present }, Date.now());
    },
    live: versions.live,
    assignments: new AgentAssignments(versions),
    routes: [
      ...queueRoutes(versions),
      waitEstimateRoute(async (from, until) => waitEstimates(await input.toldWaits.toldWaits(from, until))),
    ],
    start: async () => {
      await versions.tellFaults();
      return followVersions({ events, type: 'queues.applied', refresh: () => versions.refresh(), logger });
    },
  };
}

const loggedIn = async (agents: Pick<AgentStore, 'list'>): Promise<ReadonlySet<string>> =>
  new Set(
    (await agents.list())
      .filter(({ presence }) => presence !== 'logged-out')
      .map(({ agentId }): string => agentId),
  );
