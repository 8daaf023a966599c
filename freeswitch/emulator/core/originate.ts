import type { OutgoingCallRequest } from '../ports';
import type { Cause } from './causes';
import { noTimes, type CallerProfile } from './channel/caller-profile';
import { Channel } from './channel/channel';
import { markAnswered, markEarly } from './channel/mark-answered';
import { flipCallerId } from './channel/caller-id';
import { OutboundEndpoint } from './legs/outbound-endpoint';
import type { DialString } from './dial-string';
import { endedByParty, pressed } from './sessions/party-events';
import type { Session } from './sessions/session';
import type { SwitchContext } from './switch-context';

/** originate fires its time-out up to a fifth of a second early (measured: 1.83 of 2 s). */
const EARLY_MS = 100;
const DEFAULT_TIMEOUT_S = 60;

export interface OriginateResult {
  readonly reply: string;
  /** Called when the reply has been sent: CHANNEL_DESTROY follows BACKGROUND_JOB. */
  readonly afterReply?: () => void;
}

/** Calls somebody and runs an application when he has answered. Resolves when that is decided. */
export async function originate(dial: DialString, context: SwitchContext): Promise<OriginateResult> {
  if (context.sessions.get(dial.uuid) !== undefined) return failed('DESTINATION_OUT_OF_ORDER');
  if (context.sessions.size >= context.maxSessions) return failed('SWITCH_CONGESTION');
  const channel = newChannel(dial, context);
  if (dial.target.kind === 'registered' && !context.sip().isRegistered(dial.target.user)) {
    context.bus.fire('CHANNEL_DESTROY', channel.stillbornHeaders());
    return failed('USER_NOT_REGISTERED');
  }
  // Taken at once: a second originate of the same leg is refused while this one prepares its sound.
  const session = context.sessions.add(channel);
  const outcome = await attempt(session, dial, context);
  if (outcome === 'answered') {
    context.sessions.run(session, [dial.app]);
    return { reply: `+OK ${session.uuid}\n` };
  }
  await context.sessions.end(session);
  return {
    ...failed(outcome),
    afterReply: () => {
      session.fire('CHANNEL_DESTROY');
    },
  };
}

const failed = (cause: Cause): OriginateResult => ({ reply: `-ERR ${cause}\n` });

async function attempt(
  session: Session,
  dial: DialString,
  context: SwitchContext,
): Promise<'answered' | Cause> {
  const { channel } = session;
  const ready = await createEndpoint(session, dial, context);
  if (ready === null) session.hangUp('NORMAL_TEMPORARY_FAILURE');
  const timeoutS = Number(channel.get('originate_timeout') ?? DEFAULT_TIMEOUT_S);
  const timer = setTimeout(
    () => {
      session.hangUp('NO_ANSWER');
    },
    timeoutS * 1000 - EARLY_MS,
  );
  await session.signal.until(() => ready?.answered === true || !session.isUp);
  clearTimeout(timer);
  if (!session.isUp) return channel.hangupCause ?? 'NORMAL_CLEARING';
  flipCallerId(channel);
  return 'answered';
}

async function createEndpoint(
  session: Session,
  dial: DialString,
  context: SwitchContext,
): Promise<{ answered: boolean } | null> {
  const { channel } = session;
  const progress = { answered: false };
  session.endpoint = NO_ENDPOINT;
  const leg = await (
    needsWebRtc(dial, context) ? context.media.createWebRtc(null) : context.media.createRtp(null)
  ).catch((error: unknown) => {
    context.log.warn({ uuid: session.uuid, reason: String(error) }, 'no sound for a call');
    return null;
  });
  if (leg === null) return null;
  if (!session.isUp) {
    leg.close();
    return progress;
  }
  channel.set('rtp_local_sdp_str', leg.localSdp);
  session.fire('CHANNEL_CREATE');
  channel.runningState = channel.nextState = 'CS_CONSUME_MEDIA';
  try {
    const request = requestOf(dial, channel, leg.localSdp);
    const consumes = dial.variables.get('ignore_early_media') === 'consume';
    session.endpoint = new OutboundEndpoint(
      context.sip(),
      { leg, request, consumesEarlyMedia: consumes },
      {
        onRinging: () => {
          channel.profile.networkAddr = context.address;
          if (channel.callState !== 'EARLY') channel.callState = 'RINGING';
          channel.profile.times.progress ||= context.now();
        },
        onEarlyMedia: () => {
          if (!progress.answered) markEarly(session, context.now());
        },
        onAnswered: () => {
          channel.profile.networkAddr = context.address;
          markAnswered(session, channel.callState === 'EARLY' ? 'EARLY' : 'RINGING', context.now());
          progress.answered = true;
          session.signal.notify();
        },
        onDigit: (digit, durationMs, source) => {
          pressed(session, context.bus, digit, durationMs, source);
        },
        onEnded: (facts) => {
          channel.profile.networkAddr = context.address;
          endedByParty(session, facts);
        },
      },
    );
  } catch (error) {
    leg.close();
    context.log.warn({ uuid: session.uuid, reason: String(error) }, 'a call could not be sent');
    return null;
  }
  return progress;
}

const NO_ENDPOINT: Session['endpoint'] = {
  leg: null,
  answer: () => Promise.resolve(),
  refuse: () => undefined,
  release: () => null,
  close: () => undefined,
};

/** FreeSWITCH takes a contact with transport=ws for a browser (mod_sofia.c:5057). */
function needsWebRtc({ target }: DialString, context: SwitchContext): boolean {
  if (target.kind === 'trunk') return false;
  const contact = context
    .sip()
    .registrations()
    .find((one) => one.user === target.user);
  return contact?.remote.transport !== 'udp';
}

const HEADER = 'sip_h_';

function requestOf(dial: DialString, channel: Channel, sdp: string): OutgoingCallRequest {
  const headers = [...dial.variables]
    .filter(([name]) => name.startsWith(HEADER))
    .map(([name, value]): [string, string] => [name.slice(HEADER.length), value]);
  return {
    target: dial.target,
    callerNumber: channel.profile.callerNumber,
    callerName: channel.profile.callerName,
    sdp,
    headers: Object.fromEntries(headers),
  };
}

function newChannel(dial: DialString, context: SwitchContext): Channel {
  const { target, uuid } = dial;
  const where = target.kind === 'trunk' ? `${target.host}:${target.port}` : context.domain;
  const sofiaProfile = target.kind === 'trunk' ? 'trunk' : 'webrtc';
  const name = `sofia/${sofiaProfile}/${target.user}@${where}`;
  const profile = outboundProfile(dial, name, context.now());
  const channel = new Channel({ uuid, name, direction: 'outbound', sofiaProfile, profile });
  channel.setAll({
    direction: 'outbound',
    is_outbound: 'true',
    uuid,
    call_uuid: uuid,
    session_id: '0',
    sip_profile_name: sofiaProfile,
    channel_name: name,
    sip_destination_url: `sip:${target.user}@${where}`,
    ...Object.fromEntries(dial.variables),
    originate_early_media: 'false',
    originate_endpoint: 'sofia',
    audio_media_flow: 'sendrecv',
    sip_req_uri: `${target.user}@${where}`,
    sofia_profile_name: sofiaProfile,
    recovery_profile_name: sofiaProfile,
  });
  return channel;
}

function outboundProfile(dial: DialString, channelName: string, now: number): CallerProfile {
  const number = dial.variables.get('origination_caller_id_number') ?? '0000000000';
  const name = dial.variables.get('origination_caller_id_name') ?? '';
  return {
    direction: 'outbound',
    logicalDirection: 'outbound',
    username: '',
    dialplan: '',
    callerName: name,
    callerNumber: number,
    origCallerName: name,
    origCallerNumber: number,
    calleeName: 'Outbound Call',
    calleeNumber: dial.target.user,
    networkAddr: '',
    ani: number,
    destination: dial.target.user,
    uuid: dial.uuid,
    source: 'src/switch_ivr_originate.c',
    transferSource: '',
    context: 'default',
    rdnis: '',
    channelName,
    index: 1,
    times: { ...noTimes(), profileCreated: now, created: now },
  };
}
