import type { FaxCallRequest, FaxMode, FaxTransmission } from '../../calls/fax-switch';
import { UnexpectedError } from '../../errors';
import type { Command } from '../connection';
import { host, isNumber, number, uuid, whole } from './fields';

const FILE = /^\/[A-Za-z0-9/._-]{1,250}\.tiff?$/;
const HEADER = /^[A-Za-z0-9 .+()-]{1,50}$/;
const IDENT = /^[0-9 +]{1,20}$/;

/** Not 'kl;': a fax leg is none of a call's, and reconciliation must leave it alone. */
const TAG = 'klfax';
/** Job ids of fax legs; those of calls begin with 'kl' (originate.ts). */
const JOB = 'kf';

export const isFaxTag = (tag: string | undefined): boolean => tag === TAG;

export const faxLegOfJob = (jobId: string): string | null => {
  const parts = /^kf([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(jobId);
  return parts === null ? null : parts.slice(1).join('-');
};

const bare = (legId: string): string => uuid(legId).replaceAll('-', '').toLowerCase();
const noteName = (legId: string): string => `kl_fax_${bare(legId)}`;

/**
 * mod_spandsp_fax.c:1348-1460 reads these when txfax begins. The note is written by the switch itself in the
 * thread that reports success (mod_spandsp_fax.c:714): nobody has to be listening.
 */
function variables(what: FaxTransmission): readonly (readonly [name: string, value: string])[] {
  const { t38, ecm, v17 }: FaxMode = what;
  return [
    ['fax_enable_t38', String(t38)],
    ['fax_use_ecm', String(ecm)],
    ['fax_disable_v17', String(!v17)],
    ['fax_header', matching(HEADER, what.header, 'fax header')],
    ['fax_ident', matching(IDENT, what.ident, 'fax ident')],
    ['api_on_fax_success', `global_setvar ${noteName(what.legId)}=sent`],
  ];
}

const file = (what: FaxTransmission): string => matching(FILE, what.file, 'fax file');

/** In the background, as every originate; the fax begins by itself when it is answered, with or without us. */
export function originateFax(
  request: FaxCallRequest,
  trunk: { readonly host: string; readonly port: number },
): Command {
  const caller = isNumber(request.callerNumber) && !/[*#]/.test(request.callerNumber);
  const settings = [
    `origination_uuid=${uuid(request.legId)}`,
    `originate_timeout=${whole(request.timeoutS, 5, 120, 'originate timeout')}`,
    'ignore_early_media=true',
    `presence_data=${TAG}`,
    // A T.38 sender may stay when the fax is over; then we hang up, and when we are not there, the switch.
    `execute_on_answer='sched_hangup +${whole(request.longestS, 60, 14_400, 'longest fax')} ALLOTTED_TIMEOUT'`,
    // A fax is sent in the codec it was modulated for: nothing that compresses.
    'absolute_codec_string=^^:PCMU:PCMA',
    ...variables(request).map(([name, value]) => `${name}='${value}'`),
    ...(caller
      ? [
          `origination_caller_id_number=${request.callerNumber}`,
          `origination_caller_id_name=${request.callerNumber}`,
        ]
      : []),
  ];
  const port = whole(trunk.port, 1, 65_535, 'trunk port');
  const target = `sofia/trunk/${number(request.number)}@${host(trunk.host)}:${port}`;
  return [
    `bgapi originate {${settings.join(',')}}${target} &txfax(${file(request)})`,
    `Job-UUID: ${JOB}${bare(request.legId)}`,
  ];
}

/** For a leg that lives already, before `txfax` is executed on it. */
export const setFaxVariables = (what: FaxTransmission): Command[] =>
  variables(what).map(([name, value]) => [`api uuid_setvar ${uuid(what.legId)} ${name} ${value}`]);

export const txfax = (what: FaxTransmission): Command => [
  `sendmsg ${uuid(what.legId)}`,
  'call-command: execute',
  'execute-app-name: txfax',
  `execute-app-arg: ${file(what)}`,
];

export const faxModuleExists = (): Command => ['api module_exists mod_spandsp'];
export const readFaxNote = (legId: string): Command => [`api global_getvar ${noteName(legId)}`];
export const dropFaxNote = (legId: string): Command => [`api global_setvar ${noteName(legId)}=`];

function matching(pattern: RegExp, value: string, what: string): string {
  if (pattern.test(value)) return value;
  throw new UnexpectedError('broken-invariant', `Bad ${what}`, { details: { what } });
}
