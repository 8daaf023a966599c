import { watchMedia } from '../legs/watch-media';
import type { Session } from '../sessions/session';

/** CHANNEL_ANSWER tells the call state before it; both answered states are in the event already. */
export function markAnswered(session: Session, stateBefore: 'EARLY' | 'RINGING', now: number): void {
  const { channel } = session;
  const { leg } = session.endpoint;
  if (leg !== null) session.output.attach(leg);
  channel.answered = true;
  channel.hasMedia = leg !== null;
  channel.callState = stateBefore;
  channel.profile.times.answered = now;
  if (stateBefore === 'EARLY') channel.profile.times.progressMedia ||= now;
  channel.setAll({
    audio_media_flow: 'sendrecv',
    read_codec: 'PCMU',
    read_rate: '8000',
    write_codec: 'PCMU',
    write_rate: '8000',
    dtmf_type: 'rfc2833',
    rtp_local_sdp_str: leg?.localSdp ?? null,
    endpoint_disposition: stateBefore === 'EARLY' ? 'EARLY MEDIA' : null,
  });
  watchSound(session);
  session.fire('CHANNEL_ANSWER');
  channel.callState = 'ACTIVE';
  channel.set('endpoint_disposition', 'ANSWER');
}

/** The leg has a path before anybody answered it: a far party that falls silent is missed from here on. */
export function markEarly(session: Session, now: number): void {
  if (session.channel.callState === 'EARLY') return;
  session.channel.callState = 'EARLY';
  session.channel.profile.times.progressMedia ||= now;
  watchSound(session);
}

function watchSound(session: Session): void {
  const timeoutMs = Number(session.channel.get('media_timeout') ?? 0);
  const { leg } = session.endpoint;
  if (leg === null || timeoutMs <= 0) return;
  session.stopWatching();
  session.stopWatching = watchMedia(leg, timeoutMs, () => {
    session.hangUp('MEDIA_TIMEOUT');
  });
}
