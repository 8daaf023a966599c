/** Names in a queue configuration: what is named must be there, and once. */
import type { ReportFault } from '../config/schema-faults';
import type { FaultPath } from '../config/yaml-source';
import type { QueueConfig } from '../contract/queue-config';
import type { QueueAt, QueueConfigDraft } from './queue-config-draft';

interface Names {
  readonly draft: QueueConfigDraft;
  /** Agent numbers of the centre; undefined: not known here. */
  readonly people: ReadonlySet<string> | undefined;
  readonly report: ReportFault;
}

export function checkNames(
  draft: QueueConfigDraft,
  people: ReadonlySet<string> | undefined,
  report: ReportFault,
): void {
  const names = { draft, people, report };
  for (const [agent, { skills }] of Object.entries(draft.agents)) {
    needsAgent(names, agent, ['agents', agent]);
    needsSkills(names, skills, ['agents', agent, 'skills']);
  }
  for (const [group, agents] of Object.entries(draft.groups)) checkPeople(names, agents, ['groups', group]);
  const seen = new Map<string, QueueAt>();
  for (const each of draft.queues) {
    const { queueId } = each.queue;
    if (seen.has(queueId)) report([...each.path, 'queueId'], `There are two queues "${queueId}".`);
    seen.set(queueId, each);
    checkQueue(names, each);
  }
}

function checkQueue(names: Names, { queue, path }: QueueAt): void {
  checkPeople(names, queue.agents, [...path, 'agents']);
  needsGroups(names, queue.groups, [...path, 'groups']);
  needsSkills(names, queue.requires, [...path, 'requires']);
  if (queue.hours !== null) needs(names, 'calendars', 'calendar', queue.hours, [...path, 'hours']);
  const hasCallbackKey = Object.values(queue.leaveKeys).includes('callback');
  queue.steps.forEach((step, index) => {
    const at = [...path, 'steps', index];
    needsSkills(names, step.requires ?? {}, [...at, 'requires']);
    needsGroups(names, step.addGroups ?? [], [...at, 'addGroups']);
    if (step.overflowTo !== undefined && !names.draft.queueIds.has(step.overflowTo))
      names.report([...at, 'overflowTo'], `There is no queue "${step.overflowTo}".`);
    if (step.offerCallback === true && !hasCallbackKey)
      names.report([...at, 'offerCallback'], 'No key of leaveKeys leads to a callback.');
  });
}

function needs(names: Names, part: keyof QueueConfig, kind: string, name: string, path: FaultPath): void {
  if (names.draft.broken.has(part) || Object.hasOwn(names.draft[part], name)) return;
  names.report(path, `There is no ${kind} "${name}".`);
}

function needsSkills(names: Names, skills: Readonly<Record<string, number>>, path: FaultPath): void {
  for (const skill of Object.keys(skills)) needs(names, 'skills', 'skill', skill, [...path, skill]);
}

function needsGroups(names: Names, groups: readonly string[], path: FaultPath): void {
  groups.forEach((group, index) => {
    needs(names, 'groups', 'group', group, [...path, index]);
    if (groups.indexOf(group) < index) names.report([...path, index], `The group "${group}" is named twice.`);
  });
}

function checkPeople(names: Names, agents: readonly string[], path: FaultPath): void {
  const seen = new Set<string>();
  agents.forEach((agent, index) => {
    needsAgent(names, agent, [...path, index]);
    if (seen.has(agent)) names.report([...path, index], `Agent ${agent} is named twice.`);
    seen.add(agent);
  });
}

function needsAgent({ people, report }: Names, agent: string, path: FaultPath): void {
  if (people !== undefined && !people.has(agent)) report(path, `There is no agent ${agent}.`);
}
