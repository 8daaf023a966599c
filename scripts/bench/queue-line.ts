import { parse, stringify } from 'yaml';
import { PACK_FILES_TYPE } from '../../server/contract/packs';
import { QUEUES_TYPE, type QueueVersion } from '../../server/contract/queue-versions';
import type { ApiClient } from '../../tests/support/api-client';

/** Dialled to be put in Kiloline's queue at once. */
export const KILOLINE_NUMBER = '7000';
export const QUEUE = 'general';

/** No menu, no prompt: whoever calls stands in the queue. */
const PACK = `
id: bench
name: { zh-CN: 测量, en-US: Bench }
version: 1
accessNumbers: ['${KILOLINE_NUMBER}']
languages: { available: [zh-CN, en-US], default: zh-CN }
announcements: { wrongEntry: 1, timedOut: 1 }
prompts: { 1: { zh-CN: 请稍候, en-US: Please hold } }
flow:
  start: wait
  gaveUp: bye
  nodes:
    wait: { kind: queue, queue: ${QUEUE} }
    bye: { kind: hangup }
`;

export async function applyQueuePack(admin: ApiClient): Promise<void> {
  const body = JSON.stringify({ pack: PACK, workOrders: null });
  await accepted(admin.upload('POST', '/packs/bench/apply?why=bench', PACK_FILES_TYPE, body));
}

/** Answers the number: these people alone, told nothing while they wait; without wrap-up, unless `over` says otherwise. */
export async function applyQueueOf(
  admin: ApiClient,
  agents: readonly string[],
  over: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const present = await admin.get<QueueVersion>('/queue-config');
  const document = parse(present.yaml) as { queues: { queueId: string }[] };
  const usual = { queueId: QUEUE, name: 'Bench', agents, wrapUpS: 0, comfortS: 0, offerTimeoutS: 20 };
  const queue = { ...usual, ...over };
  const queues = document.queues.map((each) => (each.queueId === QUEUE ? queue : each));
  const query = new URLSearchParams({ basedOn: String(present.version), why: 'bench' }).toString();
  const yaml = stringify({ ...document, queues });
  await accepted(admin.upload('POST', `/queue-config/apply?${query}`, QUEUES_TYPE, yaml));
}

async function accepted(asked: Promise<Response>): Promise<void> {
  const response = await asked;
  if (!response.ok) throw new Error(`The bench was refused: ${response.status} ${await response.text()}`);
}
