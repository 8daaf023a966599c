import type { HangUpCause, LegTag } from '../../calls/switch';
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
 * The application eavesdrop, with both sides hearing whoever runs it. It looks at no break and runs nothing that is
 * queued: a change of state ends it, or the command below (switch_ivr_async.c:2286-2680).
 */
export const THREE_WAY = 'three_way';
export const join = (legId: string, talkOf: string): Command =>
  execute(legId, THREE_WAY, uuid(talkOf), { eventUuid: UNREPORTED });
export const leave = (legId: string): Command => [
  'sendevent CUSTOM',
  `unique-id: ${uuid(legId)}`,
  'eavesdrop-command: *',
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
