import { FRAME_MS, FRAME_SAMPLES, type FrameSource, type MediaFactory } from '../../ports';
import type { Playing } from '../legs/output';
import type { Session } from '../sessions/session';
import type { Application } from './application';

const SAMPLES_PER_MS = 8;

/** switch_ivr_play_file: until its end, a break, or a change of the leg's state; executes run nested meanwhile. */
export const playback: Application = async (session, data, context) => {
  const { channel } = session;
  channel.set('playback_terminator_used', null);
  if (!channel.hasMedia) {
    context.log.warn({ uuid: session.uuid }, 'playback before the answer: early media is not in this switch');
    channel.set('current_application_response', 'PLAYBACK ERROR');
    return;
  }
  let source: FrameSource;
  try {
    source = openAt(data, context.media);
  } catch (error) {
    context.log.warn({ uuid: session.uuid, reason: String(error) }, 'nothing to play');
    channel.set('current_application_response', 'FILE NOT FOUND');
    return;
  }
  const playing = session.output.play(source, () => {
    session.signal.notify();
  });
  const response = await untilItEnds(session, playing);
  playing.stop();
  const ms = playing.frames * FRAME_MS;
  channel.setAll({
    playback_last_offset_pos: String(ms * SAMPLES_PER_MS),
    playback_seconds: String(Math.floor(ms / 1000)),
    playback_ms: String(ms),
    playback_samples: String(ms * SAMPLES_PER_MS),
    current_application_response: response,
  });
};

/** `file@@n` begins n samples into the file; here at the frame in which they are. */
function openAt(data: string, media: MediaFactory): FrameSource {
  const [target = '', samples = '0'] = data.split('@@', 2);
  const source = media.openSource(target);
  for (let frame = 0; frame < Math.floor(Number(samples) / FRAME_SAMPLES); frame += 1) source.next();
  return source;
}

async function untilItEnds(session: Session, playing: Playing): Promise<'FILE PLAYED' | 'PLAYBACK ERROR'> {
  for (;;) {
    if (!session.isReady) return 'PLAYBACK ERROR';
    if (session.breaking) {
      // The frame in hand is sent still.
      await session.output.tick();
      session.breaking = false;
      return 'FILE PLAYED';
    }
    if (playing.ended) return 'FILE PLAYED';
    const { seen } = session.signal;
    if (!(await session.runQueued())) await session.signal.after(seen);
  }
}
