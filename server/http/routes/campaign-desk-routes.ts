import { z } from 'zod';
import { markRequestSchema } from '../../contract/campaign-order';
import { callId } from '../../contract/ids';
import type { Marking } from '../../outbound/marking.service';
import { route, type Route } from '../route';

interface CampaignDesk {
  readonly marking: Pick<Marking, 'mark'>;
}

/** What agents do for campaigns. */
export const campaignDeskRoutes = ({ marking }: CampaignDesk): Route[] => [
  route({
    method: 'post',
    path: '/calls/:callId/mark',
    summary: 'Say what has come of a campaign’s call, in the talk or while it is wrapped up',
    access: 'agent',
    params: z.object({ callId: z.uuid() }),
    body: markRequestSchema,
    handler: ({ session, params, body }) => marking.mark(session.agentId, callId(params.callId), body),
  }),
];
