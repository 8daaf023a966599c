import { z } from 'zod';
import { callId, type CallId } from '../../contract/ids';
import type { Session } from '../../auth/ports';
import { FileAnswer, fileSchema } from '../file-transfer';
import { route, type Route } from '../route';

/** server/calls: what the route needs of it. */
export interface PlaybackActions {
  open(callId: CallId, recordingId: string, listener: Session): Promise<string>;
}

/** For people alone: whoever listens is named on the call's timeline. */
export const talkPlaybackRoutes = (playback: PlaybackActions): Route[] => [
  route({
    method: 'get',
    path: '/calls/:callId/recordings/:recordingId/audio',
    summary:
      'The recording of a talk: left the caller, right what he hears; agents have those of their own calls',
    access: 'user',
    params: z.object({ callId: z.uuid(), recordingId: z.uuid() }),
    response: fileSchema,
    download: ['audio/wav'],
    handler: async ({ session, params }) =>
      new FileAnswer('audio/wav', {
        path: await playback.open(callId(params.callId), params.recordingId, session),
      }),
  }),
];
