import type { AgentLegRequest, CustomerLegRequest, LegTag } from '../../calls/switch';
import type { Command } from '../connection';
import { encodeLegTag } from '../leg-tag';
import { SILENCE_WHEN_IDLE } from './legs';
import { host, isNumber, number, sipUser, uuid, whole } from './fields';

/** Job ids are `kl` + the leg's uuid without dashes: whoever reads the job's result knows the leg. 34 of 36. */
export const jobOfLeg = (legId: string): string => `kl${uuid(legId).replaceAll('-', '').toLowerCase()}`;

export function legOfJob(jobId: string): string | null {
  const parts = /^kl([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(jobId);
  return parts === null ? null : parts.slice(1).join('-');
}

/** It counts whole seconds: a timeout of 2 was seen to end a call after 1.4 s. */
const EARLY_S = 1;

interface Dial {
  readonly legId: string;
  readonly tag: LegTag;
  readonly timeoutS: number;
  readonly callerNumber: string;
  readonly extra: readonly string[];
  readonly target: string;
}

/** In the background: `originate` blocks its connection until the far end answers. */
function originate(dial: Dial): Command {
  const number = isNumber(dial.callerNumber) && !/[*#]/.test(dial.callerNumber) ? dial.callerNumber : null;
  const variables = [
    `origination_uuid=${uuid(dial.legId)}`,
    `originate_timeout=${whole(dial.timeoutS, 1, 120, 'originate timeout') + EARLY_S}`,
    // Else it counts as done at the first 183, with the far party still ringing.
    'ignore_early_media=true',
    'park_after_bridge=true',
    'hangup_after_bridge=false',
    'playback_terminators=none',
    `presence_data=${encodeLegTag(dial.tag)}`,
    ...(number === null
      ? []
      : [`origination_caller_id_number=${number}`, `origination_caller_id_name=${number}`]),
    ...dial.extra,
  ];
  return [
    `bgapi originate {${variables.join(',')}}${dial.target} &park()`,
    `Job-UUID: ${jobOfLeg(dial.legId)}`,
  ];
}

/**
 * `user/…` needs api-expansion, which is off: the registration is dialled directly. Session timers are off
 * towards browsers (a refresh is a re-INVITE every 45 s to a softphone that cannot tell it from a hold).
 */
export const originateAgent = (request: AgentLegRequest, domain: string): Command =>
  originate({
    ...request,
    tag: { role: 'agent', callId: request.callId, agentId: request.agentId },
    extra: [
      'sofia_session_timeout=0',
      `sip_h_X-Kiloline-Call=${uuid(request.callId)}`,
      ...(request.autoAnswer ? ['sip_h_X-Kiloline-Auto-Answer=true'] : []),
    ],
    target: `sofia/webrtc/${sipUser(request.sipUser)}%${host(domain)}`,
  });

export const originateCustomer = (
  request: CustomerLegRequest,
  trunk: { readonly host: string; readonly port: number },
): Command =>
  originate({
    ...request,
    tag: { role: request.role ?? 'customer', callId: request.callId },
    extra: [SILENCE_WHEN_IDLE.join('=')],
    target: `sofia/trunk/${number(request.number)}@${host(trunk.host)}:${whole(trunk.port, 1, 65_535, 'trunk port')}`,
  });
