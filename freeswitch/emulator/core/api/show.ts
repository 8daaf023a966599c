import { localStamp } from '../events/event-bus';
import { registrationId } from '../registrar';
import type { Session } from '../sessions/session';
import type { SwitchContext } from '../switch-context';
import { lacks, words, type ApiCommand } from './api-command';

type Row = Readonly<Record<string, string>>;

/** `show channels as json`, `show registrations as json`. Unlike FreeSWITCH's tables these never lag. */
export const show: ApiCommand = (args, context) => {
  const [what, as, format] = words(args);
  if (what === 'channels' && as === 'count') return `\n${context.sessions.size} total.\n`;
  if (what !== 'channels' && what !== 'registrations') return lacks(`show ${args.trim()}`);
  if (as !== 'as' || format !== 'json') return lacks('show in another format than json');
  return table(what === 'channels' ? channels(context) : registrations(context));
};

const table = (rows: readonly Row[]): string =>
  rows.length === 0 ? '{"row_count": 0}\n' : JSON.stringify({ row_count: rows.length, rows });

const channels = (context: SwitchContext): Row[] =>
  context.sessions.all().map((session) => channelRow(session, context));

function channelRow({ channel }: Session, context: SwitchContext): Row {
  const { profile } = channel;
  const codec = (value: string) => (channel.hasMedia ? value : '');
  return {
    uuid: channel.uuid,
    direction: channel.direction,
    created: localStamp(profile.times.created),
    created_epoch: String(Math.floor(profile.times.created / 1000)),
    name: channel.name,
    state: channel.runningState,
    cid_name: profile.callerName,
    cid_num: profile.callerNumber,
    ip_addr: profile.networkAddr,
    dest: profile.destination,
    application: channel.get('current_application') ?? '',
    application_data: channel.get('current_application_data') ?? '',
    dialplan: profile.dialplan,
    context: profile.context,
    read_codec: codec('PCMU'),
    read_rate: codec('8000'),
    read_bit_rate: codec('64000'),
    write_codec: codec('PCMU'),
    write_rate: codec('8000'),
    write_bit_rate: codec('64000'),
    secure: '',
    hostname: context.identity.switchName,
    presence_id: '',
    presence_data: channel.get('presence_data') ?? '',
    accountcode: '',
    callstate: channel.callState,
    callee_name: profile.calleeName,
    callee_num: profile.calleeNumber,
    callee_direction: '',
    call_uuid: channel.get('call_uuid') === channel.uuid ? '' : (channel.get('call_uuid') ?? ''),
    initial_cid_name: profile.origCallerName,
    initial_cid_num: profile.origCallerNumber,
    initial_dest: profile.destination,
  };
}

const registrations = (context: SwitchContext): Row[] =>
  context
    .sip()
    .registrations()
    .map((one) => ({
      reg_user: one.user,
      realm: context.domain,
      token: registrationId(one.user, one.contact),
      url: `sofia/webrtc/${one.contact}`,
      expires: String(Math.floor(one.expiresAt / 1000)),
      network_ip: one.remote.host,
      network_port: String(one.remote.port),
      network_proto: one.remote.transport,
      hostname: context.identity.switchName,
      metadata: '',
    }));
