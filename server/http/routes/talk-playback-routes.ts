import { z } from 'zod';
import type { Session } from '../../auth/ports';
import { callId, type CallId } from '../../contract/ids';
import { waveformSchema, type Waveform } from '../../contract/recordings';
import { FileAnswer, fileSchema, type RangedFile } from '../file-transfer';
import { route, type Route } from '../route';

/** server/recordings: what the routes need of it. */
export interface PlaybackActions {
  open(
    callId: CallId,
    recordingId: string,
    listener: Session,
    how: { readonly isTakenAway: boolean },
  ): Promise<RangedFile>;
  waveform(callId: CallId, recordingId: string, listener: Session): Promise<Waveform>;
}

const params = z.object({ callId: z.uuid(), recordingId: z.uuid() });

/** For people alone: whoever listens is named on the call's timeline. */
export const talkPlaybackRoutes = (playback: PlaybackActions): Route[] => [
  route({
    method: 'get',
    path: '/calls/:callId/recordings/:recordingId/audio',
    summary:
      'A recording of a call: of a talk left the caller and right what he hears, or a message; agents have those of their own calls, and do not save them',
    access: 'user',
    params,
    query: z.object({ as: z.enum(['sound', 'download']).default('sound') }),
    response: fileSchema,
    download: ['audio/wav'],
    handler: async ({ session, params: { callId: id, recordingId }, query }) => {
      const isTakenAway = query.as === 'download';
      const sound = await playback.open(callId(id), recordingId, session, { isTakenAway });
      return new FileAnswer('audio/wav', sound, isTakenAway ? `${recordingId}.wav` : null);
    },
  }),
  route({
    method: 'get',
    path: '/calls/:callId/recordings/:recordingId/waveform',
    summary: 'How loud each side of a recording is, from its beginning to its end, 0 to 255',
    access: 'user',
    params,
    response: waveformSchema,
    handler: ({ session, params: { callId: id, recordingId } }) =>
      playback.waveform(callId(id), recordingId, session),
  }),
];
