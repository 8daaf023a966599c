/**
 * What the server needs of a switch, and what a switch tells the server. The event-socket adapter in
 * server/esl/ implements it; tests/contract holds every implementation to the same behaviour.
 *
 * Commands resolve when the switch has taken the command, not when its effect is done: the effect arrives
 * as a SwitchEvent. Every command may throw OperationalError: 'switch-unavailable' (no connection),
 * 'switch-timeout' (no reply; whether it took effect is unknown) or 'switch-refused' (a leg that is gone).
 * All commands may be repeated safely: ids are ours.
 */
import type { AgentId, CallId, LegId, OfferId, SwitchId } from '../contract/ids';

/** 'far-party': whom a caller is connected with, called by an agent or by the flow. 'supervisor': at an agent's ear. */
export type LegRole = 'customer' | 'agent' | 'far-party' | 'supervisor';

/** Written on the leg itself (channel variable presence_data), so that a snapshot rebuilds who is who. */
export interface LegTag {
  readonly role: LegRole;
  readonly callId?: CallId;
  readonly agentId?: AgentId;
  /** Answered while it rings: see AgentLegRequest.standsFor. */
  readonly stands?: true;
}

export type Language = 'zh-CN' | 'en-US';

/** Something a leg can be made to hear. */
export type SoundItem =
  /** A recording by name: a fragment of the language ('d0'), or a prompt or item by its group ('1000/01'). */
  | { readonly kind: 'sound'; readonly name: string; readonly language: Language }
  /** Silence, 20 to 600 000 ms. Its end is how the server learns that a caller typed nothing. */
  | { readonly kind: 'silence'; readonly ms: number }
  /** "Speak after the tone": half a second of one note. */
  | { readonly kind: 'beep' };

export interface PlayOptions {
  /**
   * Ends what plays, music too, as stopPlaying does, and begins in the same breath: sooner than the two of them one
   * after the other. Default: it is heard after what plays, or over music.
   */
  readonly replace?: boolean;
}

export interface RecordingRequest {
  /** A uuid of ours; the file is recordingFileName(recordingId) in the switch's directory of recordings. */
  readonly recordingId: string;
  /** Two channels: left what the leg says, right what it hears. Default: both in one. */
  readonly stereo?: boolean;
  /** What was said stands in the file within half a second, for somebody who reads it meanwhile. Default: within some seconds. */
  readonly live?: boolean;
  /** Seconds after which it ends by itself, 1 to 14 400. */
  readonly maxS: number;
}

export const recordingFileName = (recordingId: string): string => `${recordingId}.wav`;

export interface ParkedFacts {
  readonly direction: 'inbound' | 'outbound';
  /** As the trunk sent it, cut to 64 characters, control characters removed. May be ''. */
  readonly callerNumber: string;
  readonly callerName: string;
  readonly dialedNumber: string;
  readonly answered: boolean;
}

interface EventBase {
  readonly switchId: SwitchId;
  /** Unix ms by the switch's clock. */
  readonly at: number;
}

interface LegEventBase extends EventBase {
  readonly legId: LegId;
  /**
   * Who the leg is (the tag is in every channel event: Channel-Presence-Data). null for a leg that arrived and has
   * not been claimed. Both legs of a call carry its callId, which keeps their events in one order.
   */
  readonly tag: LegTag | null;
}

export type LegEvent = LegEventBase &
  (
    | { readonly kind: 'parked'; readonly facts: ParkedFacts }
    | { readonly kind: 'answered' }
    | { readonly kind: 'bridged'; readonly otherLegId: LegId }
    | { readonly kind: 'unbridged'; readonly otherLegId: LegId | null }
    | {
        readonly kind: 'hung-up';
        /** FreeSWITCH cause name, for example NORMAL_CLEARING (switch_types.h). */
        readonly cause: string;
        /** Final SIP status of an INVITE of ours that failed; absent otherwise. */
        readonly sipStatus?: number;
        /** Who ended it: the far party by BYE or refusal, or we. */
        readonly by: 'party' | 'switch';
      }
    | { readonly kind: 'digit'; readonly digit: string }
    | { readonly kind: 'play-finished'; readonly playId: string }
    /** However it ended: told to, at its limit, or with the leg. `ms` = 0: no file was kept. */
    | {
        readonly kind: 'recording-finished';
        readonly recordingId: string;
        readonly ms: number;
        readonly withLeg: boolean;
        /** It could not be written: a full disk. */
        readonly isBroken: boolean;
      }
  );

export type RegistrationEvent = EventBase &
  (
    | { readonly kind: 'registered'; readonly sipUser: string }
    | { readonly kind: 'unregistered'; readonly sipUser: string; readonly reason: string }
  );

export type SwitchEvent = LegEvent | RegistrationEvent;

export interface LegSnapshot {
  readonly legId: LegId;
  readonly tag: LegTag | null;
  readonly direction: 'inbound' | 'outbound';
  readonly answered: boolean;
  readonly bridgedTo: LegId | null;
  /** The leg whose talk it has joined. */
  readonly joinedTo: LegId | null;
  /** False while it is still ringing or being set up. */
  readonly parked: boolean;
  readonly callerNumber: string;
  readonly callerName: string;
  readonly dialedNumber: string;
}

export interface SwitchSnapshot {
  readonly legs: readonly LegSnapshot[];
  /** SIP users with a live registration. */
  readonly registrations: readonly string[];
}

/** What the switch's own lists say; they lag by a third of a second, both ways. */
export interface SwitchOverview {
  readonly legIds: readonly LegId[];
  readonly registrations: readonly string[];
}

/** Told to whoever reads a switch's events. Handlers never throw; the adapter does not wait for them. */
export interface SwitchListener {
  onEvent(event: SwitchEvent): void;
  /**
   * We own the switch's events now and this is how it stands; events that arrived meanwhile follow.
   * `restarted` is true when the switch is another process than the one last seen: its old legs are gone.
   */
  onUp(snapshot: SwitchSnapshot, restarted: boolean): void;
  onDown(reason: string): void;
}

/**
 * Who hears a leg that has joined a talk: everybody; only the leg it joined ("whisper"); nobody, it listens. It hears all of
 * them in any case.
 */
export type Voice = 'all' | 'whisper' | 'none';

export interface AgentLegRequest {
  readonly legId: LegId;
  readonly callId: CallId;
  readonly agentId: AgentId;
  /** The softphone's account; the call goes to its live registration. */
  readonly sipUser: string;
  /** Where that is: on this switch, or on another, which the call then goes through. */
  readonly registeredOn: SwitchId;
  /** Seconds until it counts as not answered, 1 to 120. */
  readonly timeoutS: number;
  /** Shown to the softphone as the calling number: digits and '+' only, otherwise left out. */
  readonly callerNumber: string;
  /** Default 'agent'. */
  readonly role?: 'agent' | 'supervisor';
  /** The softphone answers without asking: the agent asked for this call himself, or, with a tone, its queue has it so. */
  readonly autoAnswer: boolean | 'tone';
  /**
   * A standing leg: the softphone answers at once and neither plays nor sends sound; its agent takes the call by a command for
   * this offer. That the leg is answered says nothing about him.
   */
  readonly standsFor?: OfferId;
}

export interface CustomerLegRequest {
  readonly legId: LegId;
  readonly callId: CallId;
  /** What goes on the wire: ^\+?[0-9]{2,20}$. */
  readonly number: string;
  readonly callerNumber: string;
  readonly timeoutS: number;
  /** Default 'customer'. */
  readonly role?: 'customer' | 'far-party';
}

export interface Switch {
  readonly id: SwitchId;
  /** True while commands can be sent. */
  isUp(): boolean;

  answer(legId: LegId): Promise<void>;
  tag(legId: LegId, tag: LegTag): Promise<void>;

  /** Plays the items one after the other without gaps; 'play-finished' with this id when all were heard. */
  play(legId: LegId, playId: string, items: readonly SoundItem[], options?: PlayOptions): Promise<void>;
  /** Ends all playing on the leg at once, music too. No 'play-finished' counts after it. */
  stopPlaying(legId: LegId): Promise<void>;
  /** Music until the leg is bridged or stopPlaying. */
  playMusic(legId: LegId): Promise<void>;
  /** Nested over music, which goes on by itself afterwards. */
  announceOverMusic(legId: LegId, items: readonly SoundItem[]): Promise<void>;
  /** Mixed into what this leg hears while it talks; delays nobody, heard by nobody else. */
  announceOverSpeech(legId: LegId, items: readonly SoundItem[]): Promise<void>;
  /** Ringback or busy tone for an agent who waits for the far party; endless until stopPlaying or a bridge. */
  playTone(legId: LegId, tone: 'ringback' | 'busy'): Promise<void>;

  callAgent(request: AgentLegRequest): Promise<void>;
  callCustomer(request: CustomerLegRequest): Promise<void>;
  bridge(a: LegId, b: LegId): Promise<void>;
  /** Ends a bridge and parks both legs. */
  unbridge(legId: LegId): Promise<void>;
  /**
   * A parked leg joins the talk of another: it hears and is heard by that leg and whomever this one is bridged with, also
   * when that changes, until one of them ends, it is bridged itself, or leaves. What plays to it ends. The two who talk
   * stay bridged, and recordings of the leg it joined have whoever is heard by it. Keys of a leg that has joined are not
   * reported. Joined already, its voice is changed, without a gap. A whisper is in no recording of the other leg.
   * @param voice default 'all'
   */
  join(legId: LegId, talkOf: LegId, voice?: Voice): Promise<void>;
  /** Out of a talk it joined, and parked; nothing happens when it has joined none. */
  leave(legId: LegId): Promise<void>;
  hangUp(legId: LegId, cause?: HangUpCause): Promise<void>;

  /**
   * Dead-man guard: when nobody renews it within `seconds` the leg goes to the overflow context, which
   * needs no server. Replaces an earlier guard. The switch may fire up to 0.5 s early.
   */
  armFallback(legId: LegId, seconds: number): Promise<void>;
  disarmFallback(legId: LegId): Promise<void>;

  /**
   * Records the leg; several may run at once. Something must be playing to a leg that is not bridged: while a
   * leg is sent nothing, no time passes in its file. A recording that runs already is left as it is.
   */
  startRecording(legId: LegId, recording: RecordingRequest): Promise<void>;
  /** Answers also when it has ended by itself; its 'recording-finished' tells how long it is. */
  stopRecording(legId: LegId, recordingId: string): Promise<void>;
  /**
   * Silence in all recordings of the leg, in both directions; time goes on in them. What was said up to half a
   * second before may be silenced too.
   */
  maskRecording(legId: LegId): Promise<void>;
  unmaskRecording(legId: LegId): Promise<void>;
  /**
   * While it is on, keys of this leg are secret: its recordings are masked and the switch writes no key of it to
   * its own log. 'digit' events still come. Switch it on before the caller is asked.
   */
  setSensitiveKeys(legId: LegId, on: boolean): Promise<void>;

  legExists(legId: LegId): Promise<boolean>;
  snapshot(): Promise<SwitchSnapshot>;
  /** Two questions, however many calls there are. */
  overview(): Promise<SwitchOverview>;
  /** How each of these legs stands, by its own answer; those that are gone are left out. */
  look(legIds: readonly LegId[]): Promise<readonly LegSnapshot[]>;
}

export type HangUpCause =
  'NORMAL_CLEARING' | 'ORIGINATOR_CANCEL' | 'CALL_REJECTED' | 'USER_BUSY' | 'LOSE_RACE';
