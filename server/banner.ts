import type { Env } from './config/env';
import type { Resources } from './resources';

interface BannerFacts {
  readonly env: Env;
  readonly port: number;
  readonly resources: Resources;
  readonly demoPassword: string | null;
  readonly callPageKey: string | null;
}

const EMBEDDED_WARNING = [
  '              The embedded switch is for development, demo and tests only. Install FreeSWITCH for anything else.',
];

/** What a person needs to begin: where to log in, with what, and how to call. */
export function banner({ env, port, resources, demoPassword, callPageKey }: BannerFacts): string {
  const page =
    env.KILOLINE_PUBLIC_URL ??
    `http://${env.KILOLINE_HOST === '0.0.0.0' ? 'localhost' : env.KILOLINE_HOST}:${port}`;
  const target = resources.switches[0];
  const lines = [
    '',
    '  Kiloline is ready.',
    '',
    `  Desk        ${page}`,
    ...(demoPassword === null
      ? []
      : [
          `  Log in      agents 1001–1004, supervisors 2001 and 2002 (with a phone), admin · password ${demoPassword}`,
        ]),
    ...(callPageKey === null ? [] : [`  Call page   ${page}/call?key=${callPageKey}`]),
    ...(target
      ? [
          `  Call        sip:1000@${target.sipUdp.host}:${target.sipUdp.port} (trunks from ${env.TRUNK_ALLOW.join(', ')})`,
          `  Switch      ${target.kind === 'freeswitch' ? 'FreeSWITCH' : 'embedded switch'}, event socket ${target.esl.host}:${target.esl.port}, softphones ${target.wss ?? target.ws}`,
          ...(target.kind === 'embedded' ? EMBEDDED_WARNING : []),
        ]
      : []),
    `  Health      ${page}/readyz · API ${page}/api/v1/openapi.json`,
    '',
    '',
  ];
  return lines.join('\n');
}
