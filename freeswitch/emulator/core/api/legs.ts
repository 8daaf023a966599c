import { causeFrom } from '../causes';
import { join } from '../sessions/join';
import type { Session } from '../sessions/session';
import { transfer as transferSession } from '../sessions/transfer';
import type { SwitchContext } from '../switch-context';
import { lacks, NO_CHANNEL, words, type ApiCommand } from './api-command';

const live = (uuid: string | undefined, context: SwitchContext): Session | null =>
  uuid === undefined ? null : (context.sessions.get(uuid) ?? null);

export const uuidExists: ApiCommand = (args, context) =>
  String(context.sessions.get(args.trim()) !== undefined);

export const uuidDump: ApiCommand = (args, context) => {
  const [uuid, format] = words(args);
  if (uuid === undefined) return '-USAGE: <uuid> [format]\n';
  if (format !== 'json') return lacks('uuid_dump in another format than json');
  const session = live(uuid, context);
  if (session === null) return NO_CHANNEL;
  return context.bus.make('CHANNEL_DATA', session.channel.extendedHeaders()).toJson();
};

export const uuidKill: ApiCommand = (args, context) => {
  const [uuid, cause] = words(args);
  if (uuid === undefined) return '-USAGE: <uuid> [cause]\n';
  const session = live(uuid, context);
  if (session === null) return NO_CHANNEL;
  session.hangUp(causeFrom(cause));
  return '+OK\n';
};

export const uuidBreak: ApiCommand = (args, context) => {
  const [uuid, ...flags] = words(args);
  if (uuid === undefined) return '-USAGE: <uuid> [all]\n';
  if (flags.some((flag) => flag !== 'all')) return lacks('uuid_break of both legs');
  const session = live(uuid, context);
  if (session === null) return NO_CHANNEL;
  session.breakOff(flags.includes('all'));
  return '+OK\n';
};

export const uuidBridge: ApiCommand = (args, context) => {
  const [first, second] = words(args);
  if (first === undefined || second === undefined) return '-USAGE: <uuid> <other_uuid>\n';
  const [one, other] = [live(first, context), live(second, context)];
  if (one === null || other === null) return '-ERR Invalid uuid\n';
  return join(one, other, context.media, context.now()) ? `+OK ${other.uuid}\n` : '-ERR Invalid uuid\n';
};

export const uuidPark: ApiCommand = (args, context) => {
  const session = live(words(args)[0], context);
  if (session === null) return args.trim() === '' ? '-USAGE: <uuid>\n' : NO_CHANNEL;
  session.setState('CS_PARK');
  return '+OK\n';
};

export const uuidTransfer: ApiCommand = (args, context) => {
  const [uuid, destination, dialplan = 'XML', dialplanContext] = words(args);
  if (uuid === undefined || destination === undefined) {
    return '-USAGE: <uuid> [-bleg|-both] <dest-exten> [<dialplan>] [<context>]\n';
  }
  const session = live(uuid, context);
  if (session === null) return NO_CHANNEL;
  if (destination.startsWith('-')) return lacks('uuid_transfer of the other leg');
  if (dialplan !== 'XML') return lacks(`the dialplan ${dialplan}`);
  transferSession(session, destination, dialplanContext);
  return '+OK\n';
};

export const uuidSetvar: ApiCommand = (args, context) => {
  const parts = /^(\S+)\s+(\S+)(?:\s+([\s\S]*))?$/.exec(args.trim());
  if (parts === null) return '-USAGE: <uuid> <var> [value]\n';
  const [, uuid, name = '', value = ''] = parts;
  const session = live(uuid, context);
  if (session === null) return NO_CHANNEL;
  session.channel.set(name, value);
  return '+OK\n';
};

export const uuidGetvar: ApiCommand = (args, context) => {
  const [uuid, name] = words(args);
  if (uuid === undefined || name === undefined) return '-USAGE: <uuid> <var>\n';
  const session = live(uuid, context);
  return session === null ? NO_CHANNEL : (session.channel.get(name) ?? '_undef_');
};
