import type { Env } from '../config/env';
import { note, ok, warn, type Finding } from './finding';

const isHere = (host: string): boolean => ['127.0.0.1', 'localhost', '::1'].includes(host);

/** What is legal each for itself, and does not go together. */
export function judgeSettings(env: Env): readonly Finding[] {
  const isOpen = !isHere(env.KILOLINE_HOST) || env.KILOLINE_PUBLIC_URL !== undefined;
  return [...page(env, isOpen), ...phones(env, isOpen), ...secrets(env, isOpen)];
}

function page({ KILOLINE_HOST: host, KILOLINE_PUBLIC_URL: url }: Env, isOpen: boolean): Finding[] {
  if (!isOpen) return [note('page', 'is for this machine alone (KILOLINE_HOST)')];
  if (url === undefined)
    return [
      warn(
        'page',
        `is open to the network at ${host}, without https`,
        'Put a TLS proxy in front and set KILOLINE_PUBLIC_URL: browsers give no microphone to a page over http.',
      ),
    ];
  return url.startsWith('https:')
    ? [ok('page', url)]
    : [warn('page', url, 'Use https: browsers give no microphone to a page over http.')];
}

function phones(env: Env, isOpen: boolean): Finding[] {
  const isOurs = env.FREESWITCH_ESL_HOST === undefined && env.SWITCHES_FILE === undefined;
  if (isOurs) {
    if (isOpen && isHere(env.SIP_ADDRESS))
      return [
        warn(
          'phones',
          `the switch listens on ${env.SIP_ADDRESS} only`,
          'Set SIP_ADDRESS to an address that agents’ browsers and the trunk reach.',
        ),
      ];
    return [];
  }
  const isSecurePage = env.KILOLINE_PUBLIC_URL?.startsWith('https:') === true;
  const isPlainSocket = env.FREESWITCH_WS_URL?.startsWith('ws:') === true;
  return isSecurePage && isPlainSocket
    ? [
        warn(
          'phones',
          `FREESWITCH_WS_URL is ${env.FREESWITCH_WS_URL ?? ''}`,
          'Use wss: a page over https may open nothing else, so no phone would register.',
        ),
      ]
    : [];
}

function secrets(env: Env, isOpen: boolean): Finding[] {
  const isShared = env.DATABASE_URL !== undefined || env.REDIS_URL !== undefined;
  return [
    ...(env.KILOLINE_DEMO && isOpen
      ? [
          warn(
            'demo',
            'is on, and the page is open to others',
            'Set KILOLINE_DEMO=false before anybody works with it: the demo’s people have one password.',
          ),
        ]
      : []),
    ...(isShared && env.KILOLINE_SECRET_KEY === undefined
      ? [
          warn(
            'secret key',
            'is a file of this machine’s run directory',
            'Set KILOLINE_SECRET_KEY (from KILOLINE_RUN_DIR/secret-key) and keep it: another machine cannot read what is sealed.',
          ),
        ]
      : []),
    ...(isShared && env.KILOLINE_INSTANCE === undefined
      ? [note('instance', 'has no name: give each of several servers one (KILOLINE_INSTANCE)')]
      : []),
  ];
}
