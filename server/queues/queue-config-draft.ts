/** What can be read of a queue configuration although a part of it is faulty, so that one try tells every fault. */
import type { z } from 'zod';
import { reportIssues, type ReportFault } from '../config/schema-faults';
import type { FaultPath } from '../config/yaml-source';
import {
  queueConfigSchema,
  queueSchema,
  type QueueConfig,
  type QueueConfigQueue,
} from '../contract/queue-config';

export interface QueueAt {
  readonly queue: QueueConfigQueue;
  readonly path: FaultPath;
}

export interface QueueConfigDraft extends Omit<QueueConfig, 'queues'> {
  /** Those that can be read. */
  readonly queues: readonly QueueAt[];
  /** Ids in the file, of faulty queues too. */
  readonly queueIds: ReadonlySet<string>;
  /** Parts that cannot be read: a name that seems to be missing may stand in them. */
  readonly broken: ReadonlySet<keyof QueueConfig>;
}

const WHOLE = 'queues file';
const { queues: queueList, ...sections } = queueConfigSchema.shape;

/** null: it is not a configuration at all. */
export function readDraft(data: unknown, report: ReportFault): QueueConfigDraft | null {
  const parsed = queueConfigSchema.safeParse(data);
  if (parsed.success) return { ...parsed.data, ...listed(parsed.data.queues), broken: new Set() };
  reportIssues(parsed.error, report, WHOLE);
  return isRecord(data) ? readParts(data) : null;
}

function listed(queues: readonly QueueConfigQueue[]): Pick<QueueConfigDraft, 'queues' | 'queueIds'> {
  return {
    queues: queues.map((queue, index) => ({ queue, path: ['queues', index] })),
    queueIds: new Set(queues.map(({ queueId }) => queueId)),
  };
}

function readParts(data: Readonly<Record<string, unknown>>): QueueConfigDraft {
  const broken = new Set<keyof QueueConfig>();
  const part = <Schema extends z.ZodType>(name: keyof typeof sections, schema: Schema): z.output<Schema> => {
    const read = schema.safeParse(data[name]);
    if (read.success) return read.data;
    broken.add(name);
    return schema.parse(undefined);
  };
  const { skills, groups, agents, calendars, breakReasons } = sections;
  const rest = {
    skills: part('skills', skills),
    groups: part('groups', groups),
    agents: part('agents', agents),
    calendars: part('calendars', calendars),
    breakReasons: part('breakReasons', breakReasons),
  };
  if (!queueList.safeParse(data['queues']).success) broken.add('queues');
  const raw: readonly unknown[] = Array.isArray(data['queues']) ? data['queues'] : [];
  const queues = raw.flatMap((each, index) => {
    const queue = queueSchema.safeParse(each);
    return queue.success ? [{ queue: queue.data, path: ['queues', index] }] : [];
  });
  return { ...rest, queues, queueIds: new Set(raw.flatMap(idIn)), broken };
}

const idIn = (queue: unknown): string[] =>
  isRecord(queue) && typeof queue['queueId'] === 'string' ? [queue['queueId']] : [];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
