import type { HangUpCause, LegTag, Voice } from '../../calls/switch';
import { UnexpectedError } from '../../errors';
import { plain } from '../command-text';
import type { Command } from '../connection';
import { encodeLegTag } from '../leg-tag';
import { UNREPORTED } from '../play-id';
import { execute } from './execute';
import { uuid, whole } from './fields';

/** The uuid_* API: each answers at once, so it needs no job. */
const CAUSES: readonly HangUpCause[] = [
  'NORMAL_CLEARING',
  'ORIGINATOR_CANCEL',
  'CALL_REJECTED',
  'USER_BUSY',
  'LOSE_RACE',
];

export const breakPlaying = (legId: string): Command => [`api uuid_break ${uuid(legId)} all`];
export const bridge = (a: string, b: string): Command => [`api uuid_bridge ${uuid(a)} ${uuid(b)}`];
/** On a bridged leg only: on a parked one it breaks later playing (signalwire/freeswitch issue 962). */
export const park = (legId: string): Command => [`api uuid_park ${uuid(legId)}`];
export const exists = (legId: string): Command => [`api uuid_exists ${uuid(legId)}`];
export const dump = (legId: string): Command => [`api uuid_dump ${uuid(legId)} json`];

export const setTag = (legId: string, tag: LegTag): Command => [
  `api uuid_setvar ${uuid(legId)} presence_data ${encodeLegTag(tag)}`,
];

/** playback stops at '*' unless told otherwise (on_dtmf in mod_dptools.c). */
export const keepPlayingOnDigits = (legId: string): Command => [
  `api uuid_setvar ${uuid(legId)} playback_terminators none`,
];

export function hangUp(legId: string, cause: HangUpCause): Command {
  if (!CAUSES.includes(cause)) throw new UnexpectedError('broken-invariant', 'Bad hang-up cause');
  return [`api uuid_kill ${uuid(legId)} ${cause}`];
}

/**
 * The application eavesdrop. It looks at no break and runs nothing that is queued: a change of state ends it, or the
 * command below (switch_ivr_async.c:2286-2680).
 */

/** What the joined leg says is its read side, which its partner hears; its write side it hears itself. */
const VOICES: Readonly<Record<Voice, { partner: boolean; joined: boolean; command: string }>> = {
  none: { partner: false, joined: false, command: '0' },
  whisper: { partner: false, joined: true, command: '2' },
  all: { partner: true, joined: true, command: '3' },
};

/** Read when the application begins (mod_dptools.c, eavesdrop_function). Without the last, keys of the leg would change it. */
export const setVoice = (legId: string, voice: Voice): Command[] => [
  [`api uuid_setvar ${uuid(legId)} eavesdrop_whisper_aleg ${String(VOICES[voice].partner)}`],
  [`api uuid_setvar ${uuid(legId)} eavesdrop_whisper_bleg ${String(VOICES[voice].joined)}`],
  [`api uuid_setvar ${uuid(legId)} eavesdrop_enable_dtmf false`],
];
export const join = (legId: string, talkOf: string): Command =>
  execute(legId, 'eavesdrop', uuid(talkOf), { eventUuid: UNREPORTED });
/**
 * Kept on the leg: current_application names what ran last, too, and the switch writes it once more when that ends
 * (switch_core_session.c:2962).
 */
export const TALK_JOINED = 'kl_joined';
export const noteJoined = (legId: string, talkOf: string): Command => [
  `api uuid_setvar ${uuid(legId)} ${TALK_JOINED} ${uuid(talkOf)}`,
];
export const noteLeft = (legId: string): Command => [`api uuid_setvar ${uuid(legId)} ${TALK_JOINED}`];
/** To a leg that was told to join: what comes before it has begun waits for it (switch_ivr_async.c:2575). */
export const changeVoice = (legId: string, voice: Voice): Command =>
  eavesdropCommand(legId, VOICES[voice].command);
export const leave = (legId: string): Command => eavesdropCommand(legId, '*');

const eavesdropCommand = (legId: string, command: string): Command => [
  'sendevent CUSTOM',
  `unique-id: ${uuid(legId)}`,
  `eavesdrop-command: ${command}`,
];
/** 'm' mixes instead of replacing; the letters r, w, l and f would mean more (switch_ivr_async.c:1091-1107). */
export const displace = (legId: string, file: string): Command => [
  `api uuid_displace ${uuid(legId)} start '${plain(file, 'file')}' 0 m`,
];
export const stopDisplacing = (legId: string, file: string): Command => [
  `api uuid_displace ${uuid(legId)} stop '${plain(file, 'file')}'`,
];

/** Heard instead of what plays, from the next packet on, until its end or for so many seconds. */
export const overlay = (legId: string, file: string, mostS: number): Command => [
  `api uuid_displace ${uuid(legId)} start '${plain(file, 'file')}' ${whole(mostS, 1, 60, 'limit')}`,
];
/** In its turn in the leg's own thread, unlike stopDisplacing. */
export const takeOff = (legId: string, file: string): Command =>
  execute(legId, 'stop_displace_session', file, { lock: true, eventUuid: UNREPORTED });

/** To be set before a leg has media: park looks once (switch_ivr.c:1026). -1 is digital silence. */
export const sendSilenceWhenIdle = (legId: string): Command => [
  `api uuid_setvar ${uuid(legId)} ${SILENCE_WHEN_IDLE.join(' ')}`,
];
export const SILENCE_WHEN_IDLE = ['send_silence_when_idle', '-1'] as const;
