import { legId, type LegId, type SwitchId } from '../contract/ids';
import type { LegEvent, LegTag, ParkedFacts, SwitchEvent } from '../calls/switch';
import { decodePlayId } from './play-id';
import { partyText, type FsEvent } from './fs-event';
import { decodeLegTag } from './leg-tag';

/** The dialplan context every call from a carrier enters (freeswitch/conf/dialplan/trunk-in.xml). */
const ARRIVAL_CONTEXT = 'trunk-in';
/** The sofia profile of the agents' browsers. */
const AGENT_PROFILE = 'webrtc';
/** Where calls from browsers arrive; the dialplan tags those of guests and refuses all others (dialplan/webrtc.xml). */
const GUEST_CONTEXT = 'webrtc';

/**
 * One event of FreeSWITCH as the server knows it; null when it is none of our business. Pure: what needs
 * memory (a play that was broken off, a doubled digit, an older registration) is decided by the reader.
 * @throws MissingHeader
 */
export function toSwitchEvent(event: FsEvent, switchId: SwitchId): SwitchEvent | null {
  const base = { switchId, at: event.at };
  switch (event.name) {
    case 'sofia::register':
      if (event.need('profile-name') !== AGENT_PROFILE) return null;
      return { ...base, kind: 'registered', sipUser: event.need('from-user') };
    case 'sofia::unregister':
      if (event.need('profile-name') !== AGENT_PROFILE) return null;
      return {
        ...base,
        kind: 'unregistered',
        sipUser: event.need('from-user'),
        reason: event.get('reason') ?? 'unregister',
      };
    case 'sofia::expire':
      if (event.need('profile-name') !== AGENT_PROFILE) return null;
      return { ...base, kind: 'unregistered', sipUser: event.need('user'), reason: 'expired' };
    default:
      return isOurs(event) ? legEvent(event, base) : null;
  }
}

interface LegBase {
  readonly switchId: SwitchId;
  readonly at: number;
  readonly legId: LegId;
  readonly tag: LegTag | null;
}

function legEvent(
  event: FsEvent,
  about: { readonly switchId: SwitchId; readonly at: number },
): LegEvent | null {
  const base: LegBase = { ...about, legId: legId(event.need('Unique-ID')), tag: tagOf(event) };
  switch (event.name) {
    case 'CHANNEL_PARK':
      return { ...base, kind: 'parked', facts: parkedFacts(event) };
    case 'CHANNEL_ANSWER':
      return { ...base, kind: 'answered' };
    case 'CHANNEL_BRIDGE':
      return {
        ...base,
        kind: 'bridged',
        otherLegId: otherLeg(event) ?? legId(event.need('Bridge-B-Unique-ID')),
      };
    case 'CHANNEL_UNBRIDGE':
      return { ...base, kind: 'unbridged', otherLegId: otherLeg(event) };
    case 'CHANNEL_HANGUP_COMPLETE':
      return { ...base, kind: 'hung-up', ...hangUpFacts(event) };
    case 'DTMF':
      return { ...base, kind: 'digit', digit: event.need('DTMF-Digit') };
    case 'CHANNEL_EXECUTE_COMPLETE':
      return playFinished(event, base);
    case 'RECORD_STOP':
      return recordingFinished(event, base);
    default:
      return null;
  }
}

/**
 * A hang-up ends playing too and FreeSWITCH reports that end just before CHANNEL_HANGUP_COMPLETE; a transfer or a
 * bridge that tears it off leaves the response "PLAYBACK ERROR". A missing file ("FILE NOT FOUND") counts as
 * heard: the caller must not be left waiting for it.
 */
function playFinished(event: FsEvent, base: LegBase): LegEvent | null {
  const playId = decodePlayId(event.get('Application-UUID'));
  if (playId === null || event.get('Answer-State') === 'hangup') return null;
  if (event.get('Application-Response') === 'PLAYBACK ERROR') return null;
  return { ...base, kind: 'play-finished', playId };
}

const RECORDING = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.wav$/;
/** Completion causes with which FreeSWITCH has deleted the file (switch_ivr_async.c:1655 ff.). */
const NOT_KEPT: readonly string[] = ['empty-file', 'input-too-short', 'uri-failure'];

/** null for a file that is none of ours: an operator may record, too. */
function recordingFinished(event: FsEvent, base: LegBase): LegEvent | null {
  const recordingId = RECORDING.exec(event.get('Record-File-Path') ?? '')?.[1];
  if (recordingId === undefined) return null;
  const ms = Number(event.variable('record_ms'));
  const isKept = Number.isFinite(ms) && !NOT_KEPT.includes(event.get('Record-Completion-Cause') ?? '');
  return {
    ...base,
    kind: 'recording-finished',
    recordingId,
    ms: isKept ? ms : 0,
    withLeg: event.get('Answer-State') === 'hangup',
    isBroken: event.get('Record-Completion-Cause') === 'uri-failure',
  };
}

/** Ours is what came from a carrier and what carries our tag, as a guest's call does; test calls of an operator are not. */
export function isOurs(event: FsEvent): boolean {
  if (event.get('Channel-Presence-Data')?.startsWith('kl;') === true) return true;
  return event.get('Call-Direction') === 'inbound' && event.get('Caller-Context') === ARRIVAL_CONTEXT;
}

/** The same for a row of `show channels`. */
export const isOurRow = (row: Readonly<Record<string, string>>): boolean =>
  row['presence_data']?.startsWith('kl;') === true ||
  (row['direction'] === 'inbound' && row['context'] === ARRIVAL_CONTEXT);

/** null also for a leg that arrived and no call has claimed. */
export function tagOf(event: FsEvent): LegTag | null {
  const tag = decodeLegTag(event.get('Channel-Presence-Data'), event.need('Unique-ID'));
  return tag?.callId === undefined && tag?.agentId === undefined ? null : tag;
}

export const directionOf = (event: FsEvent): 'inbound' | 'outbound' =>
  event.get('Call-Direction') === 'outbound' ? 'outbound' : 'inbound';

export const isAnswered = (event: FsEvent): boolean => event.get('Answer-State') === 'answered';

export function partiesOf(event: FsEvent): Pick<ParkedFacts, 'callerNumber' | 'callerName' | 'dialedNumber'> {
  const number = partyText(event.get('Caller-Caller-ID-Number'));
  const name = partyText(event.get('Caller-Caller-ID-Name'));
  const dialedNumber = partyText(event.get('Caller-Destination-Number'));
  if (!isGuest(event)) return { callerNumber: number, callerName: name, dialedNumber };
  // A browser may assert any number (RFC 3325), a customer's too; no carrier vouches for it. Without a name the
  // switch repeats the number.
  return { callerNumber: '', callerName: name === number ? '' : name, dialedNumber };
}

const isGuest = (event: FsEvent): boolean =>
  directionOf(event) === 'inbound' && event.get('Caller-Context') === GUEST_CONTEXT;

const parkedFacts = (event: FsEvent): ParkedFacts => ({
  direction: directionOf(event),
  answered: isAnswered(event),
  ...partiesOf(event),
});

function otherLeg(event: FsEvent): LegId | null {
  const own = event.get('Unique-ID');
  const headers = ['Bridge-A-Unique-ID', 'Bridge-B-Unique-ID', 'Other-Leg-Unique-ID'];
  const other = headers.map((header) => event.get(header)).find((uuid) => uuid !== undefined && uuid !== own);
  return other === undefined ? null : legId(other);
}

function hangUpFacts(event: FsEvent): { cause: string; sipStatus?: number; by: 'party' | 'switch' } {
  const status = Number(event.variable('sip_invite_failure_status'));
  // recv_bye, recv_cancel and recv_refuse against send_… (mod_sofia sets it on every end).
  const byParty = event.variable('sip_hangup_disposition')?.startsWith('recv_') === true;
  return {
    cause: event.get('Hangup-Cause') ?? 'NORMAL_UNSPECIFIED',
    ...(Number.isInteger(status) && status >= 300 && status < 700 ? { sipStatus: status } : {}),
    by: byParty ? 'party' : 'switch',
  };
}
