import { SessionState, type Invitation } from 'sip.js';
import { SessionDescriptionHandler } from 'sip.js/lib/platform/web/session-description-handler/session-description-handler.js';
import { AnswerError, type IncomingLeg, type LegListener } from '../phone/phone-line';
import { sampleOf, sendKey, watchMedia, type Loudspeaker } from './audio-path';

/** What a leg needs from the media room. */
export interface LegMedia extends Loudspeaker {
  /** Asks for the microphone if need be; false when it cannot be had. */
  readonly openMicrophone: () => Promise<boolean>;
  /** A stream of the leg's own: SIP.js stops its tracks when the leg ends. */
  readonly takeMicrophone: () => Promise<MediaStream>;
  /** Calls back with a fresh track when the agent changes the microphone during a call. */
  readonly onMicrophoneChanged: (listener: (track: MediaStreamTrack) => void) => () => void;
  readonly stopRemote: (stream: MediaStream) => void;
}

/** Presents a SIP invitation as a leg, and tells `follow`'s listener what becomes of it. */
export function createSipLeg(
  invitation: Invitation,
  media: LegMedia,
): { leg: IncomingLeg; follow: (listener: LegListener) => void } {
  let handler: SessionDescriptionHandler | null = null;
  let listener: LegListener | null = null;
  let withdrawn = false;

  invitation.delegate = {
    onCancel: () => {
      withdrawn = true;
    },
    onSessionDescriptionHandler: (created) => {
      // Ours is the web handler; the interface leaves room for others.
      if (!(created instanceof SessionDescriptionHandler)) return;
      handler = created;
      watchMedia(handler, media, () => listener?.ended('media-failed'));
    },
  };
  const close = (): void => {
    if (!handler) return;
    media.stopRemote(handler.remoteMediaStream);
    handler.close();
  };
  const follow = (hears: LegListener): void => {
    listener = hears;
    let wasUp = false;
    let answering = false;
    let stopFollowing: () => void = () => undefined;
    invitation.stateChange.addListener((state) => {
      if (state === SessionState.Establishing) answering = true;
      if (state === SessionState.Established) {
        wasUp = true;
        stopFollowing = followMicrophone(() => handler, media);
        hears.answered();
      }
      if (state === SessionState.Terminated) {
        stopFollowing();
        close();
        // SIP.js refuses the call by itself when an answer cannot be made, before accept() rejects.
        hears.ended(wasUp ? 'hung-up' : answering && !withdrawn ? 'media-failed' : 'withdrawn');
      }
    });
  };
  return { leg: { ...facts(invitation), ...controls(invitation, media, () => handler, close) }, follow };
}

function facts(invitation: Invitation) {
  const { request } = invitation;
  return {
    callId: request.getHeader('X-Kiloline-Call')?.trim() ?? null,
    autoAnswer: request.getHeader('X-Kiloline-Auto-Answer')?.trim().toLowerCase() === 'true',
    callerNumber: invitation.remoteIdentity.uri.user ?? '',
    callerName: invitation.remoteIdentity.displayName,
  };
}

function controls(
  invitation: Invitation,
  media: LegMedia,
  handler: () => SessionDescriptionHandler | null,
  close: () => void,
) {
  return {
    answer: async (): Promise<void> => {
      if (!(await media.openMicrophone())) throw new AnswerError('microphone-refused');
      try {
        await invitation.accept({
          sessionDescriptionHandlerOptions: { constraints: { audio: true, video: false } },
        });
      } catch (error) {
        throw new AnswerError('media-failed', { cause: error });
      }
    },
    reject: (): void => {
      if (invitation.state !== SessionState.Initial) return;
      void invitation.reject({ statusCode: 603 }).catch(() => undefined);
    },
    hangUp: (): void => {
      const ending =
        invitation.state === SessionState.Established
          ? invitation.bye()
          : invitation.state === SessionState.Initial || invitation.state === SessionState.Establishing
            ? invitation.reject()
            : Promise.resolve();
      // On a dead socket the BYE goes nowhere: the audio must stop all the same.
      void ending.catch(() => undefined);
      close();
    },
    setMuted: (muted: boolean): void => handler()?.enableSenderTracks(!muted),
    sample: () => sampleOf(handler()?.peerConnection),
    sendKey: (key: string): boolean => sendKey(handler()?.peerConnection ?? undefined, key),
  };
}

function followMicrophone(handler: () => SessionDescriptionHandler | null, media: LegMedia): () => void {
  return media.onMicrophoneChanged((track) => {
    const sender = handler()?.peerConnection?.getSenders()[0];
    if (!sender) return track.stop();
    const old = sender.track;
    track.enabled = old?.enabled ?? true;
    void sender.replaceTrack(track).then(() => old?.stop());
  });
}
