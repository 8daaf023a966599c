import type { AgentLegRequest, CustomerLegRequest, LegTag } from '../../calls/switch';
import { UnexpectedError } from '../../errors';
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
  /**
   * What comes before the answer never counts as one. `consume`: but the leg's thread reads it, which is what makes ICE and
   * DTLS with a softphone that rings go on (switch_ivr_originate.c, CF_CONSUME_ON_ORIGINATE).
   */
  readonly ignoreEarlyMedia: 'true' | 'consume';
  readonly extra: readonly string[];
  readonly target: string;
}

/** In the background: `originate` blocks its connection until the far end answers. */
function originate(dial: Dial): Command {
  const number = isNumber(dial.callerNumber) && !/[*#]/.test(dial.callerNumber) ? dial.callerNumber : null;
  const variables = [
    `origination_uuid=${uuid(dial.legId)}`,
    `originate_timeout=${whole(dial.timeoutS, 1, 120, 'originate timeout') + EARLY_S}`,
    `ignore_early_media=${dial.ignoreEarlyMedia}`,
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

/** The way to a softphone that is registered on another switch: its profile `link`, which knows us by the secret. */
export interface AgentLink {
  readonly host: string;
  readonly port: number;
  readonly secret: string;
}

const LINK_SECRET = /^[A-Za-z0-9_-]{16,128}$/;

/** The link's other end dies without a word, and a leg that nobody speaks on any more keeps its caller in silence. */
const LINK_SILENCE_MS = 20_000;

function throughLink(link: AgentLink, user: string): Pick<Dial, 'extra' | 'target'> {
  if (!LINK_SECRET.test(link.secret)) throw new UnexpectedError('broken-invariant', 'Bad link secret');
  return {
    extra: [`sip_h_X-Kiloline-Link=${link.secret}`, `media_timeout=${LINK_SILENCE_MS}`],
    target: `sofia/link/${user}@${host(link.host)}:${whole(link.port, 1, 65_535, 'link port')}`,
  };
}

/**
 * A browser sends sound as long as it runs, muted too. One that is frozen, or whose network is gone, sends none: its leg
 * ends by itself (MEDIA_TIMEOUT), with nobody to say goodbye.
 */
const SILENT_MS = 8000;

/**
 * `user/…` needs api-expansion, which is off: the registration is dialled directly. Session timers are off
 * towards browsers (a refresh is a re-INVITE every 45 s to a softphone that cannot tell it from a hold).
 */
export function originateAgent(
  request: Omit<AgentLegRequest, 'registeredOn'>,
  domain: string,
  link: AgentLink | null = null,
): Command {
  const user = sipUser(request.sipUser);
  const way =
    link === null ? { extra: [], target: `sofia/webrtc/${user}%${host(domain)}` } : throughLink(link, user);
  return originate({
    ...request,
    tag: {
      ...{ role: request.role ?? 'agent', callId: request.callId, agentId: request.agentId },
      ...(request.standsFor === undefined ? {} : { stands: true as const }),
    },
    ignoreEarlyMedia: link === null ? 'consume' : 'true',
    extra: [
      ...(link === null ? ['sofia_session_timeout=0', `media_timeout=${SILENT_MS}`] : []),
      `sip_h_X-Kiloline-Call=${uuid(request.callId)}`,
      ...(request.autoAnswer ? [`sip_h_X-Kiloline-Auto-Answer=${String(request.autoAnswer)}`] : []),
      ...(request.standsFor === undefined ? [] : [`sip_h_X-Kiloline-Offer=${uuid(request.standsFor)}`]),
      ...way.extra,
    ],
    target: way.target,
  });
}

export const originateCustomer = (
  request: CustomerLegRequest,
  trunk: { readonly host: string; readonly port: number },
): Command =>
  originate({
    ...request,
    tag: { role: request.role ?? 'customer', callId: request.callId },
    ignoreEarlyMedia: 'true',
    extra: [SILENCE_WHEN_IDLE.join('=')],
    target: `sofia/trunk/${number(request.number)}@${host(trunk.host)}:${whole(trunk.port, 1, 65_535, 'trunk port')}`,
  });
