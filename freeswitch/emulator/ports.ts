/**
 * How the three halves of the embedded switch meet: signalling (sip/), sound (media/) and what the server sees
 * (core/ and event-socket/). core/ builds on the other two only through these types.
 */

/** Times of day are Unix ms. Frames are 20 ms of mono 8 kHz, 160 samples, 16 bit. */
export const FRAME_MS = 20;
export const FRAME_SAMPLES = 160;

// ---- sound ---------------------------------------------------------------------------------------------------

/** One party's sound. Sends a frame at every tick of the one clock while it sends at all. */
export interface MediaLeg {
  /** Our half of the offer/answer, ready to be put into a message. */
  readonly localSdp: string;
  /** The far party's offer (then localSdp is the answer) or its answer to our offer. Throws on SDP we cannot serve. */
  setRemote(sdp: string): Promise<void>;
  /** Answer to a re-INVITE: hold and resume change the direction only. Returns the SDP to answer with. */
  renegotiate(sdp: string): string;
  /**
   * What this leg is made to hear, taken at every tick; null = nothing is sent. Replaces the previous source.
   */
  setSource(source: FrameSource | null): void;
  /** What comes from the far party, one call a tick while audio flows. */
  onFrame(listener: (frame: Int16Array) => void): () => void;
  /** RFC 4733, once per key, at its end packet. */
  onDigit(listener: (digit: string, durationMs: number) => void): () => void;
  sendDigit(digit: string, durationMs: number): void;
  readonly stats: { readonly packetsIn: number; readonly packetsOut: number; readonly lost: number };
  close(): void;
}

/** Gives one frame at a time. `null`: it has come to its end. The frame is only valid until the next call. */
export interface FrameSource {
  next(): Int16Array | null;
  close?(): void;
}

export interface MediaFactory {
  /** Plain RTP for trunks. `offer` given: we answer it. */
  createRtp(offer: string | null): Promise<MediaLeg>;
  /** ICE, DTLS-SRTP for browsers. `offer` given: we answer it. */
  createWebRtc(offer: string | null): Promise<MediaLeg>;
  /** A playback argument as FreeSWITCH takes it: path.wav, file_string://a!b, silence_stream://ms, tone_stream://…, local_stream://moh. */
  openSource(target: string): FrameSource;
  /** Sound of several sources added up, for supervision and three parties. */
  mix(sources: readonly FrameSource[]): FrameSource;
  /** A pipe: frames written are given out in order; silence when there is none, at most 100 ms are kept. */
  pipe(): FrameSource & { write(frame: Int16Array): void };
  /** Two-channel WAV at `path`: left what came from the leg, right what it heard; gaps filled by the clock. */
  record(leg: MediaLeg, path: string, how: RecordingManner): Recording;
  close(): void;
}

export interface RecordingManner {
  /** Default: both sides in one channel. */
  readonly stereo: boolean;
  /** Written to disk as it comes, for somebody who reads along. */
  readonly live: boolean;
}

export interface Recording {
  mask(isMasked: boolean): void;
  pause(isPaused: boolean): void;
  /** Resolves with the milliseconds recorded, when the file is complete. */
  stop(): Promise<number>;
}

// ---- signalling ----------------------------------------------------------------------------------------------

export interface SipAddress {
  readonly transport: 'udp' | 'ws';
  readonly host: string;
  readonly port: number;
}

/** A call that arrives. Answer it with exactly one final response. */
export interface IncomingCall {
  readonly callId: string;
  readonly from: { readonly user: string; readonly displayName: string; readonly uri: string };
  readonly to: { readonly user: string; readonly uri: string };
  readonly requestUser: string;
  readonly remote: SipAddress;
  /** 'trunk': UDP, by address. 'webrtc': an authenticated softphone. */
  readonly profile: 'trunk' | 'webrtc';
  readonly sdp: string | null;
  readonly headers: ReadonlyMap<string, string>;
  ring(): void;
  accept(sdp: string): SipDialog;
  reject(status: number, reason?: string): void;
  /** The caller gave up before a final answer. */
  onCancel(listener: () => void): void;
}

export interface SipDialog {
  readonly callId: string;
  /** BYE, with Reason: Q.850;cause= when given. Safe to repeat. */
  bye(q850Cause?: number): void;
  onBye(listener: (facts: { readonly reason: string | null }) => void): void;
  /** Re-INVITE with SDP from the far side: answer with the returned SDP. */
  onReinvite(listener: (sdp: string) => string): void;
  /** INFO application/dtmf-relay. */
  onInfoDigit(listener: (digit: string, durationMs: number) => void): void;
  /** The far side is gone: no answer to a session refresh or its WebSocket closed. */
  onLost(listener: (reason: string) => void): void;
}

export interface OutgoingCall {
  readonly callId: string;
  onRinging(listener: (facts: { readonly status: number; readonly sdp: string | null }) => void): void;
  onAnswered(listener: (dialog: SipDialog, sdp: string) => void): void;
  /** Final status, 300 to 699; 408 after a transaction time-out, 503 when it cannot be sent, 487 after cancel. */
  onFailed(
    listener: (facts: {
      readonly status: number;
      readonly phrase: string;
      readonly reason: string | null;
    }) => void,
  ): void;
  cancel(reason?: string): void;
}

export interface OutgoingCallRequest {
  readonly target:
    | { readonly kind: 'trunk'; readonly user: string; readonly host: string; readonly port: number }
    | { readonly kind: 'registered'; readonly user: string };
  readonly callerNumber: string;
  readonly callerName: string;
  readonly sdp: string;
  /** Extra headers, names already allowed; values hold no control characters. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface SipStackEvents {
  onCall(call: IncomingCall): void;
  onRegistered(facts: {
    readonly user: string;
    readonly contact: string;
    readonly remote: SipAddress;
    readonly expires: number;
    readonly userAgent: string;
  }): void;
  onUnregistered(facts: { readonly user: string; readonly contact: string; readonly reason: string }): void;
  onRegisterFailed(facts: { readonly user: string; readonly remote: SipAddress }): void;
}

export interface SipStack {
  readonly trunk: { readonly host: string; readonly port: number };
  readonly ws: { readonly host: string; readonly port: number };
  /** @throws when a registered target has no live registration: status 480 semantics are the caller's business */
  call(request: OutgoingCallRequest): OutgoingCall;
  isRegistered(user: string): boolean;
  registrations(): readonly {
    readonly user: string;
    readonly contact: string;
    readonly remote: SipAddress;
    readonly expiresAt: number;
  }[];
  stop(): Promise<void>;
}

/** Asks the server's directory endpoint as mod_xml_curl does; null = no such user. */
export type A1HashLookup = (
  user: string,
  domain: string,
  facts: { readonly ip: string; readonly userAgent: string; readonly method: string },
) => Promise<string | null>;

export interface SipStackOptions {
  readonly address: string;
  readonly trunkPort: number;
  readonly wsPort: number;
  readonly domain: string;
  /** CIDRs that may send calls to the trunk port. */
  readonly trunkAllow: readonly string[];
  readonly lookUpA1Hash: A1HashLookup;
  readonly events: SipStackEvents;
}
