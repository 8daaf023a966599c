import { z } from 'zod';
import type { CallHistory } from '../../calls/call-history';
import { seenBy } from '../../calls/seen-by';
import { buildTimeline } from '../../calls/timeline/build-timeline';
import type { NameOfNode } from '../../calls/timeline/lanes';
import { callId } from '../../contract/ids';
import { callTimelineSchema } from '../../contract/timeline';
import { UserError } from '../../errors';
import { route, type Route } from '../route';

interface TimelineSources {
  readonly calls: Pick<CallHistory, 'get'>;
  readonly nodeName: NameOfNode;
}

export const timelineRoute = ({ calls, nodeName }: TimelineSources): Route =>
  route({
    method: 'get',
    path: '/calls/:callId/timeline',
    summary:
      'The timeline of a call as lanes: caller, flow, queue, agents, far parties, recording, quality, work orders, survey',
    access: 'user',
    scope: 'calls:read',
    params: z.object({ callId: z.uuid() }),
    response: callTimelineSchema,
    handler: async ({ session, params }) => {
      const call = await calls.get(callId(params.callId));
      if (call === null) throw new UserError('not-found', 'There is no such call.');
      return buildTimeline(seenBy(call, session), { now: Date.now(), nodeName });
    },
  });
