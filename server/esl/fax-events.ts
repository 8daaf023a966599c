import type { FaxEvent, FaxResult } from '../calls/fax-switch';
import { legId, type SwitchId } from '../contract/ids';
import { faxLegOfJob, isFaxTag } from './commands/fax';
import { partyText, type FsEvent } from './fs-event';

const RESULT = 'spandsp::txfaxresult';

/** One event of FreeSWITCH as fax knows it; null when it is not about a fax. @throws MissingHeader */
export function toFaxEvent(event: FsEvent, switchId: SwitchId): FaxEvent | null {
  if (event.name === 'BACKGROUND_JOB') return failedJob(event, switchId);
  if (event.name === RESULT) {
    // The caller's own leg, when he is at the machine, carries the tag of his call: known by the fax room alone.
    return { ...about(event, switchId), kind: 'fax-finished', result: resultOf((name) => event.get(name)) };
  }
  if (!isFaxTag(event.get('Channel-Presence-Data'))) return null;
  if (event.name === 'CHANNEL_ANSWER') return { ...about(event, switchId), kind: 'fax-answered' };
  return event.name === 'CHANNEL_HANGUP_COMPLETE' ? ended(event, switchId) : null;
}

const about = (event: FsEvent, switchId: SwitchId) => ({
  switchId,
  at: event.at,
  legId: legId(event.need('Unique-ID')),
});

/** The leg's variables repeat the result, so that a server that missed the one event learns it from the other. */
function ended(event: FsEvent, switchId: SwitchId): FaxEvent {
  const status = Number(event.variable('sip_invite_failure_status'));
  return {
    ...about(event, switchId),
    kind: 'fax-leg-ended',
    cause: event.get('Hangup-Cause') ?? 'NORMAL_UNSPECIFIED',
    ...(Number.isInteger(status) && status >= 300 && status < 700 ? { sipStatus: status } : {}),
    result:
      event.variable('fax_result_code') === undefined
        ? null
        : resultOf((name) => event.variable(name.replaceAll('-', '_'))),
  };
}

/** An originate that came to nothing: no leg that could tell, or one that has just told the same. */
function failedJob(event: FsEvent, switchId: SwitchId): FaxEvent | null {
  const uuid = faxLegOfJob(event.get('Job-UUID') ?? '');
  if (uuid === null || !event.body.startsWith('-ERR')) return null;
  return {
    switchId,
    at: event.at,
    legId: legId(uuid),
    kind: 'fax-leg-ended',
    cause: /^-ERR ([A-Z_]{3,40})/.exec(event.body)?.[1] ?? 'NORMAL_UNSPECIFIED',
    result: null,
  };
}

function resultOf(read: (name: string) => string | undefined): FaxResult {
  const count = (name: string): number => {
    const value = Number(read(name));
    return Number.isInteger(value) && value >= 0 ? value : 0;
  };
  const code = Number(read('fax-result-code') ?? Number.NaN);
  return {
    // fax_success is written after the event is made in some versions; the code is the truth in all.
    success: code === 0,
    code: Number.isInteger(code) ? code : -1,
    text: partyText(read('fax-result-text')),
    pagesSent: count('fax-document-transferred-pages'),
    pagesTotal: count('fax-document-total-pages'),
    rate: count('fax-transfer-rate'),
    ecm: read('fax-ecm-used') === 'on',
    t38: read('fax-t38-status') === 'negotiated',
  };
}
