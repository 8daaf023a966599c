import type { CentreAgent, CentrePicture, CentreQueue, CentreSwitch } from '../../server/contract/wallboard';

/** late: look at it; alarm: act. */
export type Severity = 'fine' | 'late' | 'alarm';

export const doings = ['ready', 'talking', 'wrap-up', 'break', 'missing'] as const;
/** missing: he should be there and is not, for he does not respond or his phone is gone. */
export type Doing = (typeof doings)[number];

export interface BoardFilter {
  /** None: all. */
  readonly queueIds: readonly string[];
  /** A group of the queue configuration, and the queues it serves. */
  readonly group: string | null;
}

export interface BoardQueue extends CentreQueue {
  readonly severity: Severity;
}

export interface BoardAgent extends CentreAgent {
  readonly doing: Doing;
  readonly severity: Severity;
}

export interface Board {
  /** What is worst comes first. */
  readonly queues: readonly BoardQueue[];
  readonly agents: readonly BoardAgent[];
  readonly totals: {
    readonly waiting: number;
    readonly longestSince: number | null;
    readonly inFlows: number;
    readonly severity: Severity;
  } & Readonly<Record<Doing, number>>;
}

/** So many times the queue's goal is no longer only late. */
const ALARM_GOALS = 3;
/** Somebody may need help, or have forgotten to hang up. */
const LONG_TALK_MS = 15 * 60_000;
/** Below it callers have to ask again (ITU-T G.107: "many users dissatisfied"). */
export const POOR_MOS = 3.1;

const ranks: readonly Severity[] = ['alarm', 'late', 'fine'];
const rankOf = ({ severity }: { readonly severity: Severity }): number => ranks.indexOf(severity);

/** The picture as a board shows it at this moment. */
export function boardOf(picture: CentrePicture, filter: BoardFilter, now: number): Board {
  const agents = picture.agents.filter((agent) => isWanted(agent, filter));
  const queues = queuesOf(picture, agents, filter)
    .map((queue): BoardQueue => ({ ...queue, severity: queueSeverity(queue, now) }))
    .sort((one, other) => rankOf(one) - rankOf(other) || one.name.localeCompare(other.name));
  const shown = agents
    .map((agent): BoardAgent => ({ ...agent, doing: doingOf(agent), severity: agentSeverity(agent, now) }))
    .sort(byUrgency);
  const count = (doing: Doing): number => shown.filter((agent) => agent.doing === doing).length;
  const since = queues.flatMap(({ longestSince }) => (longestSince === null ? [] : [longestSince]));
  return {
    queues,
    agents: shown,
    totals: {
      waiting: sum(queues, ({ waiting }) => waiting),
      longestSince: since.length === 0 ? null : Math.min(...since),
      inFlows: sum(picture.ivr, ({ calls }) => calls),
      severity: ranks.find((severity) => queues.some((queue) => queue.severity === severity)) ?? 'fine',
      ready: count('ready'),
      talking: count('talking'),
      'wrap-up': count('wrap-up'),
      break: count('break'),
      missing: count('missing'),
    },
  };
}

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

const isWanted = ({ queueIds, groups }: CentreAgent, filter: BoardFilter): boolean =>
  (filter.queueIds.length === 0 || filter.queueIds.some((id) => queueIds.includes(id))) &&
  (filter.group === null || groups.includes(filter.group));

function queuesOf(
  { queues }: CentrePicture,
  agents: readonly CentreAgent[],
  { queueIds, group }: BoardFilter,
): readonly CentreQueue[] {
  if (queueIds.length > 0) return queues.filter(({ queueId }) => queueIds.includes(queueId));
  if (group === null) return queues;
  const served = new Set(agents.flatMap((agent) => agent.queueIds));
  return queues.filter(({ queueId }) => served.has(queueId));
}

/** How its service level stands to its goal just now. */
export const isBelowGoal = ({ serviceLevelNow, serviceLevelGoal }: CentreQueue): boolean =>
  serviceLevelNow !== null && serviceLevelNow < serviceLevelGoal;

/**
 * Late when somebody waits longer than the queue's goal, or too many have of late; an alarm at three times that, or when
 * nobody is there for him.
 */
function queueSeverity(queue: CentreQueue, now: number): Severity {
  const ofLate = isBelowGoal(queue) ? 'late' : 'fine';
  if (queue.longestSince === null) return ofLate;
  if (queue.ready + queue.talking + queue.wrapUp + queue.away === 0) return 'alarm';
  const goals = (now - queue.longestSince) / (queue.answerWithinS * 1000);
  return goals > ALARM_GOALS ? 'alarm' : goals > 1 ? 'late' : ofLate;
}

/** So few failures are chance. */
const FEW_FAILURES = 3;

/** A trunk over which nothing comes about, or that refuses one call in five. */
export function trunkSeverity({ tried, failed }: Pick<CentreSwitch, 'tried' | 'failed'>): Severity {
  if (failed < FEW_FAILURES) return 'fine';
  return failed === tried ? 'alarm' : failed / tried >= 0.2 ? 'late' : 'fine';
}

function doingOf({ state, presence, reachable }: CentreAgent): Doing {
  if (state === 'on-call' || state === 'offered' || state === 'supervising') return 'talking';
  if (state === 'wrap-up') return 'wrap-up';
  if (presence === 'break') return 'break';
  return presence === 'not-responding' || !reachable ? 'missing' : 'ready';
}

function agentSeverity(agent: CentreAgent, now: number): Severity {
  if (agent.overdueAt !== null && agent.overdueAt <= now) return 'alarm';
  if (doingOf(agent) === 'missing') return 'alarm';
  const isLong = agent.state === 'on-call' && now - agent.since > LONG_TALK_MS;
  return isLong || (agent.quality !== null && agent.quality.mos < POOR_MOS) ? 'late' : 'fine';
}

const byUrgency = (one: BoardAgent, other: BoardAgent): number =>
  rankOf(one) - rankOf(other) ||
  doings.indexOf(one.doing) - doings.indexOf(other.doing) ||
  one.since - other.since;

/** Every group of those who are there, by name. */
export const groupsOf = ({ agents }: CentrePicture): readonly string[] =>
  [...new Set(agents.flatMap(({ groups }) => groups))].sort();

/** A share as it is read from afar; nothing to measure is a dash. */
export const percent = (share: number | null): string =>
  share === null ? '–' : `${String(Math.floor(share * 100))} %`;
