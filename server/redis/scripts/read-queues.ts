import type { QueuesAsLive } from '../../acd/acd-store';
import { asArray, asTexts } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('read-queues', []);

export async function readQueues(scripts: Scripts): Promise<QueuesAsLive> {
  const [queues, agents] = asArray(await scripts.run(script, {}));
  const rows = (reply: typeof queues) => asArray(reply ?? []).map(asTexts);
  return {
    settings: new Map(rows(queues).map(([queueId = '', ...pairs]) => [queueId, fieldsOf(pairs)])),
    lanesOf: new Map(rows(agents).map(([agentId = '', ...names]) => [agentId, names])),
  };
}

const fieldsOf = (pairs: readonly string[]): ReadonlyMap<string, string> =>
  new Map(pairs.flatMap((name, i) => (i % 2 === 0 ? [[name, pairs[i + 1] ?? ''] as const] : [])));
