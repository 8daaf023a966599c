import { SessionState, type Invitation } from 'sip.js';
import { SessionDescriptionHandler } from 'sip.js/lib/platform/web/session-description-handler/session-description-handler.js';
import type { AutoAnswer } from '../phone/phone-call.machine';
import { AnswerError, type IncomingLeg, type LegListener } from '../phone/phone-line';
import { sampleOf, sendKey, watchMedia, type Loudspeaker } from './audio-path';

/** What a leg needs from the media room. */
export interface LegMedia extends Loudspeaker {
  /** Open already, so that nobody is asked for it. */
  readonly isMicrophoneOpen: () => boolean;
  /** Asks for the microphone if need be; false when it cannot be had. */
  readonly openMicrophone: () => Promise<boolean>;
  /** A stream of the leg's own: SIP.js stops its tracks when the leg ends. */
  readonly takeMicrophone: () => Promise<MediaStream>;
  /** Calls back with a fresh track when the agent changes the microphone during a call. */
  readonly onMicrophoneChanged: (listener: (track: MediaStreamTrack) => void) => () => void;
  /** Of a leg that stands: from the moment on he answers it is played without delay. */
  readonly playUnheard: (stream: MediaStream) => void;
  readonly stopRemote: (stream: MediaStream) => void;
}

/** Takes the call of an offer for which a leg stands. @returns false when it is not to be had any more */
export type TakeOffer = (offerId: string) => Promise<boolean>;

/** What is there of one leg's audio. */
interface Path {
  handler: SessionDescriptionHandler | null;
  /** The agent said that he answers. */
  isAsked: boolean;
  /** It is being answered: from here on he hears and is heard. */
  isWanted: boolean;
  /** It broke before he answered. */
  isBroken: boolean;
  /** Resolves when it is known whether it stands while it rings. */
  prepared: Promise<unknown>;
  /** He hears and is heard: tells the listener. */
  up: () => void;
}

export interface SipLeg {
  readonly leg: IncomingLeg;
  /** The listener is told what becomes of it. */
  readonly follow: (listener: LegListener) => void;
  /** Its connection is gone: nobody would hear of an answer. What was answered goes on, for its sound goes another way. */
  readonly lose: () => void;
}

/** Presents a SIP invitation as a leg. */
export function createSipLeg(invitation: Invitation, media: LegMedia, takeOffer: TakeOffer): SipLeg {
  const path: Path = {
    handler: null,
    isAsked: false,
    isWanted: false,
    isBroken: false,
    prepared: Promise.resolve(),
    up: () => undefined,
  };
  const standsFor = offerOf(invitation);
  let listener: LegListener | null = null;
  let withdrawn = false;

  const broken = (): void => {
    if (path.isWanted) listener?.ended('media-failed');
    else path.isBroken = true;
  };
  const loudspeaker: Loudspeaker = {
    playRemote: (stream) => {
      if (path.isWanted) media.playRemote(stream);
      else if (standsFor) media.playUnheard(stream);
    },
  };
  invitation.delegate = {
    onCancel: () => {
      withdrawn = true;
    },
    onSessionDescriptionHandler: (created) => {
      // Ours is the web handler; the interface leaves room for others.
      if (!(created instanceof SessionDescriptionHandler)) return;
      path.handler = created;
      watchMedia(created, loudspeaker, broken);
    },
  };
  const close = (): void => {
    if (!path.handler) return;
    media.stopRemote(path.handler.remoteMediaStream);
    path.handler.close();
  };
  const follow = (hears: LegListener): void => {
    listener = hears;
    let wasUp = false;
    let answering = false;
    path.up = () => {
      wasUp = true;
      path.handler?.enableSenderTracks(true);
      hears.answered();
    };
    const stopFollowing = followMicrophone(() => path.handler, media);
    invitation.stateChange.addListener((state) => {
      if (state === SessionState.Establishing) answering = true;
      if (state === SessionState.Established) {
        answering = false;
        // A standing leg is up when its offer is taken.
        if (path.isAsked && !standsFor) path.up();
      }
      if (state === SessionState.Terminated) {
        stopFollowing();
        close();
        // SIP.js refuses the call by itself when an answer cannot be made, before accept() rejects.
        hears.ended(wasUp ? 'hung-up' : answering && !withdrawn ? 'media-failed' : 'withdrawn');
      }
    });
    if (leg.autoAnswer || !media.isMicrophoneOpen()) return;
    path.prepared = standsFor ? accept(invitation).catch(() => undefined) : prepare(invitation);
  };
  const take = standsFor ? () => takeOffer(standsFor) : null;
  const leg = { ...facts(invitation), ...controls({ invitation, media, path, close, take }) };
  const lose = (): void => {
    // An answer that is lost on the way is given again when the call rings anew (phone.service.ts).
    if (path.isAsked || (invitation.state !== SessionState.Initial && !standsFor)) return;
    close();
    listener?.ended('withdrawn');
  };
  return { leg, follow, lose };
}

const accept = (invitation: Invitation): Promise<void> =>
  invitation.accept({ sessionDescriptionHandlerOptions: audioOnly });

const audioOnly = { constraints: { audio: true, video: false } };

/**
 * While it rings the path is built, ICE and DTLS included, by the answer in a 183: then the click costs one message. Until the
 * click our microphone sends silence (sip-line.ts) and nothing is played here.
 */
function prepare(invitation: Invitation): Promise<void> {
  return invitation
    .progress({ statusCode: 183, sessionDescriptionHandlerOptions: audioOnly })
    .catch(() => undefined);
}

function facts(invitation: Invitation) {
  const { request } = invitation;
  return {
    callId: request.getHeader('X-Kiloline-Call')?.trim() ?? null,
    autoAnswer: autoAnswerOf(request.getHeader('X-Kiloline-Auto-Answer')),
    callerNumber: invitation.remoteIdentity.uri.user ?? '',
    callerName: invitation.remoteIdentity.displayName,
  };
}

const OFFER_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Of a standing leg: the offer for which it stands. */
function offerOf({ request }: Invitation): string | null {
  const named = request.getHeader('X-Kiloline-Offer')?.trim() ?? '';
  return OFFER_ID.test(named) ? named : null;
}

function autoAnswerOf(header: string | undefined): AutoAnswer {
  const said = header?.trim().toLowerCase();
  return said === 'tone' ? said : said === 'true';
}

interface ControlledLeg {
  readonly invitation: Invitation;
  readonly media: LegMedia;
  readonly path: Path;
  readonly close: () => void;
  /** null: answering it is taking it. */
  readonly take: (() => Promise<boolean>) | null;
}

function controls({ invitation, media, path, close, take }: ControlledLeg) {
  const isUp = (): boolean => invitation.state === SessionState.Established;
  const hangUp = (): void => {
    const ending = isUp()
      ? invitation.bye()
      : invitation.state === SessionState.Initial || invitation.state === SessionState.Establishing
        ? invitation.reject()
        : Promise.resolve();
    // On a dead socket the BYE goes nowhere: the audio must stop all the same.
    void ending.catch(() => undefined);
    close();
  };
  return {
    answer: async (): Promise<void> => {
      path.isAsked = true;
      if (!(await media.openMicrophone())) throw new AnswerError('microphone-refused');
      await path.prepared;
      if (path.isBroken) throw new AnswerError('media-failed');
      path.isWanted = true;
      if (path.handler) media.playRemote(path.handler.remoteMediaStream);
      try {
        if (!isUp()) await accept(invitation);
      } catch (error) {
        throw new AnswerError('media-failed', { cause: error });
      }
      if (!take) return;
      if (await take()) path.up();
      else hangUp();
    },
    reject: (): void => {
      if (isUp() && take && !path.isAsked) return hangUp();
      if (invitation.state !== SessionState.Initial) return;
      void invitation.reject({ statusCode: 603 }).catch(() => undefined);
    },
    hangUp,
    setMuted: (muted: boolean): void => path.handler?.enableSenderTracks(!muted),
    sample: () => sampleOf(path.handler?.peerConnection),
    sendKey: (key: string): boolean => sendKey(path.handler?.peerConnection ?? undefined, key),
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
