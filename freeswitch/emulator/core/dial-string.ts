import { randomUUID } from 'node:crypto';
import type { OutgoingCallRequest } from '../ports';
import type { AppCall } from './sessions/session';

export interface DialString {
  readonly uuid: string;
  readonly variables: ReadonlyMap<string, string>;
  readonly target: OutgoingCallRequest['target'];
  readonly app: AppCall;
}

/** Variables that have their effect here; what is set on a channel without effect would be a silent success. */
const SERVED = new Set([
  'origination_uuid',
  'originate_timeout',
  'ignore_early_media',
  'park_after_bridge',
  'hangup_after_bridge',
  'playback_terminators',
  'send_silence_when_idle',
  'presence_data',
  'origination_caller_id_number',
  'origination_caller_id_name',
  'sofia_session_timeout',
  'media_timeout',
]);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * `{a=b,c=d}sofia/trunk/<user>@<host>:<port> &park()` and `…sofia/webrtc/<user>%<domain> &park()`: the forms the
 * server writes. @returns a text that begins with -ERR or -USAGE for anything else
 */
export function parseDialString(text: string, domain: string): DialString | string {
  if (text.trim() === '') return '-USAGE: <call url> <exten>|&<application_name>(<app_args>)\n';
  const parts = /^(?:\{([^{}]*)\})?(\S+)\s+&([a-z_]+)(?:\(([^)]*)\))?\s*$/.exec(text.trim());
  if (parts === null) return lacks('this form of originate');
  const [, braces = '', url = '', app = '', data = ''] = parts;
  const variables = parseVariables(braces);
  for (const name of variables.keys()) {
    if (!SERVED.has(name) && !name.startsWith('sip_h_') && !name.startsWith('kiloline_'))
      return lacks(`the originate variable ${name}`);
  }
  // Early media as a result of its own needs sound before the answer, which is not here.
  if (!['true', 'consume'].includes(variables.get('ignore_early_media') ?? ''))
    return lacks('originate without ignore_early_media=true or consume');
  const target = parseTarget(url, domain);
  if (typeof target === 'string') return target;
  const uuid = (variables.get('origination_uuid') ?? randomUUID()).toLowerCase();
  if (!UUID.test(uuid)) return '-ERR Invalid uuid\n';
  return { uuid, variables, target, app: { name: app, data } };
}

function parseVariables(braces: string): Map<string, string> {
  const pairs = braces
    .split(',')
    .filter((pair) => pair.includes('='))
    .map((pair): [string, string] => [
      pair.slice(0, pair.indexOf('=')).trim(),
      pair.slice(pair.indexOf('=') + 1).replace(/^'(.*)'$/, '$1'),
    ]);
  return new Map(pairs);
}

function parseTarget(url: string, domain: string): DialString['target'] | string {
  const trunk = /^sofia\/trunk\/([^@%/]+)@(\[[0-9a-fA-F:]+\]|[^:@/]+)(?::(\d{1,5}))?$/.exec(url);
  if (trunk !== null) {
    const [, user = '', host = '', port] = trunk;
    return { kind: 'trunk', user, host: host.replace(/^\[|\]$/g, ''), port: Number(port ?? 5060) };
  }
  const registered = /^sofia\/webrtc\/([^@%/]+)%([^@%/]+)$/.exec(url);
  if (registered !== null) {
    const [, user = '', host = ''] = registered;
    return host === domain ? { kind: 'registered', user } : '-ERR USER_NOT_REGISTERED\n';
  }
  return /^sofia\/(?!trunk\/|webrtc\/)/.test(url)
    ? '-ERR INVALID_PROFILE\n'
    : lacks(`the dial string ${url}`);
}

const lacks = (what: string): string => `-ERR The embedded switch lacks ${what}\n`;
