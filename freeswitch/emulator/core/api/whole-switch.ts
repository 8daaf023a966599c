import { causeFrom } from '../causes';
import { LIKE_VERSION } from '../events/identity';
import { uptimeText } from '../uptime';
import { lacks, type ApiCommand } from './api-command';

export const status: ApiCommand = (_args, context) => {
  const { sessions, identity, maxSessions, sessionsPerSecond } = context;
  const { sinceStartup, peak } = sessions.counts;
  return [
    `UP ${uptimeText(context.now() - identity.startedAt)}`,
    `FreeSWITCH (Version ${LIKE_VERSION}-kiloline-embedded  64bit) is ready`,
    `${sinceStartup} session(s) since startup`,
    `${sessions.size} session(s) - peak ${peak}, last 5min ${peak} `,
    `0 session(s) per Sec out of max ${sessionsPerSecond}, peak 0, last 5min 0 `,
    `${maxSessions} session(s) max`,
    'min idle cpu 0.00/100.00',
    'Current Stack Size/Max 240K/8192K',
    '',
  ].join('\n');
};

export const version: ApiCommand = () =>
  `FreeSWITCH Version ${LIKE_VERSION}-kiloline-embedded~64bit (the embedded switch, like ${LIKE_VERSION})\n`;

export const globalGetvar: ApiCommand = (args, context) => {
  const known: Readonly<Record<string, string>> = {
    core_uuid: context.identity.coreUuid,
    hostname: context.identity.hostname,
    switchname: context.identity.switchName,
    domain: context.domain,
  };
  return known[args.trim()] ?? lacks(`the global variable ${args.trim()}`);
};

export const sofia: ApiCommand = (args, context) => {
  if (args.trim() !== 'status') return lacks(`sofia ${args.trim()}`);
  const rule = '='.repeat(97);
  const { trunk, ws } = context.sip();
  const line = (name: string, at: { host: string; port: number }) =>
    `${name.padStart(25)}\tprofile\t${`sip:mod_sofia@${at.host}:${at.port}`.padStart(42)}\tRUNNING (0)`;
  return [
    `${'Name'.padStart(25)}\t   Type\t${'Data'.padStart(42)}\tState`,
    rule,
    line('trunk', trunk),
    line('webrtc', ws),
    rule,
    '2 profiles 0 aliases',
    '',
  ].join('\n');
};

export const hupall: ApiCommand = (args, context) => {
  const cause = causeFrom(args.trim().split(/\s+/)[0]);
  for (const session of context.sessions.all()) session.hangUp(cause);
  return `+OK hangup all channels with cause ${cause}\n`;
};

/** Its own log has no keys in it at any level. */
export const fsctl: ApiCommand = (args) =>
  args.trim() === 'loglevel' ? '+OK log level: NOTICE [5]\n' : lacks(`fsctl ${args.trim()}`);
