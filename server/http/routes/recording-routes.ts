import { z } from 'zod';
import { callId } from '../../contract/ids';
import { recordingActions } from '../../contract/recordings';
import type { DeskActions } from '../desk-actions';
import { route, type Route } from '../route';

/** What an agent does with the recording of his talk. Each may be asked for twice. */
export const recordingRoutes = (desk: DeskActions): Route[] => [
  route({
    method: 'post',
    path: '/desk/calls/:callId/recording/:action',
    summary: 'Record the talk, pause the recording while something secret is said, go on, or stop it',
    access: 'agent',
    params: z.object({ callId: z.uuid(), action: z.enum(recordingActions) }),
    handler: ({ session, params: { callId: id, action } }) =>
      desk.changeRecording(session.agentId, callId(id), action),
  }),
];
