import type { ColleagueView, HandOverTargets } from '../../server/contract/hand-over';
import * as data from './mock-data';

const colleague = (agentId: string, displayName: string, over: Partial<ColleagueView>): ColleagueView => ({
  ...{ agentId, displayName, presence: 'ready', state: 'idle', reachable: true },
  since: Date.now() - 95_000,
  ...over,
});

/** Colleagues in every state a list of them can show. */
export const handOverTargets = (): HandOverTargets => ({
  agents: [
    colleague('1004', '王芳', {}),
    colleague('1007', '李强', { state: 'wrap-up' }),
    colleague('1012', 'Anna Weber', { state: 'on-call', since: Date.now() - 312_000 }),
    colleague('1015', '陈静', { presence: 'break' }),
    colleague('1021', '赵磊', { reachable: false }),
  ],
  queues: data.queues().map(({ queueId, name, waiting, agentsReady }) => ({
    ...{ queueId, name, waiting, agentsReady },
  })),
});
