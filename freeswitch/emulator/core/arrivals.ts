import { randomUUID } from 'node:crypto';
import type { IncomingCall } from '../ports';
import { noTimes, type CallerProfile } from './channel/caller-profile';
import { Channel } from './channel/channel';
import { markAnswered } from './channel/mark-answered';
import { InboundEndpoint } from './legs/inbound-endpoint';
import { endedByParty, pressed } from './sessions/party-events';
import type { Session } from './sessions/session';
import type { SwitchContext } from './switch-context';

/** A call that comes in: a channel in its profile's context, and its thread started. */
export function arrive(call: IncomingCall, context: SwitchContext): void {
  if (context.sessions.size >= context.maxSessions) {
    call.reject(503, 'Maximum Calls In Progress');
    return;
  }
  const channel = newChannel(call, context.now());
  const session = context.sessions.add(channel);
  session.endpoint = new InboundEndpoint(call, context.media, {
    onDigit: (digit, durationMs, source) => {
      pressed(session, context.bus, digit, durationMs, source);
    },
    onEnded: (facts) => {
      endedByParty(session, facts);
    },
  });
  session.fire('CHANNEL_CREATE');
  context.sessions.run(session, null);
}

/** Runs in the leg's own thread. */
export async function answerArrival(session: Session, context: SwitchContext): Promise<void> {
  if (session.channel.answered || !session.isUp) return;
  const failure = await session.endpoint.answer().then(
    () => null,
    (error: unknown) => String(error),
  );
  if (hasEnded(session)) return;
  if (failure === null) {
    markAnswered(session, 'EARLY', context.now());
    return;
  }
  context.log.warn({ uuid: session.uuid, reason: failure }, 'a call could not be answered');
  session.hangUp('INCOMPATIBLE_DESTINATION');
}

const hasEnded = (session: Session): boolean => session.channel.hangupCause !== null;

function newChannel(call: IncomingCall, now: number): Channel {
  const uuid = randomUUID();
  const { host, port } = call.remote;
  const where = call.profile === 'webrtc' ? call.from.uri.replace(/^sips?:[^@]*@?/, '') : `${host}:${port}`;
  const name = `sofia/${call.profile}/${call.from.user}@${where}`;
  const profile = inboundProfile(call, uuid, name, now);
  const channel = new Channel({
    uuid,
    name,
    direction: 'inbound',
    sofiaProfile: call.profile,
    profile,
  });
  channel.setAll({
    direction: 'inbound',
    uuid,
    call_uuid: uuid,
    session_id: '0',
    sip_from_user: call.from.user,
    sip_from_uri: call.from.uri.replace(/^sips?:/, ''),
    audio_media_flow: 'disabled',
    channel_name: name,
    sip_call_id: call.callId,
    sip_network_ip: host,
    sip_network_port: String(port),
    sip_received_ip: host,
    sip_received_port: String(port),
    sip_via_protocol: call.remote.transport,
    sip_authorized: 'true',
    sip_acl_authed_by: call.profile === 'trunk' ? 'trunks' : null,
    sofia_profile_name: call.profile,
    recovery_profile_name: call.profile,
    sip_from_display: call.from.displayName,
    sip_req_user: call.requestUser,
    sip_to_user: call.to.user,
    sip_to_uri: call.to.uri.replace(/^sips?:/, ''),
    max_forwards: '70',
    switch_r_sdp: call.sdp,
    endpoint_disposition: 'DELAYED NEGOTIATION',
  });
  return channel;
}

function inboundProfile(call: IncomingCall, uuid: string, name: string, now: number): CallerProfile {
  const number = call.from.user === '' ? '0000000000' : call.from.user;
  const shown = call.from.displayName === '' ? number : call.from.displayName;
  return {
    direction: 'inbound',
    logicalDirection: 'inbound',
    username: call.from.user,
    dialplan: 'XML',
    callerName: shown,
    callerNumber: number,
    origCallerName: shown,
    origCallerNumber: number,
    calleeName: '',
    calleeNumber: '',
    networkAddr: call.remote.host,
    ani: number,
    destination: call.requestUser,
    uuid,
    source: 'mod_sofia',
    transferSource: '',
    context: call.profile === 'trunk' ? 'trunk-in' : 'webrtc',
    rdnis: '',
    channelName: name,
    index: 1,
    times: { ...noTimes(), profileCreated: now, created: now },
  };
}
