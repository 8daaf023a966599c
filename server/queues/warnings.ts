/** What is allowed but probably not meant, each with its numbers. */
import { stagesOf, type Stage } from '../acd/who-may-answer';
import type { ReportFault } from '../config/schema-faults';
import type { QueueConfig, QueueConfigQueue, Requirement } from '../contract/queue-config';

/** @param people agent numbers of those who may log in; undefined: not known here */
export function warnOf(
  config: QueueConfig,
  people: ReadonlySet<string> | undefined,
  warn: ReportFault,
): void {
  const reached = new Set<string>();
  config.queues.forEach((queue, index) => {
    const stages = stagesOf(config, queue);
    for (const { agents } of stages) for (const agent of agents) reached.add(agent);
    warnOfQueue(config, { queue, path: ['queues', index], stages }, warn);
  });
  warnOfAgents(config, people, reached, warn);
  warnOfUnused(config, warn);
}

interface QueueStages {
  readonly queue: QueueConfigQueue;
  readonly path: readonly (string | number)[];
  readonly stages: readonly Stage[];
}

function warnOfQueue(config: QueueConfig, { queue, path, stages }: QueueStages, warn: ReportFault): void {
  const most = Math.max(...stages.map(({ agents }) => agents.size));
  if (most === 0) warn(path, `Nobody may answer the queue "${queue.queueId}", at any step.`);
  else if (stages[0]?.agents.size === 0)
    warn(path, `At once nobody may answer the queue "${queue.queueId}"; ${most} later.`);
  warnOfSkills(config, queue.requires, [...path, 'requires'], warn);
  queue.steps.forEach((step, index) => {
    const at = [...path, 'steps', index];
    warnOfSkills(config, step.requires ?? {}, [...at, 'requires'], warn);
    const [before, after] = [stages[index]?.agents, stages[index + 1]?.agents];
    if (isSame(before, after) && changesOnlyPeople(step))
      warn(at, `The step after ${step.afterS} s changes nothing: ${after?.size ?? 0} may answer, as before.`);
    else if ((after?.size ?? 0) < (before?.size ?? 0))
      warn(
        at,
        `From ${step.afterS} s on fewer may answer: ${after?.size ?? 0} instead of ${before?.size ?? 0}.`,
      );
    if (queue.maxWaitS !== null && step.afterS >= queue.maxWaitS)
      warn([...at, 'afterS'], `Nobody waits for ${step.afterS} s: maxWaitS is ${queue.maxWaitS}.`);
  });
}

const changesOnlyPeople = (step: QueueConfigQueue['steps'][number]): boolean =>
  step.bonusS === undefined && step.announce === undefined && step.offerCallback !== true;

const isSame = (a: ReadonlySet<string> = new Set(), b: ReadonlySet<string> = new Set()): boolean =>
  a.size === b.size && [...a].every((agent) => b.has(agent));

function warnOfSkills(
  config: QueueConfig,
  requires: Requirement,
  path: readonly (string | number)[],
  warn: ReportFault,
): void {
  for (const [skill, level] of Object.entries(requires)) {
    const levels = Object.values(config.agents).flatMap(({ skills }) => skills[skill] ?? []);
    if (levels.some((each) => each >= level)) continue;
    const best =
      levels.length === 0 ? 'nobody has it' : `the best of ${levels.length} has ${Math.max(...levels)}`;
    warn([...path, skill], `Nobody has ${skill} at ${level}: ${best}.`);
  }
}

function warnOfAgents(
  config: QueueConfig,
  people: ReadonlySet<string> | undefined,
  reached: ReadonlySet<string>,
  warn: ReportFault,
): void {
  const named = [...Object.keys(config.agents), ...Object.values(config.groups).flat()];
  for (const agent of new Set([...named, ...(people ?? [])])) {
    if (reached.has(agent)) continue;
    const path = Object.hasOwn(config.agents, agent) ? ['agents', agent] : ['agents'];
    warn(path, `Agent ${agent} may answer no queue.`);
  }
  if (people === undefined) return;
  for (const agent of reached)
    if (!people.has(agent))
      warn(
        Object.hasOwn(config.agents, agent) ? ['agents', agent] : ['queues'],
        `Agent ${agent} may not log in.`,
      );
}

function warnOfUnused(config: QueueConfig, warn: ReportFault): void {
  const { queues } = config;
  const steps = queues.flatMap((queue) => queue.steps);
  const skills = [...queues, ...steps].flatMap(({ requires }) => Object.keys(requires ?? {}));
  const groups = [
    ...queues.flatMap((queue) => queue.groups),
    ...steps.flatMap((step) => step.addGroups ?? []),
  ];
  const hours = queues.flatMap((queue) => queue.hours ?? []);
  const unused = (names: object, used: readonly string[], kind: string, part: string): void => {
    for (const name of Object.keys(names))
      if (!used.includes(name)) warn([part, name], `No queue uses the ${kind} "${name}".`);
  };
  unused(config.skills, skills, 'skill', 'skills');
  unused(config.groups, groups, 'group', 'groups');
  unused(config.calendars, hours, 'calendar', 'calendars');
}
