/** Who may answer a queue's calls, from the configuration alone: the one reading of agents, groups, skills and steps. */
import type { QueueConfig, QueueConfigQueue, Requirement } from '../contract/queue-config';

/** From this many seconds of waiting on, until the next stage, these agents may answer. */
export interface Stage {
  /** 0: at once. */
  readonly afterS: number;
  readonly requires: Requirement;
  readonly agents: ReadonlySet<string>;
}

type People = Pick<QueueConfig, 'agents' | 'groups' | 'queues'>;

/** The queue as a call meets it: at once, then after each of its steps. */
export function stagesOf(config: People, queue: QueueConfigQueue): readonly Stage[] {
  const { agents, groups, requires } = queue;
  const groupNames = [...groups];
  const overflows: ReadonlySet<string>[] = [];
  let asked = requires;
  const stage = (afterS: number): Stage => {
    const own = [...agents, ...groupNames.flatMap((name) => config.groups[name] ?? [])];
    const able = own.filter((agent) => meets(config.agents[agent]?.skills ?? {}, asked));
    return { afterS, requires: asked, agents: new Set([...able, ...overflows.flatMap((some) => [...some])]) };
  };
  const stages = [stage(0)];
  for (const step of queue.steps) {
    asked = step.requires ?? asked;
    groupNames.push(...(step.addGroups ?? []));
    const other = config.queues.find(({ queueId }) => queueId === step.overflowTo);
    if (other !== undefined) overflows.push(agentsAtOnce(config, other));
    stages.push(stage(step.afterS));
  }
  return stages;
}

/** In the order of the queue: people first, then groups. */
export function agentsAtOnce(config: Omit<People, 'queues'>, queue: QueueConfigQueue): ReadonlySet<string> {
  const all = [...queue.agents, ...queue.groups.flatMap((name) => config.groups[name] ?? [])];
  return new Set(all.filter((agent) => meets(config.agents[agent]?.skills ?? {}, queue.requires)));
}

/** Good enough at everything that is asked. */
export const meets = (skills: Requirement, requires: Requirement): boolean =>
  Object.entries(requires).every(([skill, level]) => (skills[skill] ?? 0) >= level);

/** Everybody who may ever answer its calls, once, in the order of top-down and round-robin. */
export function agentsInOrder(config: People, queue: QueueConfigQueue): readonly string[] {
  const groupNames = [...queue.groups, ...queue.steps.flatMap(({ addGroups }) => addGroups ?? [])];
  const stages = stagesOf(config, queue);
  const everybody = new Set([
    ...queue.agents,
    ...groupNames.flatMap((name) => config.groups[name] ?? []),
    ...stages.flatMap(({ agents }) => [...agents]),
  ]);
  return [...everybody].filter((agent) => stages.some(({ agents }) => agents.has(agent)));
}
