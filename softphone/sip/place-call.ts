import { Inviter, SessionState, UserAgent } from 'sip.js';
import { SessionDescriptionHandler } from 'sip.js/lib/platform/web/session-description-handler/session-description-handler.js';
import type { GuestEnd } from '../phone/guest-call.machine';
import type { OutgoingLeg, OutgoingListener } from '../phone/guest-call';
import { sampleOf, sendKey, watchMedia, type Loudspeaker } from './audio-path';
import { createUserAgent, type SipAccount } from './user-agent';

export interface CallMedia extends Loudspeaker {
  /** A stream of the leg's own: SIP.js stops its tracks when the leg ends. */
  readonly takeMicrophone: () => Promise<MediaStream>;
  readonly stopRemote: (stream: MediaStream) => void;
}

/** Long enough for the goodbye and its answer; then the WebSocket is closed. */
const goodbyeMs = 1000;

/** Calls `number` without registering: the account is asked for with the INVITE. */
export function placeCall(
  account: SipAccount & { readonly domain: string; readonly number: string },
  media: CallMedia,
  listener: OutgoingListener,
): OutgoingLeg {
  const userAgent = createUserAgent(account, media.takeMicrophone);
  const target = UserAgent.makeURI(`sip:${account.number}@${account.domain}`);
  if (!target) throw new Error('The number to call is not usable.');
  const inviter = new Inviter(userAgent, target, {
    sessionDescriptionHandlerOptions: { constraints: { audio: true, video: false } },
  });
  let handler: SessionDescriptionHandler | null = null;
  let isOver = false;

  const over = (reason: GuestEnd): void => {
    if (isOver) return;
    isOver = true;
    if (handler) {
      media.stopRemote(handler.remoteMediaStream);
      handler.close();
    }
    setTimeout(() => void userAgent.stop().catch(() => undefined), goodbyeMs);
    listener.ended(reason);
  };
  inviter.delegate = {
    onSessionDescriptionHandler: (created) => {
      if (!(created instanceof SessionDescriptionHandler)) return;
      handler = created;
      watchMedia(created, media, () => over('media-failed'));
    },
  };
  follow(inviter, listener, over);
  // Once the call is up its sound goes on without the WebSocket, and its end shows as the end of the sound.
  userAgent.delegate = {
    onDisconnect: () => {
      if (inviter.state !== SessionState.Established) over('no-connection');
    },
  };
  void begin(userAgent, inviter, listener, over);
  return {
    hangUp: () => {
      void goodbye(inviter).catch(() => undefined);
      over('left');
    },
    setMuted: (muted) => handler?.enableSenderTracks(!muted),
    sendKey: (key) => sendKey(handler?.peerConnection, key),
    sample: () => sampleOf(handler?.peerConnection),
  };
}

async function begin(
  userAgent: UserAgent,
  inviter: Inviter,
  listener: OutgoingListener,
  over: (reason: GuestEnd) => void,
): Promise<void> {
  try {
    await userAgent.start();
  } catch {
    over('no-connection');
    return;
  }
  // He hung up while the connection was made.
  if (inviter.state !== SessionState.Initial) return;
  try {
    await inviter.invite({
      requestDelegate: {
        onProgress: ({ message }) => {
          if (message.statusCode === 180 || message.statusCode === 183) listener.ringing();
        },
        onReject: ({ message }) => over(reasonOf(message.statusCode ?? 0)),
      },
    });
  } catch {
    over('media-failed');
  }
}

function follow(inviter: Inviter, listener: OutgoingListener, over: (reason: GuestEnd) => void): void {
  let wasUp = false;
  inviter.stateChange.addListener((state) => {
    if (state === SessionState.Established) {
      wasUp = true;
      listener.answered();
    }
    // A refusal is told by its own delegate, which comes with the same message.
    if (state === SessionState.Terminated) queueMicrotask(() => over(wasUp ? 'hung-up' : 'media-failed'));
  });
}

function goodbye(inviter: Inviter): Promise<unknown> {
  if (inviter.state === SessionState.Established) return inviter.bye();
  if (inviter.state === SessionState.Initial) return inviter.dispose();
  return inviter.state === SessionState.Establishing ? inviter.cancel() : Promise.resolve();
}

/** RFC 3261 §21, as far as it matters to a caller. */
function reasonOf(status: number): GuestEnd {
  if ([480, 486, 503, 600, 603].includes(status)) return 'busy';
  return status === 408 ? 'no-connection' : 'unavailable';
}
