/** A queue configuration being written; see text-draft.ts. */
import { queueConfigSchema, type QueueConfig } from '../../server/contract/queue-config';
import { editText, readText, type Edit, type Path } from './text-draft';

/** null while the text is no queue configuration: the server tells where and why. */
export const readQueueDraft = (text: string): QueueConfig | null =>
  queueConfigSchema.safeParse(readText(text)).data ?? null;

const isQueueOrCalendar = (path: Path): boolean =>
  path.length === 2 && (path[0] === 'queues' || path[0] === 'calendars');

/** null: only the text can be changed there. */
export const editQueueDraft = (text: string, edits: readonly Edit[]): string | null =>
  editText(text, edits, isQueueOrCalendar);

/** Everybody the configuration names, by number. */
export function agentsIn(config: QueueConfig): string[] {
  const named = [
    ...Object.keys(config.agents),
    ...Object.values(config.groups).flat(),
    ...config.queues.flatMap(({ agents }) => agents),
  ];
  return [...new Set(named)].sort((a, b) => Number(a) - Number(b));
}

/** Queues he may be offered calls of at once, if he is good enough: by his own number, or by a group. */
export const queuesOf = (config: QueueConfig, agentId: string): string[] =>
  config.queues
    .filter(
      ({ agents, groups }) =>
        agents.includes(agentId) || groups.some((group) => config.groups[group]?.includes(agentId)),
    )
    .map(({ name }) => name);

/** What a skill's level becomes; null: he no longer has it. */
export function levelEdit(config: QueueConfig, agentId: string, skill: string, level: number | null): Edit {
  const known = config.agents[agentId];
  if (!known)
    return { path: ['agents', agentId], value: { skills: level === null ? {} : { [skill]: level } } };
  return { path: ['agents', agentId, 'skills', skill], value: level ?? undefined };
}

export function groupEdit(config: QueueConfig, agentId: string, group: string, isIn: boolean): Edit {
  const others = (config.groups[group] ?? []).filter((each) => each !== agentId);
  return { path: ['groups', group], value: isIn ? [...others, agentId] : others };
}
